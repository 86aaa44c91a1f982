"""Downloads a large response of the engine into a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QIODevice, QObject, QSaveFile, Signal
from PySide6.QtNetwork import QNetworkReply, QNetworkRequest

from assistant.contracts import ProblemDetails
from gui.engine.problems import problem_of

_PIECE = 1 << 20


class Download(QObject):
    """Writes the data as it arrives; the target file is replaced atomically at the end.

    Signals:
        progressed: Number of bytes written.
        succeeded: The file is complete.
        failed: `ProblemDetails`.
        ended: Emitted after success, failure or cancellation.
    """

    progressed = Signal(object)
    succeeded = Signal()
    failed = Signal(object)
    ended = Signal()

    def __init__(self, reply: QNetworkReply, target: Path, owner: QObject) -> None:
        super().__init__(owner)
        self._reply: QNetworkReply | None = reply
        self._file = QSaveFile(str(target), self)
        self._written = 0
        self._refused = b""
        reply.setReadBufferSize(4 * _PIECE)
        reply.readyRead.connect(self._on_bytes)
        reply.finished.connect(self._on_finished)

    def start(self) -> None:
        """Open the file; errors are reported through `failed`."""
        if not self._file.open(QIODevice.OpenModeFlag.WriteOnly):
            self._fail(self._unwritable())

    def cancel(self) -> None:
        """Cancel and leave the target file unchanged."""
        reply, self._reply = self._reply, None
        if reply is not None:
            self._file.cancelWriting()
            reply.abort()
            self._end(reply)

    def _on_bytes(self) -> None:
        reply = self._reply
        if reply is None:
            return
        status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        while self._reply is not None and reply.bytesAvailable():
            piece = reply.read(_PIECE)
            if status != 200:
                self._refused += bytes(piece.data())
            elif self._file.write(piece) != piece.size():
                self._fail(self._unwritable())
            else:
                self._written += piece.size()
        self.progressed.emit(self._written)

    def _on_finished(self) -> None:
        self._on_bytes()
        reply = self._reply
        if reply is None:
            return
        if reply.error() != QNetworkReply.NetworkError.NoError:
            self._fail(problem_of(reply, self._refused))
        elif not self._file.commit():
            self._fail(self._unwritable())
        else:
            self._reply = None
            self.succeeded.emit()
            self._end(reply)

    def _fail(self, problem: ProblemDetails) -> None:
        reply, self._reply = self._reply, None
        self._file.cancelWriting()
        if reply is not None:
            if reply.isRunning():
                reply.abort()
            self.failed.emit(problem)
            self._end(reply)

    def _end(self, reply: QNetworkReply) -> None:
        reply.deleteLater()
        self.ended.emit()
        self.deleteLater()

    def _unwritable(self) -> ProblemDetails:
        found = self._file.errorString()
        remedy = self.tr("Free some space, or choose another place")
        return ProblemDetails(
            title=found, status=0, detail=found, code="export.unwritable",
            expected=self.tr("to be able to write the file"), found=found, remedy=remedy,
        )  # fmt: skip
