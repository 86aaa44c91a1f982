"""Line charts of a run over its steps, painted directly: two lines justify neither a charting
library of a megabyte nor numpy in the window."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.look.theme import current
from gui.training import words

_HEIGHT: Final = 170
_LEFT: Final = 52
_BELOW: Final = 22
_ABOVE: Final = 24
_GRID: Final = 4
"""Approximate number of grid lines above the first one."""
_FLAT: Final = 1e-9
_MOST: Final = 1_500
"""Maximum number of points drawn; a longer run is thinned out, keeping its last point."""
_DASH: Final = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine)


@dataclass(frozen=True, slots=True)
class Curve:
    """A line: its name, its colour in the theme, and its points by step."""

    name: str
    colour: str
    points: tuple[tuple[float, float], ...]


class Curves(QWidget):
    """Lines with common axes, told apart by colour and by dash pattern."""

    def __init__(self) -> None:
        super().__init__()
        self.curves: tuple[Curve, ...] = ()
        self._title = ""
        self._steps = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(320, _HEIGHT)

    def show_curves(self, title: str, curves: Sequence[Curve], steps: int) -> None:
        """Show the lines.

        Args:
            title: What is measured.
            curves: The lines, most important first.
            steps: The last step of the run, the right end of the axis.
        """
        self._title, self._steps = title, steps
        self.curves = tuple(Curve(one.name, one.colour, _thinned(one.points)) for one in curves)
        last = [
            f"{one.name} {words.number(one.points[-1][1], 3)}" for one in self.curves if one.points
        ]
        self.setAccessibleName(title)
        self.setAccessibleDescription(words.listed(last))
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPointSizeF(8.5)
        painter.setFont(font)
        area = QRectF(_LEFT, _ABOVE, self.width() - _LEFT - 8, self.height() - _ABOVE - _BELOW)
        values = [value for one in self.curves for _, value in one.points]
        low, high = (min(values), max(values)) if values else (0.0, 1.0)
        marks = ticks(low, high)
        low, high = marks[0], marks[-1]
        self._paint_axes(painter, area, marks)
        for at, one in enumerate(self.curves):
            self._paint_line(painter, area, (low, high), one, _DASH[at % len(_DASH)])
        self._paint_legend(painter)
        painter.end()

    def _paint_axes(self, painter: QPainter, area: QRectF, marks: Sequence[float]) -> None:
        colours = current()
        digits = max(0, -math.floor(math.log10(marks[1] - marks[0]) + 1e-9))
        for at, mark in enumerate(marks):
            y = area.bottom() - area.height() * at / (len(marks) - 1)
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(colours.muted))
            text = words.number(mark, digits)
            room = QRectF(0, y - 9, _LEFT - 8, 18)
            painter.drawText(
                room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text
            )
        below = QRectF(area.left(), area.bottom() + 4, area.width(), _BELOW - 4)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, "0")
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, words.number(self._last()))

    def _paint_line(
        self, painter: QPainter, area: QRectF, bounds: tuple[float, float], one: Curve,
        dash: Qt.PenStyle,
    ) -> None:  # fmt: skip
        low, high = bounds
        last = self._last()
        line = QPolygonF([
            QPointF(
                area.left() + area.width() * step / last,
                area.bottom() - area.height() * (value - low) / (high - low),
            )
            for step, value in one.points
        ])  # fmt: skip
        ink = QColor(getattr(current(), one.colour))
        painter.setPen(QPen(ink, 2, dash, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(line)
        if one.points:
            painter.setBrush(ink)
            painter.drawEllipse(line.last(), 2.5, 2.5)
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_legend(self, painter: QPainter) -> None:
        colours = current()
        metrics = QFontMetrics(painter.font())
        painter.setPen(QColor(colours.text))
        painter.drawText(QPointF(4, 14), self._title)
        x = float(self.width() - 8)
        for at, one in reversed(list(enumerate(self.curves))):
            x -= metrics.horizontalAdvance(one.name)
            painter.setPen(QColor(colours.muted))
            painter.drawText(QPointF(x, 14), one.name)
            painter.setPen(QPen(QColor(getattr(colours, one.colour)), 2, _DASH[at % len(_DASH)]))
            painter.drawLine(QPointF(x - 24, 10), QPointF(x - 6, 10))
            x -= 38

    def _last(self) -> float:
        steps = [step for one in self.curves for step, _ in one.points]
        return float(max([self._steps, 1, *steps]))


def ticks(low: float, high: float) -> list[float]:
    """Return evenly spaced round values; the first is at most `low`, the last at least `high`."""
    if high - low < _FLAT:
        low, high = low - 0.5, high + 0.5
    rough = (high - low) / _GRID
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(one * power for one in (1, 2, 5, 10) if one * power >= rough * (1 - _FLAT))
    first, last = math.floor(low / step + _FLAT), math.ceil(high / step - _FLAT)
    return [at * step for at in range(first, last + 1)]


def _thinned(points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    if len(points) <= _MOST:
        return tuple(points)
    every = -(-len(points) // _MOST)
    return (*points[:-1:every], points[-1])
