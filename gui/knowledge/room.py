"""Two panes that share the room there is: beside, below, or one in the other's place."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from gui.preferences import Preferences

_BESIDE: Final = 880
"""From this width on both have room beside each other."""
_BELOW: Final = 860
"""From this height on, the second below the first."""


class Room(QSplitter):
    """A list and what is open of it. Widths are remembered.

    Attributes:
        is_open: Whether something is open: where only one has room, that is what is shown.

    Signals:
        single: Whether only one of both has room.
    """

    single = Signal(bool)

    def __init__(
        self, first: QWidget, second: QWidget, preferences: Preferences, name: str
    ) -> None:
        super().__init__()
        self._first, self._second = first, second
        self._preferences = preferences
        self._name = name
        self.is_open = False
        self.setChildrenCollapsible(False)
        for pane, share in ((first, 3), (second, 2)):
            self.addWidget(pane)
            self.setStretchFactor(self.count() - 1, share)
        self.setSizes(preferences.now.panes.get(name) or [660, 500])
        self.splitterMoved.connect(self._remember)

    def show_open(self, is_open: bool) -> None:
        """Something was opened, or closed."""
        self.is_open = is_open
        self.arrange()

    def is_single(self) -> bool:
        """Whether only one of both has room."""
        return self.width() < _BESIDE and self.height() < _BELOW

    def arrange(self) -> None:
        """Share the room."""
        single = self.is_single()
        below = not single and self.width() < _BESIDE
        way = Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal
        if self.orientation() != way:
            self.setOrientation(way)
        self._second.setVisible(self.is_open or not single)
        self._first.setVisible(not (single and self.is_open))
        self.single.emit(single)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _remember(self) -> None:
        if self.orientation() == Qt.Orientation.Horizontal:
            panes = self._preferences.now.panes | {self._name: self.sizes()}
            self._preferences.change(panes=panes)
