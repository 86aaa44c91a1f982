"""Tables over rows that are values: a model that asks for more, and the view for it."""

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
    """One column: what stands above it, and what of a row stands in it.

    Attributes:
        title: Called anew when the language changes.
        text: Of one row.
        width: In pixels; 0 takes what is left.
        right: Whether it is set to the right, as numbers are.
        drop_below: It is left out where the table is narrower than this.
    """

    title: Callable[[], str]
    text: Callable[[Any], str]
    width: int = 0
    right: bool = False
    drop_below: int = 0


class RowsModel(QAbstractTableModel):
    """Rows of one kind; the view asks for the next page when it comes near the end.

    Signals:
        more_wanted: The end of what is here comes into view, and there is more.
    """

    more_wanted = Event()

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self.rows: list[Any] = []
        self._more = False

    def show(self, rows: Sequence[Any], *, more: bool = False) -> None:
        """Show these and no others."""
        self.beginResetModel()
        self.rows = list(rows)
        self._more = more
        self.endResetModel()

    def add(self, rows: Sequence[Any], *, more: bool) -> None:
        """Show these too, below."""
        if rows:
            first = len(self.rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self.rows.extend(rows)
            self.endInsertRows()
        self._more = more  # after: the view asks while rows are put in, too

    def retranslate(self) -> None:
        """The language changed: titles, and texts of rows that depend on it."""
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
            self._more = False  # until that page has come
            self.more_wanted.emit()


class Table(QTableView):
    """Whole rows, one chosen at a time; Tab leaves it, the arrows move in it."""

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
        """The row that is chosen, or None."""
        index = self.currentIndex()
        if not index.isValid() or not self.selectionModel().hasSelection():
            return None
        return self.rows.rows[index.row()]
