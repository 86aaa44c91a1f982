"""Desktops that show copies only to the program in front, by their names."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Final

from PySide6.QtGui import QGuiApplication

ASK_KEYS: Final = "Ctrl+Shift+A"
"""Suggest answers for the clipboard, with a window of ours in front."""
_OPEN: Final = ("xcb", "windows")
"""Platforms that tell every program of every copy."""
_APART: Final = (*_OPEN, "cocoa")


def hidden_by(
    platform: str | None = None,
    environment: Mapping[str, str] | None = None,
    system: str = sys.platform,
) -> str:
    """The desktop that hides the clipboard from programs in the background; "" if none does.

    Args:
        platform: Qt's name of it; this process's by default.
        environment: Variables of the session; this process's by default.
        system: Python's name of the operating system.
    """
    platform = QGuiApplication.platformName() if platform is None else platform
    environment = os.environ if environment is None else environment
    if system == "darwin":
        return "macOS"
    wayland = environment.get("XDG_SESSION_TYPE") == "wayland" or environment.get("WAYLAND_DISPLAY")
    # even an X program hears only copies of other X programs there, and only now and then
    if platform.startswith("wayland") or (platform == "xcb" and wayland):
        desktop = environment.get("XDG_CURRENT_DESKTOP", "").split(":")[-1]
        return f"{desktop} (Wayland)" if desktop else "Wayland"
    return "" if platform in _OPEN else platform


def readable_apart(platform: str | None = None) -> bool:
    """Whether another process of ours can read the clipboard, so that the window need not wait."""
    return (QGuiApplication.platformName() if platform is None else platform) in _APART


def needs_focus(platform: str | None = None) -> bool:
    """Whether only a window with the focus can read the clipboard."""
    platform = QGuiApplication.platformName() if platform is None else platform
    return platform.startswith("wayland")
