"""Draws the rows of the palette: icon, title with the query highlighted, details and hint."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.look.icons import icon
from gui.look.theme import current
from gui.palette.matching import stretches
from gui.palette.results import RESULT, AnyIndex, Result, Results
from gui.widgets.presentable import one_line

_PADDING: Final = 12
_ICON: Final = 16


class Rows(QStyledItemDelegate):
    """All texts are plain, on one line, and truncated if there is no space."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        height = option.fontMetrics.height()
        return QSize(100, height + (18 if isinstance(index.data(RESULT), Result) else 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        shown = index.data(RESULT)
        area = option.rect
        font = option.font
        state = option.state
        painter.save()
        painter.setFont(font)
        if isinstance(shown, Result):
            model = index.model()
            query = model.query if isinstance(model, Results) else ""
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            self._paint_result(painter, area, shown, query, chosen=chosen)
        else:
            self._paint_heading(painter, area, str(shown))
        painter.restore()

    def _paint_heading(self, painter: QPainter, area: QRect, text: str) -> None:
        painter.setFont(_small(painter.font(), strong=True))
        painter.setPen(QColor(current().muted))
        inside = area.adjusted(_PADDING, 4, -_PADDING, -2)
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter.value), text)

    def _paint_result(
        self, painter: QPainter, area: QRect, result: Result, query: str, *, chosen: bool
    ) -> None:
        colours = current()
        if chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(area.adjusted(2, 1, -2, -1), 7, 7)
        top = area.top() + (area.height() - _ICON) // 2
        icon(result.icon, "accent" if chosen else "muted").paint(
            painter, QRect(area.left() + _PADDING, top, _ICON, _ICON)
        )
        left = area.left() + 2 * _PADDING + _ICON
        right = self._paint_hint(painter, area, result)
        width = _draw_marked(painter, QRect(left, area.top(), right - left, area.height()),
                             result.title, query)  # fmt: skip
        if result.detail and right - left - width > 60:
            painter.setFont(_small(painter.font()))
            painter.setPen(QColor(colours.muted))
            place = QRect(left + width + 10, area.top(), right - left - width - 10, area.height())
            _draw(painter, place, result.detail)

    def _paint_hint(self, painter: QPainter, area: QRect, result: Result) -> int:
        """Return the right edge of the space left for the title."""
        right = area.right() - _PADDING
        if not result.hint:
            return right
        colours = current()
        font = _small(painter.font())
        metrics = QFontMetrics(font)
        text = metrics.elidedText(result.hint, Qt.TextElideMode.ElideRight, area.width() // 3)
        width = metrics.horizontalAdvance(text) + (12 if result.keys else 0)
        place = QRect(right - width, area.top(), width, area.height())
        painter.save()
        painter.setFont(font)
        if result.keys:
            height = metrics.height() + 2
            box = QRect(place.left(), area.center().y() - height // 2, width, height)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(colours.line))
            painter.setBrush(QColor(colours.neutral_soft))
            painter.drawRoundedRect(box, 5, 5)
        painter.setPen(QColor(colours.muted))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter.value), text)
        painter.restore()
        return right - width - 10


def _small(font: QFont, *, strong: bool = False) -> QFont:
    smaller = QFont(font)
    smaller.setPointSizeF(font.pointSizeF() * 0.88)
    if strong:
        smaller.setWeight(QFont.Weight.DemiBold)
    return smaller


def _draw(painter: QPainter, place: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(
        one_line(text), Qt.TextElideMode.ElideRight, place.width()
    )
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter.value), shown)


def _draw_marked(painter: QPainter, place: QRect, text: str, query: str) -> int:
    """Draw a title with the query in bold; return its width."""
    shown = painter.fontMetrics().elidedText(
        one_line(text), Qt.TextElideMode.ElideRight, max(40, place.width() - 8)
    )
    layout = QTextLayout(shown, painter.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setFormats([_strong(shown, start, end) for start, end in stretches(query, shown)])
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    top = place.top() + (place.height() - line.height()) / 2
    painter.setPen(QColor(current().text))
    layout.draw(painter, QPointF(place.left(), top))
    return int(line.naturalTextWidth())


def _strong(text: str, start: int, end: int) -> QTextLayout.FormatRange:
    """Convert a range of code points to the UTF-16 code units used by Qt."""
    made = QTextLayout.FormatRange()
    form = QTextCharFormat()
    form.setFontWeight(QFont.Weight.Bold)
    made.format = form
    made.start = _units(text[:start])
    made.length = _units(text[start:end])
    return made


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
