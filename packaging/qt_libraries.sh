#!/bin/sh
# qt_libraries.sh PYTHON: checks whether the system has the libraries that Qt's platform plugins need.
# As root on Debian and Ubuntu, missing ones are installed; otherwise the command is printed.
# Exit status: 0 if all are there, 1 if some are missing. Systems other than Linux need none.
set -eu

[ "$(uname -s)" = Linux ] || exit 0
command -v ldd >/dev/null 2>&1 || exit 0

python=$1
table=$(dirname "$0")/qt_libraries.txt
qt=$("$python" -c '
import importlib.util, pathlib
found = importlib.util.find_spec("PySide6")
print(pathlib.Path(found.origin).parent / "Qt" if found and found.origin else "")') || exit 0
[ -d "$qt" ] || exit 0

missing() {
    for plugin in platforms/libqxcb platforms/libqwayland platforms/libqoffscreen \
        xcbglintegrations/libqxcb-glx-integration xcbglintegrations/libqxcb-egl-integration; do
        ldd "$qt/plugins/$plugin.so" 2>/dev/null || true
    done | awk '/not found/ && $1 !~ /^libQt6/ { print $1 }' | sort -u
}

# packages COLUMN LIBRARY…: the packages of these libraries, without duplicates; unknown libraries
# are ignored.
packages() {
    column=$1
    shift
    for library in "$@"; do
        awk -v library="$library" -v column="$column" '$1 == library { print $column }' "$table"
    done | sort -u | tr '\n' ' ' | sed 's/ $//'
}

install_quietly() {
    # shellcheck disable=SC2086  # several packages
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o Acquire::Retries=0 -o Acquire::http::Timeout=20 $1 >/dev/null 2>&1
}

libraries=$(missing)
[ -n "$libraries" ] || exit 0

if command -v apt-get >/dev/null 2>&1; then
    # shellcheck disable=SC2086
    names=$(packages 2 $libraries)
    if [ -n "$names" ] && [ "$(id -u)" = 0 ]; then
        echo "Installing the system's libraries for the window: $names"
        if ! install_quietly "$names"; then
            apt-get update -qq -o Acquire::Retries=0 -o Acquire::http::Timeout=20 \
                >/dev/null 2>&1 || true
            install_quietly "$names" || true
        fi
        libraries=$(missing)
        [ -n "$libraries" ] || exit 0
        # shellcheck disable=SC2086
        names=$(packages 2 $libraries)
    fi
    command="sudo apt-get install $names"
elif command -v dnf >/dev/null 2>&1 || command -v zypper >/dev/null 2>&1; then
    # RPM packages declare the libraries they provide
    names=$(for library in $libraries; do printf "'%s()(64bit)' " "$library"; done)
    tool=$(command -v dnf >/dev/null 2>&1 && echo dnf || echo zypper)
    command="sudo $tool install $names"
elif command -v pacman >/dev/null 2>&1; then
    # shellcheck disable=SC2086
    names=$(packages 3 $libraries)
    command="sudo pacman -S --needed $names"
else
    names= command=
fi

echo "The window needs libraries that this system lacks:" $libraries >&2
if [ -n "${names:-}" ]; then
    echo "Install them: $command" >&2
else
    echo "Install the packages of your system that have them." >&2
fi
echo "Until then everything works from the command line: replydesk ask" >&2
exit 1
