"""The events of a stream, decoded and handed on once per frame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from assistant import contracts
from gui.engine.call import Stream
from gui.engine.problems import unreadable

if TYPE_CHECKING:
    from pydantic import BaseModel

    from assistant.contracts import ProblemDetails

FRAME_MS: Final = 16
"""However fast events come, the window paints once in this time."""


class EventFrames(QObject):
    """Reads one stream; dies with its owner.

    Args:
        kinds: Event → the name of its wire type, which is made when the first one comes. Events
            that are not named are of a later engine, and passed over.

    Signals:
        told: What came since the last frame, in order (list of wire types). What cannot be read is
            a `ProblemDetails` in its place.
        failed: `ProblemDetails`: refused, or broken off; whatever came before was told.
        ended: Nothing comes any more.
    """

    told = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, stream: Stream, kinds: Mapping[str, str], owner: QObject) -> None:
        super().__init__(owner)
        self._stream, self._kinds = stream, kinds
        self._waiting: list[tuple[str, bytes]] = []
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setInterval(FRAME_MS)
        self._frame.timeout.connect(self._tell)
        stream.happened.connect(self._on_event)
        stream.failed.connect(self._on_failed)
        stream.ended.connect(self._on_ended)

    def close(self) -> None:
        """End the stream; nothing more is told."""
        self._frame.stop()
        self._stream.close()

    def _on_event(self, name: str, data: bytes) -> None:
        if name in self._kinds:
            self._waiting.append((name, data))
            if not self._frame.isActive():
                self._frame.start()

    def _on_failed(self, problem: ProblemDetails) -> None:
        self._tell()
        self.failed.emit(problem)

    def _on_ended(self) -> None:
        self._tell()
        self.ended.emit()

    def _tell(self) -> None:
        self._frame.stop()
        waiting, self._waiting = self._waiting, []
        if waiting:
            self.told.emit([self._read(name, data) for name, data in waiting])

    def _read(self, name: str, data: bytes) -> BaseModel:
        kind: type[BaseModel] = getattr(contracts, self._kinds[name])
        try:
            return kind.model_validate_json(data)
        except ValueError:  # pydantic's
            return unreadable()
