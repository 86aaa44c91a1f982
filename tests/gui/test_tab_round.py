"""Tab leads through everything of a page and back to where it began; Shift+Tab the other way."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.first_run import FirstRun, show_welcome
from gui.main_window import MainWindow
from tests.gui.event_loop import settle, turn
from tests.gui.test_accessible import by_tab, controls, named
from tests.gui.tour import tour

_MOST_STEPS = 300


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab], ids=["tab", "shift-tab"])
def test_tab_leads_through_each_place_and_back(demo_window: MainWindow, key: Qt.Key) -> None:
    demo_window.resize(1500, 950)
    wrong = []
    for place, widget in tour(demo_window):
        wrong += [f"{place}: {text}" for text in walked(widget, key)]
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab], ids=["tab", "shift-tab"])
def test_tab_leads_through_the_welcome_and_back(window: MainWindow, key: Qt.Key) -> None:
    show_welcome(window.context)
    first_run = window.findChild(FirstRun)
    assert first_run is not None
    settle(lambda: window.context.link.state.name == "ready")
    turn()
    assert walked(first_run, key) == []


def walked(place: QWidget, key: Qt.Key) -> list[str]:
    """What goes wrong on a round that begins at the first control of a place."""
    place.window().activateWindow()
    reachable = [one for one in controls(place) if by_tab(one) and not _grouped(one)]
    start = reachable[0]
    start.setFocus(Qt.FocusReason.TabFocusReason)
    turn()
    passed: list[QWidget] = []
    for _ in range(_MOST_STEPS):
        now = QApplication.focusWidget()
        if now is None:
            return ["the focus is lost"]
        if now is start and passed:
            missed = [one for one in reachable if _is_there(one, place) and one not in passed]
            return [f"passed over: {named(one)}" for one in missed]
        if now in passed:
            return [f"caught at {named(now)}, away from {named(start)}"]
        passed.append(now)
        QTest.keyClick(now, key)
        turn()
    return ["never back at the beginning"]


def _is_there(control: QWidget, place: QWidget) -> bool:
    """A line that is written in a list goes when the focus leaves it."""
    return shiboken6.isValid(control) and control.isVisibleTo(place) and control.isEnabled()


def _grouped(control: QWidget) -> bool:
    """Of choices that exclude each other, Tab stops at one, and the arrow keys lead on."""
    return bool(getattr(control, "autoExclusive", lambda: False)()) or bool(
        getattr(control, "group", lambda: None)()
    )
