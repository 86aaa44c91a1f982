"""Draws a conversation in the list: customer, time, subject and status."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.inbox.conversations.model import ROW, Index
from gui.inbox.conversations.row import Row
from gui.inbox.conversations.statuses import TONES, Statuses
from gui.look.theme import current
from gui.widgets.painted_chip import demo, draw_chip
from gui.widgets.times import Times

_ACROSS: Final = 10
_DOWN: Final = 8
_GAP: Final = 3
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ConversationDelegate(QStyledItemDelegate):
    """Draws three lines: name and time, subject, status."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._times = Times(self)
        self._statuses = Statuses(self)

    def sizeHint(self, option: QStyleOptionViewItem, _: Index) -> QSize:
        line = QFontMetrics(option.font).height()
        small = QFontMetrics(_small(option.font)).height()
        return QSize(120, 2 * _DOWN + line + small + small + 4 + 2 * _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row | None = index.data(ROW)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(0, 1, 0, -1)
        # covers the background painted by the table
        painter.fillRect(option.rect, QColor(current().ground))
        self._ground(painter, option, area)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._lines(painter, option.font, area, row, selected=selected)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect) -> None:
        colours = current()
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if selected or hovered:
            painter.setBrush(QColor(colours.accent_soft if selected else colours.hover))
            painter.setPen(QPen(QColor(colours.accent), 2) if focused else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), 8, 8)

    def _lines(
        self, painter: QPainter, font: QFont, area: QRect, row: Row, *, selected: bool
    ) -> None:
        colours = current()
        bold, small = QFont(font), _small(font)
        bold.setWeight(QFont.Weight.DemiBold)
        inner = area.adjusted(_ACROSS, _DOWN - 1, -_ACROSS, -_DOWN + 1)
        when = self._times.short(row.updated_at)
        room = QFontMetrics(small).horizontalAdvance(when) + 8
        line = QRect(inner.left(), inner.top(), inner.width(), QFontMetrics(bold).height())
        name = row.name or self.tr("Unknown customer")
        _draw(painter, line.adjusted(0, 0, -room, 0), name, bold, colours.text)
        _draw(painter, line, when, small, colours.muted, _RIGHT)
        line = line.translated(0, line.height() + _GAP)
        line.setHeight(QFontMetrics(small).height())
        about = row.line or self.tr("Nothing said yet")
        _draw(painter, line, about, small, colours.muted)
        line = line.translated(0, line.height() + _GAP + 2)
        tone = TONES[row.status]
        ground = colours.card if selected else getattr(colours, f"{tone}_soft")
        inks = ground, getattr(colours, tone)
        width = draw_chip(painter, line, self._statuses.name(row.status), small, inks)
        if row.from_demo:
            ground = colours.card if selected else colours.neutral_soft
            beside = line.adjusted(width + 6, 0, 0, 0)
            draw_chip(painter, beside, demo(), small, (ground, colours.muted))


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(max(6.0, font.pointSizeF() * 0.92))
    return small


def _draw(
    painter: QPainter,
    area: QRect,
    text: str,
    font: QFont,
    colour: str,
    where: Qt.AlignmentFlag = _LEFT,
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(where.value) | Qt.TextFlag.TextSingleLine.value, shown)
