"""The process that watches the clipboard: reading it blocks while the program that owns the copy is
slow to deliver it, and that must not block the window.

It sends one JSON object per line to the window through a local socket: `{"twice": text}` when the
same text was copied twice, `{"text": text}` in response to `ask`. It ends with the window.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QLocalSocket

from gui.copilot.readable import text_of
from gui.copilot.twice import WITHIN_S, Twice

_MEMORY: Final = 2 << 30
"""Memory limit of this process in bytes, because other programs may copy data of any size."""


def watch(name: str) -> int:
    """Run until the window listening under this name closes; return the exit status."""
    _limit_memory()
    application = QGuiApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    socket = QLocalSocket()
    watcher = _Watcher(socket)
    socket.disconnected.connect(application.quit)
    socket.errorOccurred.connect(lambda _: application.exit(1))
    socket.connected.connect(watcher.begin)
    QTimer.singleShot(0, lambda: socket.connectToServer(name))
    return application.exec()


class _Watcher(QObject):
    def __init__(self, socket: QLocalSocket) -> None:
        super().__init__()
        self._socket = socket
        self._twice = Twice()
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(round(WITHIN_S * 1000) + 20)
        self._forget.timeout.connect(lambda: self._twice.forget(time.monotonic()))
        socket.readyRead.connect(self._on_asked)

    def begin(self) -> None:
        """Start watching after the connection to the window was established."""
        QGuiApplication.clipboard().dataChanged.connect(self._on_copied)
        self._tell({"ready": ""})

    def _on_copied(self) -> None:
        at = time.monotonic()  # before reading, which takes as long as the other program needs
        text = text_of(QGuiApplication.clipboard().mimeData())
        if self._twice.copied(text, at):
            self._tell({"twice": text})
        if not self._twice.empty:
            self._forget.start()

    def _on_asked(self) -> None:
        if b"ask" in bytes(self._socket.readAll().data()):
            self._tell({"text": text_of(QGuiApplication.clipboard().mimeData())})

    def _tell(self, what: dict[str, str]) -> None:
        line = json.dumps(what).encode() + b"\n"
        self._socket.write(line)
        self._socket.flush()


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # not available on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
