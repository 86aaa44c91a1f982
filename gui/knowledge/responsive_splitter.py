"""Two panes arranged by available space: side by side, one below the other, or only one of them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from gui.preferences import Preferences

_BESIDE: Final = 880
"""Minimum width for placing them side by side."""
_BELOW: Final = 860
"""Minimum height for placing the second below the first."""


class ResponsiveSplitter(QSplitter):
    """A list and the item opened from it. Pane widths are remembered.

    Attributes:
        is_open: Whether an item is open; if there is room for only one pane, it is the one shown.

    Signals:
        single: Whether there is room for only one pane.
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
        """Set whether an item is open."""
        self.is_open = is_open
        self.arrange()

    def is_single(self) -> bool:
        """Return whether there is room for only one pane."""
        return self.width() < _BESIDE and self.height() < _BELOW

    def arrange(self) -> None:
        """Arrange the panes for the current size."""
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
