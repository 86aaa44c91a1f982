#!/bin/sh
# pip_install.sh PYTHON ARGUMENT…: installs quietly; a failure says what to try.
set -eu

python=$1
shift
folder=$(dirname "$0")
if ! "$python" -m pip install -qq --disable-pip-version-check \
    --constraint "$folder/constraints.txt" "$@"; then
    echo >&2
    echo "The packages could not be installed; pip's own words stand above." >&2
    echo "Without a network: try again later, or give pip a folder of downloaded packages" >&2
    echo "(PIP_FIND_LINKS=/folder make setup). Behind a proxy: set HTTPS_PROXY." >&2
    exit 1
fi
