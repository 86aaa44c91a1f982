"""When a window was painted for the first time: what need not be there before is done then."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

_LONGEST_MS: Final = 1_000
"""A window that opens out of sight is not painted."""


class FirstPaint(QObject):
    """Watches one window.

    Signals:
        painted: The event loop came back from its first paint, or it is not painted for a while.
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
            self._late.start(0)  # its children are painted before the event loop comes back
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        self._window.removeEventFilter(self)
        if not self._told:
            self._told = True
            self.painted.emit()
