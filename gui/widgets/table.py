"""Tables of value rows: a model that requests further pages, and its view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtCore import Signal as Event
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gui.widgets.labels import plain_tip

Index = QModelIndex | QPersistentModelIndex
_ROW_HEIGHT: Final = 34


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, and the text of a row in it.

    Attributes:
        title: Returns the title; called again when the language changes.
        text: Returns the text for a row.
        width: In pixels; 0 takes the remaining space.
        right: Whether it is right-aligned, as numbers are.
        drop_below: The column is hidden if the table is narrower than this.
    """

    title: Callable[[], str]
    text: Callable[[Any], str]
    width: int = 0
    right: bool = False
    drop_below: int = 0


class RowsModel(QAbstractTableModel):
    """Rows of one kind; the view requests the next page when it is scrolled near the end.

    Signals:
        more_wanted: The last row comes into view, and there are more.
    """

    more_wanted = Event()

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self.rows: list[Any] = []
        self._more = False

    def show(self, rows: Sequence[Any], *, more: bool = False) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self._more = more
        self.endResetModel()

    def add(self, rows: Sequence[Any], *, more: bool) -> None:
        """Append rows."""
        if rows:
            first = len(self.rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self.rows.extend(rows)
            self.endInsertRows()
        self._more = more  # set last, because the view also asks while rows are inserted

    def retranslate(self) -> None:
        """Update titles and texts after a change of language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self.rows:
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(self.rows[index.row()])
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(column.text(self.rows[index.row()]))
        if role == Qt.ItemDataRole.TextAlignmentRole and column.right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft
            if self.columns[section].right:
                side = Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._more = False  # until that page was added
            self.more_wanted.emit()


class Table(QTableView):
    """Selects whole rows, one at a time; Tab leaves the table, the arrow keys move in it."""

    def __init__(self, model: RowsModel) -> None:
        super().__init__()
        self.setModel(model)
        self.rows = model
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(48)
        header.setStretchLastSection(all(column.width for column in model.columns))
        for number, column in enumerate(model.columns):
            if column.width:
                self.setColumnWidth(number, column.width)
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = self.viewport().width()
        for number, column in enumerate(self.rows.columns):
            if column.drop_below:
                self.setColumnHidden(number, width < column.drop_below)
        super().resizeEvent(event)

    def chosen(self) -> Any:
        """Return the selected row, or None."""
        index = self.currentIndex()
        if not index.isValid() or not self.selectionModel().hasSelection():
            return None
        return self.rows.rows[index.row()]
