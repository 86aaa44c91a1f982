"""The first start: which language, and how to begin. Never comes again unasked."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from gui.first_run.first_run import FirstRun
from gui.page import Desk

__all__ = ["FirstRun", "show_welcome"]


def show_welcome(desk: Desk) -> None:
    """Show it again, in the window of this desk."""
    for window in QApplication.topLevelWidgets():
        found = window.findChild(FirstRun)
        if found is not None and found.desk is desk:
            found.begin()
