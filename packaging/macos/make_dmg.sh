#!/bin/sh
# make_dmg.sh APP TARGET: packs an app bundle as a disk image. Not tested yet: written without a Mac.
# It is signed if CODESIGN_IDENTITY is set, and notarised if NOTARY_PROFILE is, which names a
# keychain profile of notarytool.
set -eu

app=$1
target=$2
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

if [ -n "${CODESIGN_IDENTITY:-}" ]; then
    codesign --force --deep --options runtime --timestamp \
        --entitlements "$here/entitlements.plist" --sign "$CODESIGN_IDENTITY" "$app"
    codesign --verify --deep --strict "$app"
fi
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
rm -f "$target"
hdiutil create -quiet -volname "$(basename "$app" .app)" -srcfolder "$stage" -format UDZO "$target"
if [ -n "${NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$target" --keychain-profile "$NOTARY_PROFILE" --wait
    xcrun stapler staple "$target"
fi
