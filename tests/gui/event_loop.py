"""Runs the event loop until something is so."""

from __future__ import annotations

import gc
import inspect
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog

_PAUSE_S = 0.004
_OLD = 50
"""Collections of the middle generation after which the old one, which is large, has its turn."""
Asked = TypeVar("Asked", bound=QDialog)


def settle(condition: Callable[[], object], timeout: float = 60.0, what: str = "") -> None:
    """Run the event loop until the condition holds; fails with what was waited for."""
    end = time.monotonic() + timeout
    while True:
        turn()
        if condition():
            return
        if time.monotonic() > end:
            raise AssertionError(f"waited {timeout:g} s in vain for: {what or _source(condition)}")
        time.sleep(_PAUSE_S)


def spend(seconds: float) -> None:
    """Run the event loop for a while: for what must not happen."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        turn()
        time.sleep(_PAUSE_S)
    turn()  # what became due is done, however late this process came to it


def once_asked(kind: type[Asked], answer: Callable[[Asked], object]) -> None:
    """Answer the next modal dialog of a kind, as soon as it is there."""
    end = time.monotonic() + 60

    def look() -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, kind):
            answer(shown)
        elif time.monotonic() < end:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)


def turn() -> None:
    """One turn of the event loop, deletions included."""
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    _collect()


@contextmanager
def collected_here() -> Iterator[None]:
    """Python's collector works in this thread only, from time to time, until the block ends.

    The window's process has one thread of Python's. That of the tests has others, and what the
    collector frees in one of them (fonts, icons, layouts) Qt may be using in this one.
    """
    gc.disable()
    try:
        yield
    finally:
        _collect(over=True)
        gc.enable()


def _collect(*, over: bool = False) -> None:
    """What the collector would do by itself; where a test is over also with what is old."""
    young, middle, old = gc.get_count()
    if over and old > _OLD:
        gc.collect()
    elif young > gc.get_threshold()[0]:
        gc.collect(1 if middle > gc.get_threshold()[1] else 0)


def _source(condition: Callable[[], object]) -> str:
    try:
        return inspect.getsource(condition).strip()
    except (OSError, TypeError):
        return repr(condition)
