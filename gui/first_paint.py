"""Detects the first paint of a window, after which all work not needed for it is done."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

_LONGEST_MS: Final = 1_000
"""Fallback delay: a window that opens hidden or covered is never painted."""


class FirstPaint(QObject):
    """Watches one window for its first paint.

    Signals:
        painted: Emitted once, when the event loop is reached after the first paint, or when the
            window has not been painted for a while.
    """

    painted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._told = False
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._tell)
        self._late.start(_LONGEST_MS)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            self._late.start(0)  # the children are painted before control returns to the event loop
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        self._window.removeEventFilter(self)
        if not self._told:
            self._told = True
            self.painted.emit()
