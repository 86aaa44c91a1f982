"""Chips for delegates, which paint what `labels.chip` provides as a widget."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

_SIDES: Final = 16


def chip_width(font: QFont, text: str) -> int:
    """Return the width of a chip in pixels."""
    return QFontMetrics(font).horizontalAdvance(text) + _SIDES


def draw_chip(painter: QPainter, line: QRect, text: str, font: QFont, inks: tuple[str, str]) -> int:
    """Draw a chip at the beginning of a line.

    Args:
        painter: A painter with antialiasing.
        line: Area of the line; the chip is as wide as its text requires.
        text: One or two words.
        font: Font of the text.
        inks: Colours of the background and of the text.

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
    """Return the label of demo data, which must not be mistaken for the company's own."""
    return QCoreApplication.translate("Demo", "Demo")
