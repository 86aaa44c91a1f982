"""What the window does once it was painted: in order, a step at a time, painted or not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from gui.deferred_work import ANSWERS, PAGES, WIRE, DeferredWork, loads
from gui.first_paint import FirstPaint

pytestmark = pytest.mark.usefixtures("application")


def test_nothing_is_done_before_the_first_paint(settle: Callable[..., None]) -> None:
    done: list[str] = []
    window = QWidget()
    FirstPaint(window).painted.connect(lambda: done.append("painted"))
    DeferredWork(
        window,
        at_once=[lambda: done.append("first"), lambda: done.append("second")],
        at_leisure=[lambda: done.append("third")],
    )
    window.show()
    settle(lambda: len(done) == 4)
    assert done == ["painted", "first", "second", "third"]
    window.deleteLater()


def test_other_events_are_heard_between_two_steps(settle: Callable[..., None]) -> None:
    done: list[str] = []
    window = QWidget()

    def first() -> None:
        done.append("first")
        QTimer.singleShot(0, window, lambda: done.append("something else"))

    DeferredWork(window, at_once=[first], at_leisure=[lambda: done.append("second")])
    window.show()
    settle(lambda: len(done) == 3)
    assert done == ["first", "something else", "second"]
    window.deleteLater()


def test_a_window_that_is_never_painted_does_it_too(settle: Callable[..., None]) -> None:
    done: list[bool] = []
    window = QWidget()
    DeferredWork(window, at_once=[lambda: done.append(True)], at_leisure=[])
    settle(lambda: done)
    window.deleteLater()


def test_everything_that_is_loaded_is_there() -> None:
    for load in loads([*WIRE, *ANSWERS, *PAGES]):
        load()
