"""Desktops that hide the clipboard are called by their names."""

from __future__ import annotations

import pytest

from gui.copilot.desktop import hidden_by, needs_focus, readable_apart


@pytest.mark.parametrize(
    ("platform", "environment", "system", "name"),
    [
        ("xcb", {"XDG_SESSION_TYPE": "x11"}, "linux", ""),
        ("xcb", {}, "linux", ""),
        ("windows", {}, "win32", ""),
        (
            "wayland",
            {"XDG_SESSION_TYPE": "wayland", "XDG_CURRENT_DESKTOP": "ubuntu:GNOME"},
            "linux",
            "GNOME (Wayland)",
        ),
        (
            "xcb",  # through XWayland
            {"XDG_SESSION_TYPE": "wayland", "XDG_CURRENT_DESKTOP": "KDE"},
            "linux",
            "KDE (Wayland)",
        ),
        ("wayland", {}, "linux", "Wayland"),
        ("xcb", {"WAYLAND_DISPLAY": "wayland-0"}, "linux", "Wayland"),
        ("cocoa", {}, "darwin", "macOS"),
        ("offscreen", {}, "linux", "offscreen"),
    ],
)
def test_named(platform: str, environment: dict[str, str], system: str, name: str) -> None:
    assert hidden_by(platform, environment, system) == name


def test_who_can_read_at_all() -> None:
    assert readable_apart("xcb")
    assert readable_apart("cocoa")
    assert not readable_apart("wayland")
    assert needs_focus("wayland-egl")
    assert not needs_focus("xcb")
