"""Starting the window again, for what takes effect only then."""

from __future__ import annotations

import sys
from typing import Protocol

from PySide6.QtCore import QProcess

_wanted = False


class Quits(Protocol):
    """A window that ends the program, unless its page keeps it."""

    def quit(self) -> None:
        """End the program."""

    def isVisible(self) -> bool:
        """Whether it is still there."""
        ...


def restart(window: Quits) -> bool:
    """Close the window and open it anew; False where the open page keeps its unsaved work."""
    global _wanted
    window.quit()
    _wanted = not window.isVisible()
    return _wanted


def start_again_if_wanted() -> None:
    """Called when this process has let go of everything a second one needs."""
    if _wanted:
        program, *arguments = command()
        QProcess.startDetached(program, arguments)


def command() -> list[str]:
    """How this process was started."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *sys.argv[1:]]
    return [sys.executable, *sys.orig_argv[1:]]
