"""Paints the rows of the table of entries."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from assistant.contracts import Article
from gui.knowledge.edited_entry import name_of, opening
from gui.knowledge.entries_model import ARTICLE_ROLE, COLUMNS
from gui.look.theme import current
from gui.widgets.moments import day
from gui.widgets.painted_chip import chip_width, demo, draw_chip

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT: Final = 52
_SIDE: Final = 10
_ONE_LINE: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class EntryDelegate(QStyledItemDelegate):
    """Draws texts verbatim; markup in an entry is not interpreted."""

    def sizeHint(self, option: QStyleOptionViewItem, _: Index) -> QSize:
        return QSize(option.rect.width(), ROW_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        painter.save()
        self._ground(painter, option)
        self._focus(painter, option, index)
        article = index.data(ARTICLE_ROLE)
        column = COLUMNS[index.column()]
        area = option.rect.adjusted(_SIDE, 0, -_SIDE, -1)
        if not isinstance(article, Article):
            self._bars(painter, area, column)
        elif column == "entry":
            self._entry(painter, area, option, article)
        else:
            self._cell(painter, area, option.font, _cell(article, column))
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        colours = current()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours.accent_soft))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(colours.hover))
        below = QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1)
        painter.fillRect(below, QColor(colours.line))

    def _focus(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Mark the open entry, and draw lines around the one with the keyboard focus."""
        area, accent = option.rect, QColor(current().accent)
        if index.column() == 0 and option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(QRect(area.topLeft(), QSize(3, area.height())), accent)
        view = option.widget
        if not isinstance(view, QAbstractItemView) or not view.hasFocus():
            return
        if view.currentIndex().row() == index.row():
            painter.fillRect(QRect(area.topLeft(), QSize(area.width(), 2)), accent)
            painter.fillRect(area.left(), area.bottom() - 1, area.width(), 2, accent)

    def _entry(
        self, painter: QPainter, area: QRect, option: QStyleOptionViewItem, article: Article
    ) -> None:
        colours, font = current(), option.font
        upper = QRect(area.left(), area.top() + 6, area.width(), 20)
        lower = QRect(area.left(), area.top() + 26, area.width(), 18)
        strong = QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        if article.from_demo:
            upper.setWidth(upper.width() - self._demo(painter, upper, option))
        _line(painter, upper, strong, colours.text, name_of(article))
        _line(painter, lower, _small(font), colours.muted, opening(article.answer))

    def _cell(self, painter: QPainter, area: QRect, font: QFont, text: str) -> None:
        _line(painter, area, _small(font), current().muted, text)

    def _demo(self, painter: QPainter, upper: QRect, option: QStyleOptionViewItem) -> int:
        """Draw the demo label at the end of the first line; return its width."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, font = current(), _small(option.font)
        selected = option.state & QStyle.StateFlag.State_Selected
        room, height = chip_width(font, demo()), QFontMetrics(font).height()
        top = upper.top() + (upper.height() - height) // 2
        line = QRect(upper.right() - room, top, room, height)
        ground = colours.card if selected else colours.neutral_soft
        draw_chip(painter, line, demo(), font, (ground, colours.muted))
        return room + 8

    def _bars(self, painter: QPainter, area: QRect, column: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current().neutral_soft))
        if column == "entry":
            wide, narrow = area.width() * 6 // 10, area.width() * 4 // 10
            painter.drawRoundedRect(area.left(), area.top() + 12, wide, 9, 4, 4)
            painter.drawRoundedRect(area.left(), area.top() + 30, narrow, 8, 4, 4)
        else:
            width = min(48, area.width())
            painter.drawRoundedRect(area.left(), area.center().y() - 4, width, 8, 4, 4)


def _cell(article: Article, column: str) -> str:
    if column == "tags":
        return ", ".join(article.tags[:6])
    if column == "lang":
        return article.lang
    if column == "source":
        return article.source
    if column == "used":
        return str(article.use_count) if article.use_count else "–"
    return day(article.updated_at)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.92)
    return small


def _line(painter: QPainter, area: QRect, font: QFont, colour: str, text: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    # measuring text that does not fit would take most of the time for a row
    rough = text[: area.width() // 3 + 8]
    shown = painter.fontMetrics().elidedText(rough, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, _ONE_LINE, shown)
