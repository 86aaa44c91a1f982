"""Tests whether a display server answers at the address in the environment.

If none answers, Qt aborts the process with a core dump. That happens with a stale variable in a
terminal, after switching to another user, or after a remote connection has ended.
"""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_X: Final = re.compile(r"(?:(?P<host>[^/:]*)(?:/unix)?:)(?P<number>\d+)(?:\.\d+)?")
_X_SOCKETS: Final = "/tmp/.X11-unix"  # noqa: S108 - where X servers listen
_X_PORT: Final = 6000
_PATIENCE_S: Final = 1.0


def display_answers(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a window can be shown; if `QT_QPA_PLATFORM` is set, assumed without a test."""
    if environment.get("QT_QPA_PLATFORM"):
        return True
    wayland, x = environment.get("WAYLAND_DISPLAY"), environment.get("DISPLAY")
    folder = environment.get("XDG_RUNTIME_DIR", "/run")
    return bool((wayland and _listens(str(Path(folder) / wayland))) or (x and _x_answers(x)))


def _x_answers(display: str) -> bool:
    if display.startswith("/"):  # on macOS, DISPLAY is the path of a socket
        return _listens(display)
    named = _X.fullmatch(display)
    if named is None:
        return False
    host, number = named["host"], int(named["number"])
    if host in ("", "unix"):
        path = f"{_X_SOCKETS}/X{number}"
        return _listens(path) or _listens(f"\0{path}")
    try:
        with socket.create_connection((host, _X_PORT + number), _PATIENCE_S):
            return True
    except (OSError, OverflowError):
        return False


def _listens(address: str) -> bool:
    with socket.socket(socket.AF_UNIX) as caller:
        caller.settimeout(_PATIENCE_S)
        try:
            caller.connect(address)
        except (OSError, ValueError):
            return False
    return True
