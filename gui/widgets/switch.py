"""An on/off switch: a checkbox with the appearance of a switch."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from gui.look.theme import current

_TRACK: Final = QSize(38, 20)
_ROOM: Final = 4
"""Space around the track for the focus ring."""


class Switch(QCheckBox):
    """Has no text, so it needs an accessible name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return _TRACK + QSize(2 * _ROOM, 2 * _ROOM)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _: QPaintEvent) -> None:
        colours = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(_ROOM, (self.height() - _TRACK.height()) / 2, *_TRACK.toTuple())
        radius = track.height() / 2
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(track.adjusted(-3, -3, 3, 3), radius + 3, radius + 3)
        on = self.isChecked()
        fill, edge, knob = (
            (colours.accent, colours.accent, colours.on_accent)
            if on
            else (colours.panel, colours.edge, colours.edge)
        )
        if not self.isEnabled():
            fill, edge, knob = colours.neutral_soft, colours.line, colours.edge
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(knob))
        left = track.right() - radius if on else track.left() + radius
        painter.drawEllipse(QRectF(left - 6, track.center().y() - 6, 12, 12))
        painter.end()
