"""The status of what writes drafts, loaded after attaching and reloaded on every change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from gui.engine.api import Engine
from gui.engine.link import EngineLink

if TYPE_CHECKING:
    from assistant.contracts import ModelStatus

_TOPICS: Final = frozenset({"writer", "models", "settings", "*"})
_GATHER_MS: Final = 100
"""Throttles reloading, because a model that starts and finishes a draft changes repeatedly."""


class Writer(QObject):
    """Follows the status of the engine's draft writer.

    Attributes:
        status: The last status received; None before the first one and while the engine is away.

    Signals:
        changed: `status` has changed.
    """

    changed = Signal()

    def __init__(self, engine: Engine, link: EngineLink, parent: QObject) -> None:
        super().__init__(parent)
        self._engine, self._link = engine, link
        self.status: ModelStatus | None = None
        self._gathering = QTimer(self)
        self._gathering.setSingleShot(True)
        self._gathering.setInterval(_GATHER_MS)
        self._gathering.timeout.connect(self._read)
        link.attached.connect(self._read)
        link.changed.connect(self._on_link)
        link.data_changed.connect(self._on_data)
        if link.state.usable:
            self._gathering.start()

    def _on_link(self, _: object) -> None:
        if not self._link.state.usable:
            self._show(None)

    def _on_data(self, topics: frozenset[str]) -> None:
        if topics & _TOPICS and not self._gathering.isActive():
            self._gathering.start()

    def _read(self) -> None:
        if self._link.state.usable:
            self._engine.writer(self).succeeded.connect(self._show)

    def _show(self, status: ModelStatus | None) -> None:
        if status != self.status:
            self.status = status
            self.changed.emit()
