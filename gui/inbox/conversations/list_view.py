"""The list of conversations, which keeps its scroll position when rows are inserted above.

The arrow keys, J and K move. A `QTableView` with one column is used, because `QListView` lays out
all rows again after every insertion, which takes a third of a second for 100,000 rows.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui.inbox.conversations.delegate import ConversationDelegate
from gui.inbox.conversations.model import ConversationModel, Index

_LOOK_MS: Final = 120
_MOVES: Final = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}


class ConversationList(QTableView):
    """View of a `ConversationModel`.

    Signals:
        chosen: The id of the conversation that became current.
        entered_thread: Enter was pressed, to write a reply.
        menu_wanted: Global position of a requested context menu.
        delete_wanted: The Delete key was pressed.
    """

    chosen = Signal(int)
    entered_thread = Signal()
    menu_wanted = Signal(QPoint)
    delete_wanted = Signal()

    def __init__(self, model: ConversationModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = model
        self._anchor: tuple[int, int] | None = None
        self._quiet = False
        self.setProperty("kind", "painted")  # the delegate paints the backgrounds
        self.setModel(model)
        self.setItemDelegate(ConversationDelegate(self))
        self._look_like_a_list()
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(
            lambda at: self.menu_wanted.emit(self.viewport().mapToGlobal(at))
        )
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(_LOOK_MS)
        self._looking.timeout.connect(lambda: model.look(self.top()))
        self.verticalScrollBar().valueChanged.connect(lambda _: self._looking.start())
        model.rowsAboutToBeInserted.connect(self._keep)
        model.rowsInserted.connect(self._restore)
        model.rowsAboutToBeRemoved.connect(self._keep)
        model.rowsRemoved.connect(self._restore)

    def _look_like_a_list(self) -> None:
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._measure()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def _measure(self) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        height = self.itemDelegate().sizeHint(option, QModelIndex()).height()
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    def top(self) -> int:
        """Return the first visible row."""
        return max(0, self.indexAt(QPoint(4, 2)).row())

    def choose(self, id_: int | None, *, quiet: bool = False) -> bool:
        """Make a conversation current; if `quiet`, without emitting `chosen`."""
        place = self._list.row_of_id(id_)
        self._quiet = quiet
        if place < 0:
            self.selectionModel().clear()
        else:
            index = self._list.index(place)
            self.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            if not quiet:
                self.scrollTo(index)
        self._quiet = False
        return place >= 0

    def step(self, by: int) -> None:
        """Move by a number of rows from the current one."""
        place = max(0, min(self._list.rowCount() - 1, self.currentIndex().row() + by))
        self.setCurrentIndex(self._list.index(place))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        row = self._list.row(current.row())
        if row is not None and not self._quiet:
            self.chosen.emit(row.id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.step(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        key = Qt.Key(event.key())
        if plain and key in _MOVES:
            self.step(_MOVES[key])
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_thread.emit()
        elif plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.step((-1 if key == Qt.Key.Key_Home else 1) * self._list.rowCount())
        elif plain and key == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _: str) -> None:
        """Do nothing: letters are shortcuts (J, K), and names are found with the search field."""

    def _keep(self, _: QModelIndex, first: int, __: int) -> None:
        top = self.top()
        row = self._list.row(top)
        if row is None or first > top or self.verticalScrollBar().value() == 0:
            self._anchor = None
            return
        self._anchor = (row.id, self.visualRect(self._list.index(top)).top())

    def _restore(self, _: QModelIndex, __: int, ___: int) -> None:
        anchor, self._anchor = self._anchor, None
        if anchor is None:
            return
        place = self._list.row_of_id(anchor[0])
        if place >= 0:
            self.executeDelayedItemsLayout()
            now = self.visualRect(self._list.index(place)).top()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + now - anchor[1])
