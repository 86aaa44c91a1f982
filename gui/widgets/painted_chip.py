"""A short mark on a coloured ground, where a delegate paints: as `labels.chip` is for widgets."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

_SIDES: Final = 16


def chip_width(font: QFont, text: str) -> int:
    """How much room it takes, in pixels."""
    return QFontMetrics(font).horizontalAdvance(text) + _SIDES


def draw_chip(painter: QPainter, line: QRect, text: str, font: QFont, inks: tuple[str, str]) -> int:
    """Draw it at the beginning of a line.

    Args:
        painter: Antialiased.
        line: Where; the chip is as long as its text.
        text: One or two words.
        font: Of the text.
        inks: Colours of the ground and of the text.

    Returns:
        Its width in pixels.
    """
    ground, ink = inks
    width = chip_width(font, text)
    area = QRectF(QPointF(line.left(), line.top() - 1), QSizeF(width, line.height() + 2))
    painter.setBrush(QColor(ground))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter.value, text)
    return width


def demo() -> str:
    """What marks all that came with the demo: nobody shall take it for the company's own words."""
    return QCoreApplication.translate("Demo", "Demo")
