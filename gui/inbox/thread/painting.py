"""Paints the visible rows of a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from gui.inbox.thread.bubble import PAD_X, PAD_Y, draw_ground, draw_text
from gui.inbox.thread.pieces import Piece
from gui.inbox.thread.rows import MARGIN
from gui.look.theme import current
from gui.widgets.times import Times

if TYPE_CHECKING:
    from assistant.contracts import Message
    from gui.inbox.thread.view import ThreadView


class Painting(QObject):
    """Helper of a `ThreadView`."""

    def __init__(self, view: ThreadView) -> None:
        super().__init__(view)
        self._view = view
        self._times = Times(self)
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._view.viewport().update()
        return super().eventFilter(watched, event)

    def paint(self, part: QRect) -> None:
        """Paint a part of the viewport."""
        view, rows = self._view, self._view.rows
        painter = QPainter(view.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(part, QColor(current().ground))
        if len(rows):
            row = rows.heights.at(max(0, view.scrolled + part.top()))
            y = rows.heights.top(row) - view.scrolled
            while row < len(rows) and y <= part.bottom():
                self._row(painter, row, y)
                y += rows.heights[row]
                row += 1
        # no message to draw the focus ring around
        if view.hasFocus() and view.selecting.current < 0:
            painter.setPen(QPen(QColor(current().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(view.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _row(self, painter: QPainter, row: int, y: int) -> None:
        rows = self._view.rows
        piece = rows.pieces[row]
        message = rows.messages[piece.message]
        laid, bubble = rows.laid(row), rows.bubble(row).translated(0, y)
        if piece.day is not None:
            self._day(painter, piece, y)
        draw_ground(painter, bubble, message.role, first=piece.first, last=piece.last)
        above = PAD_Y if piece.first else 0
        at = QPointF(bubble.left() + PAD_X, bubble.top() + above)
        chosen = self._view.selecting.within(piece)
        draw_text(painter, laid, at, message.role, chosen)
        if self._view.hasFocus() and self._view.selecting.current == piece.message:
            self._ring(painter, bubble, piece)
        if piece.last:
            self._caption(painter, message, bubble)

    def _day(self, painter: QPainter, piece: Piece, y: int) -> None:
        view = self._view
        area = QRectF(MARGIN, y, view.viewport().width() - 2 * MARGIN, view.rows.day)
        font = _small(view.rows.font)
        text = self._times.day(piece.day) if piece.day is not None else ""
        room = QFontMetrics(font).horizontalAdvance(text) + 24
        middle = area.center().y()
        painter.setPen(QPen(QColor(current().line), 1))
        left, right = area.center().x() - room / 2, area.center().x() + room / 2
        painter.drawLine(QPointF(area.left(), middle), QPointF(left, middle))
        painter.drawLine(QPointF(right, middle), QPointF(area.right(), middle))
        painter.setFont(font)
        painter.setPen(QColor(current().muted))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter.value, text)

    def _caption(self, painter: QPainter, message: Message, bubble: QRectF) -> None:
        view = self._view
        font = _small(view.rows.font)
        area = QRectF(MARGIN + 2, bubble.bottom() + 1,
                      view.viewport().width() - 2 * MARGIN - 4, view.rows.caption)  # fmt: skip
        right = message.role != "customer"
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        painter.setPen(QColor(current().muted))
        text = QFontMetrics(font).elidedText(
            self.caption(message), Qt.TextElideMode.ElideRight, int(area.width())
        )
        flags = (side | Qt.AlignmentFlag.AlignVCenter).value | Qt.TextFlag.TextSingleLine.value
        painter.drawText(area, flags, text)

    def caption(self, message: Message) -> str:
        """Return the author and the time of a message."""
        time = self._times.clock(message.at)
        if message.role == "note":
            if message.author:
                return self.tr("Note by {author} · {time}").format(author=message.author, time=time)
            return self.tr("Note · {time}").format(time=time)
        if not message.author:
            return time
        return self.tr("{author} · {time}").format(author=message.author, time=time)

    @staticmethod
    def _ring(painter: QPainter, bubble: QRectF, piece: Piece) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(current().text), 1.5))
        area = bubble.adjusted(-2.5, -2.5 if piece.first else 0, 2.5, 2.5 if piece.last else 0)
        if piece.first and piece.last:
            painter.drawRoundedRect(area, 13, 13)
        else:
            painter.drawLine(area.topLeft(), area.bottomLeft())


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(max(6.0, font.pointSizeF() * 0.87))
    return small
