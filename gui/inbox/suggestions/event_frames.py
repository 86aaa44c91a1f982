"""Decodes the events of a stream and delivers them once per frame."""

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
"""Minimum time between two deliveries, however fast events arrive."""


class EventFrames(QObject):
    """Reads one stream; a child of its owner.

    Args:
        kinds: Event name → name of its wire type, which is imported with the first event. Other
            events belong to a newer engine and are ignored.

    Signals:
        told: The events since the last frame, in order (list of wire types). An event that cannot
            be parsed is replaced by `ProblemDetails`.
        failed: `ProblemDetails`: refused, or cut off; all earlier events have been delivered.
        ended: The stream has ended.
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
        """Close the stream; no further signals are emitted."""
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
        except ValueError:  # raised by pydantic
            return unreadable()
