"""Preview of the confidence threshold: the cards that a question would and would not show."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from assistant.contracts import RIVAL, SearchResults, Source
from gui.engine.call import Call
from gui.look.theme import current
from gui.page import Retranslated, WindowContext
from gui.widgets.labels import label, plain_tip

_TYPING_MS: Final = 250
_CARDS: Final = 3
_ROW: Final = 30
_ROWS: Final = 6
_SOURCE = Qt.ItemDataRole.UserRole
_SHOWN = Qt.ItemDataRole.UserRole + 1


class FloorPreview(Retranslated):
    """A test question, and the cards shown for it at a threshold that need not be saved."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._call: Call | None = None
        self.question = QLineEdit()
        self.question.setClearButtonEnabled(True)
        self.model = CardsModel(self)
        self._list = QListView()
        self._list.setModel(self.model)
        self._list.setItemDelegate(_CardDelegate(self))
        self._list.setUniformItemSizes(True)
        self._list.setFixedHeight(_ROW * _ROWS + 4)
        self._list.setVisible(False)
        self._outcome = label("", "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self.question, self._outcome, self._list):
            layout.addWidget(widget)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.search)
        self.question.textChanged.connect(lambda _: self._typing.start())
        self.retranslate()

    def retranslate(self) -> None:
        self.question.setPlaceholderText(self.tr("Try it: a customer's question"))
        self.question.setAccessibleName(self.tr("Question to try the floor with"))
        self._list.setAccessibleName(self.tr("What this question would find"))
        self.model.name_states(self.tr("shown"), self.tr("not shown"))
        self._say()

    def at(self, floor: float, *, similar: bool) -> None:
        """Show the result at this threshold."""
        self.model.judge(floor, similar=similar)
        self._say()

    def search(self) -> None:
        """Search again, because the question or the knowledge base changed."""
        if self._call is not None:
            self._call.cancel()
            self._call = None
        text = self.question.text().strip()
        if not text:
            self._show([])
            return
        call = self._context.engine.search(text, self)
        self._call = call.then(self._on_found, self._context.notices.problem)
        call.ended.connect(lambda: self._on_end(call))

    def _on_found(self, found: SearchResults) -> None:
        self._show(found.items)

    def _on_end(self, call: Call) -> None:
        if self._call is call:
            self._call = None

    def _show(self, items: list[Source]) -> None:
        self.model.show(items)
        self._list.setVisible(bool(items))
        self._say()

    def _say(self) -> None:
        if not self.question.text().strip():
            text = self.tr("Type a question to see which answers would be offered.")
        elif not self.model.items:
            text = self.tr("Nothing in the knowledge base is near this question.")
        elif not self.model.shown():
            text = self.tr("No card would be shown: the agent would be told that nothing answers.")
        else:
            text = self.tr("Cards that would be shown: {count}").format(count=self.model.shown())
        self._outcome.setText(text)


class CardsModel(QAbstractListModel):
    """The search results, most confident first, and whether each would be shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: list[Source] = []
        self._floor = 0.0
        self._similar = True
        self._states = ("", "")

    def name_states(self, shown: str, hidden: str) -> None:
        """Set the texts for the two states."""
        self._states = (shown, hidden)
        self._changed()

    def show(self, items: list[Source]) -> None:
        """Replace the results."""
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def judge(self, floor: float, *, similar: bool) -> None:
        """Apply a threshold; `similar` includes similar replies."""
        self._floor, self._similar = floor, similar
        self._changed()

    def shown(self) -> int:
        """Return the number of cards that would be shown."""
        return sum(self._is_shown(row) for row in range(len(self.items)))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        shown = self._is_shown(index.row())
        state = self._states[0 if shown else 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.question or item.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{item.question or item.title}, {percent(item.confidence)}, {state}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(item.question or item.title)
        if role == _SOURCE:
            return item
        return shown if role == _SHOWN else None

    def _is_shown(self, row: int) -> bool:
        fit = [at for at, item in enumerate(self.items) if self._similar or item.kind != "solved"]
        if row not in fit[:_CARDS] or self.items[fit[0]].confidence < self._floor:
            return False
        return self.items[row].confidence >= min(self._floor, RIVAL)

    def _changed(self) -> None:
        if self.items:
            self.dataChanged.emit(self.index(0), self.index(len(self.items) - 1))


class _CardDelegate(QStyledItemDelegate):
    """Draws a mark, the question and the confidence; cards that would not be shown are dimmed."""

    def sizeHint(self, option: QStyleOptionViewItem, _: object) -> QSize:
        return QSize(100, _ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        colours = current()
        item, shown = index.data(_SOURCE), index.data(_SHOWN)
        area: QRect = option.rect.adjusted(8, 0, -8, 0)
        painter.save()
        painter.setPen(QColor(colours.good if shown else colours.muted))
        sure = percent(item.confidence)
        width = QFontMetrics(painter.font()).horizontalAdvance("100 %") + 8
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | middle, sure)
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | middle, "●" if shown else "○")
        painter.setPen(QColor(colours.text if shown else colours.muted))
        words = area.adjusted(20, 0, -width, 0)
        text = QFontMetrics(painter.font()).elidedText(
            index.data().replace("\n", " "), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | middle, text)
        painter.restore()


def percent(share: float) -> str:
    """Format a fraction as a localised percentage."""
    return f"{QLocale().toString(round(share * 100))} %"
