"""Pending requests with a single response (`Call`) or a stream of events (`Stream`).

Both are children of their owner. If the owner is destroyed, the request is aborted and no signal is
emitted. Cancellation is not reported as a failure.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkReply

from gui.engine.problems import broken_off, problem_of, unreadable
from gui.engine.server_events import EventParser

Read = Callable[[bytes], Any]
"""Parses a response body; raises `ValueError` (such as pydantic's `ValidationError`) if invalid."""
TOLD_FROM = 1 << 20
"""Minimum size of a request in bytes for which upload progress is reported."""


class Call(QObject):
    """A request with a single response.

    Signals:
        succeeded: The parsed value (None for an empty response).
        failed: `ProblemDetails`.
        ended: Emitted last, after success, failure or cancellation.
        sent: Fraction of a large request that has been uploaded, 0…1.
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
        """Connect handlers for success and failure; return self."""
        self.succeeded.connect(succeeded)
        if failed is not None:
            self.failed.connect(failed)
        return self

    def cancel(self) -> None:
        """Abort the request; only `ended` is emitted."""
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
    """A request with a stream of events; at least one of the event names in `closing` must occur.

    Signals:
        opened: The engine has started to respond.
        happened: Name and data (bytes) of one event.
        failed: `ProblemDetails`: the request was refused, or the connection was lost.
        ended: Emitted last in every case, except after `close`.
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
        """Abort the request; no further signals are emitted."""
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
            if self._reply is None:  # closed by a handler of the signal
                return

    def _finish(self) -> None:
        self._on_bytes()
        reply, self._reply = self._reply, None
        if reply is None:
            return
        if reply.error() != QNetworkReply.NetworkError.NoError or not self._is_stream(reply):
            self.failed.emit(problem_of(reply, self._refused))
        elif self._open_end:  # Qt does not always detect that the last chunk is missing
            self.failed.emit(broken_off())
        self.ended.emit()
        self.deleteLater()

    @staticmethod
    def _is_stream(reply: QNetworkReply) -> bool:
        kind = reply.rawHeader("Content-Type")
        return bytes(kind.data()).startswith(b"text/event-stream")
