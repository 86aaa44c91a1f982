#!/bin/sh
# Adds the program in this folder to the desktop menu of the current user; "remove" removes it.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
share=${XDG_DATA_HOME:-$HOME/.local/share}

if [ "${1:-}" = remove ]; then
    rm -f "$share/applications/replydesk.desktop" "$share/mime/packages/replydesk.xml"
    find "$share/icons/hicolor" -path '*/apps/replydesk.*' -delete 2>/dev/null || true
else
    mkdir -p "$share/applications" "$share/icons" "$share/mime/packages"
    # the path in the Exec line is quoted; special characters are escaped for the quotes, then for sed
    quoted=$(printf '%s' "$here/replydesk" | sed 's/[\\"`$]/\\\\&/g')
    escaped=$(printf '%s' "$quoted" | sed 's/[\\&|]/\\&/g')
    sed "s|^Exec=replydesk|Exec=\"$escaped\"|" "$here/share/applications/replydesk.desktop" \
        >"$share/applications/replydesk.desktop"
    cp -R "$here/share/icons/hicolor" "$share/icons/"
    cp "$here/share/mime/packages/replydesk.xml" "$share/mime/packages/"
fi
if command -v update-mime-database >/dev/null 2>&1; then
    update-mime-database "$share/mime" || true
fi
if command -v update-desktop-database >/dev/null 2>&1; then
    update-desktop-database -q "$share/applications" || true
fi
