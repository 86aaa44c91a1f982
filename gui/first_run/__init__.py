"""The first-run screen: choosing the language and how to start. Shown only once automatically."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from gui.first_run.first_run import FirstRun
from gui.page import WindowContext

__all__ = ["FirstRun", "show_welcome"]


def show_welcome(context: WindowContext) -> None:
    """Show the first-run screen again, in the window of this context."""
    for window in QApplication.topLevelWidgets():
        found = window.findChild(FirstRun)
        if found is not None and found.context is context:
            found.begin()
