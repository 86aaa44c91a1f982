"""The door to the window: light, so that every role of the program may know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from gui.engine.address import Locator


def open_window(home: Path, locator: Locator, server: tuple[str, str] | None = None) -> int:
    """Open the window on a home, or on a company server (its address and a token)."""
    from gui.app import run
    from gui.engine.address import Address

    return run(home, locator, Address(*server) if server else None)
