"""Vertically scrolling column of cards with a constant content width."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

EDGE: Final = 16


class Column(QScrollArea):
    """Contains the given widgets, hidden at first."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        inside = QWidget()
        self._column = column = QVBoxLayout(inside)
        column.setContentsMargins(EDGE, 4, EDGE, EDGE)
        column.setSpacing(10)
        for widget in widgets:
            widget.hide()
            column.addWidget(widget)
        column.addStretch()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        for see_through in (inside, self.viewport()):
            see_through.setAutoFillBackground(False)
        self.verticalScrollBar().rangeChanged.connect(self._keep_width)

    def _keep_width(self, _: int, most: int) -> None:
        """Take the width of the scroll bar from the margin, so that text in the cards is not
        rewrapped."""
        bar = self.verticalScrollBar().sizeHint().width() if most else 0
        self._column.setContentsMargins(EDGE, 4, max(2, EDGE - bar), EDGE)
