"""Restarts the window, for settings that take effect only at start."""

from __future__ import annotations

import sys
from typing import Protocol

from PySide6.QtCore import QProcess

_wanted = False


class Quits(Protocol):
    """A window that can quit the program; the page in view may prevent it."""

    def quit(self) -> None:
        """Quit the program."""

    def isVisible(self) -> bool:
        """Whether the window is still open."""
        ...


def restart(window: Quits) -> bool:
    """Close the window and schedule a restart; return False if unsaved work keeps it open."""
    global _wanted
    window.quit()
    _wanted = not window.isVisible()
    return _wanted


def start_again_if_wanted() -> None:
    """Start the program again if requested; called after all shared resources were released."""
    if _wanted:
        program, *arguments = command()
        QProcess.startDetached(program, arguments)


def command() -> list[str]:
    """Return the command line that started this process."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *sys.argv[1:]]
    return [sys.executable, *sys.orig_argv[1:]]
