#!/bin/sh
# Prints a Python 3.11 or newer that can make virtual environments, or says what is missing.
set -eu

oldest='3, 11'
for candidate in "$@" python3 python3.14 python3.13 python3.12 python3.11 python; do
    if "$candidate" -c "import sys; sys.exit(sys.version_info < ($oldest))" 2>/dev/null; then
        if "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
            echo "$candidate"
            exit 0
        fi
        without_venv=$candidate
    fi
done

if [ -n "${without_venv:-}" ]; then
    echo "Found $("$without_venv" -V), which cannot make virtual environments." >&2
    echo "Install its venv package (Debian, Ubuntu: sudo apt install python3-venv) and try again." >&2
else
    echo "Expected Python 3.11 or newer; found $(python3 -V 2>&1 || echo 'no python3')." >&2
    echo "Install a newer Python, or name one: make setup PYTHON=/path/to/python3" >&2
fi
exit 1
