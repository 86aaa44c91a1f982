"""Starting the window again."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QMessageBox

from gui import restart
from gui.main_window import MainWindow
from gui.settings.macros import MacrosSection
from gui.settings.page import SettingsPage
from tests.gui.event_loop import once_asked


def test_it_is_started_as_it_was() -> None:
    assert restart.command()[0] == sys.executable
    assert restart.command()[1:] == sys.orig_argv[1:]


def test_unsaved_work_keeps_the_window(demo_window: MainWindow) -> None:
    page = demo_window.go_to("settings")
    assert isinstance(page, SettingsPage)
    macros = page.open_section("macros")
    assert isinstance(macros, MacrosSection)
    macros.editor.name.setText("Refund")

    once_asked(QMessageBox, lambda asked: asked.button(QMessageBox.StandardButton.Cancel).click())
    assert not restart.restart(demo_window)
    assert demo_window.isVisible()
    assert macros.editor.name.text() == "Refund"
    macros.editor.show_macro(None)
