"""F6 goes from pane to pane and comes back to where the focus was in each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from gui.main_window import MainWindow
from gui.rail import Rail


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def in_rail(window: MainWindow) -> bool:
    return window.findChild(Rail).isAncestorOf(focused())


def test_f6_goes_round_and_shift_f6_back(
    demo_window: MainWindow, settle: Callable[..., None]
) -> None:
    demo_window.go_to("inbox")
    settle(lambda: any(one.isVisible() for one in demo_window.findChildren(QPlainTextEdit)))
    visited: list[QWidget] = []
    for _ in range(8):
        QTest.keyClick(demo_window, Qt.Key.Key_F6)
        visited.append(focused())
    assert len({id(widget) for widget in visited}) >= 3
    QTest.keyClick(demo_window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert focused() is visited[-2]


def test_the_rail_is_one_of_the_panes(demo_window: MainWindow) -> None:
    demo_window.go_to("settings")
    seen = set()
    for _ in range(6):
        QTest.keyClick(demo_window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        seen.add(in_rail(demo_window))
    assert seen == {True, False}
