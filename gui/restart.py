"""Starting the window again, for what takes effect only then."""

from __future__ import annotations

import sys

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication

_wanted = False


def restart() -> bool:
    """Close the window and open it anew; False where the open page keeps its unsaved work."""
    global _wanted
    _wanted = True
    QApplication.quit()
    if any(window.isVisible() for window in QApplication.topLevelWidgets() if window.isWindow()):
        _wanted = False
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
