"""The window itself: pages, rail, notices."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.main_window import MainWindow


def test_every_page_can_be_reached_by_its_number(demo_window: MainWindow) -> None:
    for number, name in enumerate(demo_window.pages):
        key = Qt.Key(Qt.Key.Key_1.value + number)
        QTest.keyClick(demo_window, key, Qt.KeyboardModifier.ControlModifier)
        assert demo_window.centralWidget().isVisible()
        assert demo_window.pages[name].isVisible()


def test_the_page_in_view_is_remembered(demo_window: MainWindow) -> None:
    demo_window.go_to("settings")
    assert demo_window.context.preferences.now.page == "settings"
    demo_window.go_to("inbox")
