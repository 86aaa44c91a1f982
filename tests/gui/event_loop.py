"""Runs the event loop until something is so."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop

_PAUSE_S = 0.004


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
    turn()  # even if the time was over before this process came to it
    while time.monotonic() < end:
        time.sleep(_PAUSE_S)
        turn()


def turn() -> None:
    """One turn of the event loop, deletions included."""
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _source(condition: Callable[[], object]) -> str:
    try:
        return inspect.getsource(condition).strip()
    except (OSError, TypeError):
        return repr(condition)
