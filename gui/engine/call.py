"""A request on its way: one answer (`Call`), or a stream of events (`Stream`).

Both belong to whoever asked and die with it: then the request is aborted and nobody is told.
Cancelling is an outcome, not an error.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkReply

from gui.engine.problems import broken_off, problem_of, unreadable
from gui.engine.server_events import EventParser

Read = Callable[[bytes], Any]
"""Makes the answer's bytes a value; raises `ValueError` (pydantic's `ValidationError` is one) where
they are none."""
TOLD_FROM = 1 << 20
"""Bytes of a request whose way is worth telling of."""


class Call(QObject):
    """One request and its whole answer.

    Signals:
        succeeded: The value that was read (None for an empty answer).
        failed: `ProblemDetails`.
        ended: Either of them came, or it was cancelled.
        sent: The share of a large request that is there, 0…1.
    """

    succeeded = Signal(object)
    failed = Signal(object)
    ended = Signal()
    sent = Signal(float)

    def __init__(self, reply: QNetworkReply, read: Read, owner: QObject) -> None:
        super().__init__(owner)
        self._reply: QNetworkReply | None = reply
        self._read = read
        reply.setParent(self)
        reply.finished.connect(self._finish)
        reply.uploadProgress.connect(self._on_upload)

    def then(
        self,
        succeeded: Callable[[Any], object],
        failed: Callable[[Any], object] | None = None,
    ) -> Call:
        """Connect both outcomes; returns itself."""
        self.succeeded.connect(succeeded)
        if failed is not None:
            self.failed.connect(failed)
        return self

    def cancel(self) -> None:
        """Forget about it: no outcome is told, only its end."""
        reply, self._reply = self._reply, None
        if reply is not None:
            reply.abort()
            self._end()

    def _finish(self) -> None:
        reply, self._reply = self._reply, None
        if reply is None:
            return
        body = bytes(reply.readAll().data())
        if reply.error() != QNetworkReply.NetworkError.NoError:
            self.failed.emit(problem_of(reply, body))
        else:
            try:
                value = self._read(body)
            except ValueError:
                self.failed.emit(unreadable())
            else:
                self.succeeded.emit(value)
        self._end()

    def _on_upload(self, done: int, total: int) -> None:
        if total >= TOLD_FROM:
            self.sent.emit(done / total)

    def _end(self) -> None:
        self.ended.emit()
        self.deleteLater()


class Stream(QObject):
    """One request and its events; `closing` names those of which one must be among them.

    Signals:
        opened: The engine has begun to answer.
        happened: Name and data (bytes) of one event.
        failed: `ProblemDetails`: refused, or broken off by the network.
        ended: The last thing that is told, whatever happened; not after `close`.
    """

    opened = Signal()
    happened = Signal(str, bytes)
    failed = Signal(object)
    ended = Signal()

    def __init__(
        self, reply: QNetworkReply, owner: QObject, closing: frozenset[str] = frozenset()
    ) -> None:
        super().__init__(owner)
        self._reply: QNetworkReply | None = reply
        self._open_end = bool(closing)
        self._closing = closing
        self._parser = EventParser()
        self._refused = b""
        reply.setParent(self)
        reply.metaDataChanged.connect(self._on_headers)
        reply.readyRead.connect(self._on_bytes)
        reply.finished.connect(self._finish)

    def close(self) -> None:
        """End it; nothing more is told."""
        reply, self._reply = self._reply, None
        if reply is not None:
            reply.abort()
            self.deleteLater()

    def _on_headers(self) -> None:
        if self._reply is not None and self._is_stream(self._reply):
            self.opened.emit()

    def _on_bytes(self) -> None:
        reply = self._reply
        if reply is None:
            return
        piece = bytes(reply.readAll().data())
        if not self._is_stream(reply):
            self._refused += piece
            return
        for event in self._parser.feed(piece):
            self._open_end = self._open_end and event.name not in self._closing
            self.happened.emit(event.name, event.data)
            if self._reply is None:  # closed by whoever heard it
                return

    def _finish(self) -> None:
        self._on_bytes()
        reply, self._reply = self._reply, None
        if reply is None:
            return
        if reply.error() != QNetworkReply.NetworkError.NoError or not self._is_stream(reply):
            self.failed.emit(problem_of(reply, self._refused))
        elif self._open_end:  # Qt does not always notice that the last chunk is missing
            self.failed.emit(broken_off())
        self.ended.emit()
        self.deleteLater()

    @staticmethod
    def _is_stream(reply: QNetworkReply) -> bool:
        kind = reply.rawHeader("Content-Type")
        return bytes(kind.data()).startswith(b"text/event-stream")
