"""List of entries in search order, with the confidence of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.knowledge.edited_entry import opening
from gui.knowledge.spoken import per_cent
from gui.look.theme import current

Index = QModelIndex | QPersistentModelIndex
_ROW: Final = 48
_SIDE: Final = 10
RANKED: Final = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """One row.

    Attributes:
        id: Id of the entry.
        text: Its question or title.
        detail: Text below it.
        confidence: Confidence of the search.
        mark: A short label ("this entry"), or "".
    """

    id: int
    text: str
    detail: str
    confidence: float
    mark: str = ""


class RankingModel(QAbstractListModel):
    """A short list, replaced as a whole."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Ranked] = []

    def show(self, rows: Sequence[Ranked]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == RANKED:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return opening(row.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = (row.mark, opening(row.text), opening(row.detail), per_cent(row.confidence))
            return "\n".join(word for word in words if word)
        return None


class RankingView(QListView):
    """A list as high as its rows; Enter or a double click opens one.

    Signals:
        opened: The id of an entry.
    """

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.ranking = RankingModel(self)
        self.setModel(self.ranking)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        row = index.data(RANKED)
        if isinstance(row, Ranked):
            self.opened.emit(row.id)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, _: Index) -> QSize:
        return QSize(0, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(RANKED)
        colours = current()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours.accent_soft))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(colours.hover))
        area = option.rect.adjusted(_SIDE, 5, -_SIDE, -5)
        small = QFont(option.font)
        small.setPointSizeF(option.font.pointSizeF() * 0.92)
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold)
        right = self._share(painter, area, small, per_cent(row.confidence))
        if row.mark:
            right = self._mark(painter, area, small, row.mark, right)
        number = f"{index.row() + 1}"
        _line(painter, QRect(area.left(), area.top(), 22, 20), small, colours.muted, number)
        left = area.left() + 24
        upper = QRect(left, area.top(), right - left - 8, 20)
        lower = QRect(left, area.top() + 20, area.right() - left, 18)
        _line(painter, upper, strong, colours.text, opening(row.text))
        _line(painter, lower, small, colours.muted, opening(row.detail))
        painter.restore()

    def _share(self, painter: QPainter, area: QRect, font: QFont, text: str) -> int:
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(text) + 2
        place = QRect(area.right() - width, area.top(), width, 20)
        _line(painter, place, font, current().muted, text)
        return place.left() - 6

    def _mark(self, painter: QPainter, area: QRect, font: QFont, text: str, right: int) -> int:
        colours = current()
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(text) + 14
        place = QRect(right - width, area.top() + 1, width, 18)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_soft))
        painter.drawRoundedRect(place, 8, 8)
        painter.setPen(QColor(colours.accent))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        return place.left()


def _line(painter: QPainter, area: QRect, font: QFont, colour: str, text: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
