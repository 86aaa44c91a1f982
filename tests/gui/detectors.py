"""What no test of the window may leave behind, and nothing may say."""

from __future__ import annotations

import gc
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType

import psutil
import shiboken6
from PySide6.QtCore import QMessageLogContext, QObject, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtNetwork import QNetworkReply
from PySide6.QtWidgets import QApplication

from tests import preloaded_engine
from tests.gui.event_loop import turn

_HARMLESS = (
    # the offscreen platform draws windows and has no window manager to ask
    re.compile(r"This plugin does not support (raise|propagateSizeHints|grabbing)"),
)
"""Messages that say something about the platform of the tests, not about the window."""
_QUIET = (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
_PASSING = frozenset({"QTipLabel", "QShapedPixmapWindow"})
"""Top-level widgets of Qt's own, kept by it as long as the application lives."""


@contextmanager
def complaints() -> Iterator[list[str]]:
    """Collects what Qt warns about and what is raised in slots."""
    heard: list[str] = []

    def on_message(kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:
        said = text or ""
        if kind not in _QUIET and not any(known.search(said) for known in _HARMLESS):
            heard.append(f"{kind.name} {context.category}: {said}")

    def on_exception(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        heard.append("".join(traceback.format_exception(kind, error, trace)))

    old_handler = qInstallMessageHandler(on_message)
    old_hook, sys.excepthook = sys.excepthook, on_exception
    try:
        yield heard
    finally:
        sys.excepthook = old_hook
        qInstallMessageHandler(old_handler)


class Leftovers:
    """Compares what lives at the end of a test with what lived at its beginning.

    Args:
        ending_s: Seconds that processes may take which were told to end.
    """

    def __init__(self, application: QApplication, ending_s: float = 60.0) -> None:
        self._application, self._ending_s = application, ending_s
        self._before = _addresses(self._alive())
        self._children = _children()

    def left(self) -> list[str]:
        """What is there now that was not there before, in words."""
        turn()
        found = self._new()
        if found:  # a cycle that only the collector frees is no leak
            gc.collect()
            turn()
            found = self._new()
        return [_described(thing) for thing in found] + self._processes()

    def _new(self) -> list[QObject]:
        return [thing for thing in self._alive() if _address(thing) not in self._before]

    def _processes(self) -> list[str]:
        told = []
        # one that was told to end may still be doing so
        _, left = psutil.wait_procs(_children() - self._children, timeout=self._ending_s)
        for process in left:
            with suppress(psutil.NoSuchProcess):  # it ended in this moment
                told.append(f"process {process.pid}: {' '.join(process.cmdline())}")
                process.kill()
        return told

    def _alive(self) -> list[QObject]:
        """Top-level widgets, timers that run, replies that were not let go."""
        found: list[QObject] = [
            widget
            for widget in QApplication.topLevelWidgets()
            if widget.metaObject().className() not in _PASSING
        ]
        found += [timer for timer in self._application.findChildren(QTimer) if timer.isActive()]
        # hundreds of thousands of objects before and after each test: the type alone is asked for
        watched = {id(kind) for kind in [*_kinds(QNetworkReply), *_kinds(QTimer)]}
        for thing in gc.get_objects():
            if id(type(thing)) in watched and shiboken6.isValid(thing) and _goes_on(thing):
                found.append(thing)
        return found


def _kinds(kind: type) -> Iterator[type]:
    yield kind
    for narrower in kind.__subclasses__():
        yield from _kinds(narrower)


def _goes_on(thing: QNetworkReply | QTimer) -> bool:
    return isinstance(thing, QNetworkReply) or thing.isActive()


def _children() -> set[psutil.Process]:
    return {
        process
        for process in psutil.Process().children(recursive=True)
        if _lives(process) and process.pid != preloaded_engine.pid()
    }


def _lives(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return process.status() != psutil.STATUS_ZOMBIE
    return False


def _addresses(things: list[QObject]) -> set[int]:
    return {_address(thing) for thing in things}


def _address(thing: QObject) -> int:
    return int(shiboken6.getCppPointer(thing)[0])


def _described(thing: QObject) -> str:
    parent = thing.parent()
    inside = f" in {type(parent).__name__}" if parent is not None else ""
    return f"{type(thing).__name__} {thing.objectName()!r}{inside}"
