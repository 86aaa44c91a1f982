"""Two-line rows to choose from in a popup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.look.theme import current
from gui.widgets.presentable import one_line
from gui.widgets.row_list import ROW, Index, RowList

_PAD: Final = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """One row.

    Attributes:
        title, line: The two lines of text.
        mark: A short label on the right.
        value: The value that the row stands for.
    """

    title: str
    line: str
    value: Any
    mark: str = ""


class Choices(RowList[Choice]):
    """List model of `Choice` rows."""

    def said(self, row: Choice) -> str:
        return one_line(row.title)

    def described(self, row: Choice) -> str:
        return one_line(row.line)


class ChoiceDelegate(QStyledItemDelegate):
    """Draws a `Choice`."""

    def sizeHint(self, option: QStyleOptionViewItem, _: Index) -> QSize:
        return QSize(200, 2 * QFontMetrics(option.font).height() + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Choice | None = index.data(ROW)
        if row is None:
            return
        colours = current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(colours.accent_soft))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(option.rect, 6, 6)
        inner = option.rect.adjusted(10, _PAD, -10, -_PAD)
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        room = QFontMetrics(option.font).horizontalAdvance(row.mark) + 10 if row.mark else 0
        _line(painter, upper.adjusted(0, 0, -room, 0), row.title, bold, colours.text)
        if row.mark:
            painter.setFont(option.font)
            painter.setPen(QColor(colours.muted))
            painter.drawText(upper, Qt.AlignmentFlag.AlignRight.value, row.mark)
        lower = upper.translated(0, upper.height())
        _line(painter, lower, row.line, option.font, colours.muted)
        painter.restore()


def _line(painter: QPainter, area: QRect, text: str, font: QFont, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(font).elidedText(one_line(text), Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.TextFlag.TextSingleLine.value, shown)
