"""Detects desktops that hide the clipboard from background programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Final

from PySide6.QtGui import QGuiApplication

ASK_KEYS: Final = "Ctrl+Shift+A"
"""Shortcut to suggest answers for the clipboard while a window of this program is in front."""
_OPEN: Final = ("xcb", "windows")
"""Platforms that notify every program of every copy."""
_APART: Final = (*_OPEN, "cocoa")


def hidden_by(
    platform: str | None = None,
    environment: Mapping[str, str] | None = None,
    system: str = sys.platform,
) -> str:
    """Return the name of the desktop that hides the clipboard from background programs; "" if none.

    Args:
        platform: Qt platform name; that of this process by default.
        environment: Environment variables; those of this process by default.
        system: `sys.platform`.
    """
    platform = QGuiApplication.platformName() if platform is None else platform
    environment = os.environ if environment is None else environment
    if system == "darwin":
        return "macOS"
    wayland = environment.get("XDG_SESSION_TYPE") == "wayland" or environment.get("WAYLAND_DISPLAY")
    # X programs there are notified only of copies by other X programs, and not reliably
    if platform.startswith("wayland") or (platform == "xcb" and wayland):
        desktop = environment.get("XDG_CURRENT_DESKTOP", "").split(":")[-1]
        return f"{desktop} (Wayland)" if desktop else "Wayland"
    return "" if platform in _OPEN else platform


def readable_apart(platform: str | None = None) -> bool:
    """Return whether a separate process can read the clipboard without blocking the window."""
    return (QGuiApplication.platformName() if platform is None else platform) in _APART


def needs_focus(platform: str | None = None) -> bool:
    """Return whether only a focused window can read the clipboard."""
    platform = QGuiApplication.platformName() if platform is None else platform
    return platform.startswith("wayland")
