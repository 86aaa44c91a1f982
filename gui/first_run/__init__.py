"""The first-run screen: choosing the language and how to start. Shown only once automatically."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from gui.first_run.first_run import FirstRun
from gui.page import Desk

__all__ = ["FirstRun", "show_welcome"]


def show_welcome(desk: Desk) -> None:
    """Show the first-run screen again, in the window of this desk."""
    for window in QApplication.topLevelWidgets():
        found = window.findChild(FirstRun)
        if found is not None and found.desk is desk:
            found.begin()
