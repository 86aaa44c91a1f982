"""Table of the entries with two lines per row; entries not loaded yet are drawn as bars."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QItemSelection, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gui.knowledge.entries_model import COLUMNS, EntriesModel, Index
from gui.knowledge.entry_delegate import ROW_HEIGHT, EntryDelegate

_WIDTHS: Final = {"tags": 150, "lang": 56, "source": 140, "used": 58, "updated": 104}
_ROOM: Final = (("updated", 380), ("used", 480), ("tags", 660), ("source", 840), ("lang", 900))
"""Minimum width of the table at which each column is shown, most important first."""


class EntriesTable(QTableView):
    """View of an `EntriesModel`; Enter opens the entry, Delete deletes it.

    Signals:
        chosen: The `Article` of the row that was selected.
        entered: The user wants to edit the current entry.
        unwanted: The user wants to delete the current entry.
    """

    chosen = Signal(object)
    entered = Signal()
    unwanted = Signal()

    def __init__(self, model: EntriesModel) -> None:
        super().__init__()
        self.entries = model
        self._id: int | None = None
        self._awaited: int | None = None
        self._hidden: set[int] = set()
        self._hidden_rows: list[int] = []
        self.setModel(model)
        self.setItemDelegate(EntryDelegate(self))
        self._behave()
        model.loaded.connect(self._on_loaded)
        model.modelReset.connect(self._look)
        self.verticalScrollBar().valueChanged.connect(self._look)

    def _behave(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setProperty("kind", "rows")
        self.setMouseTracking(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(40)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for name, width in _WIDTHS.items():
            self.setColumnWidth(COLUMNS.index(name), width)

    # ------------------------------------------------------------ selection

    def choose(self, id_: int | None) -> None:
        """Mark an entry as open without emitting `chosen`. It need not be in the table."""
        self._id = id_
        self._awaited = None
        row = None if id_ is None else self.entries.row_of(id_)
        selection = self.selectionModel()
        blocked = selection.blockSignals(True)
        if row is None:
            selection.clear()
        else:
            index = self.entries.index(row, 0)
            if self.currentIndex().row() != row:
                self.setCurrentIndex(index)
            self.selectRow(row)
        selection.blockSignals(blocked)
        self.viewport().update()

    def hide_entry(self, id_: int) -> None:
        """Hide an entry that will be deleted unless that is undone."""
        self._hidden.add(id_)
        self._hide_rows()

    def show_entry(self, id_: int) -> None:
        """Show a hidden entry again."""
        self._hidden.discard(id_)
        self._hide_rows()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        rows = self.selectionModel().selectedRows()
        if rows:
            self._tell(rows[0].row())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and self.entries.article(current.row()) is None:
            self.scrollTo(current)  # Qt does not scroll if rows were inserted since the last layout

    def _tell(self, row: int) -> None:
        """Emit `chosen` for a row; if its entry is not loaded yet, as soon as it is."""
        article = self.entries.article(row)
        self._awaited = row if article is None else None
        if article is not None and article.id != self._id:
            self._id = article.id
            self.chosen.emit(article)

    def _on_loaded(self) -> None:
        self._hide_rows()
        if self._awaited is not None and self._awaited == self.currentIndex().row():
            self._tell(self._awaited)
        elif self._id is not None:
            self.choose(self._id)
        self._look()

    def _hide_rows(self) -> None:
        for row in self._hidden_rows:
            self.setRowHidden(row, False)
        found = (self.entries.row_of(id_) for id_ in self._hidden)
        self._hidden_rows = [row for row in found if row is not None]
        for row in self._hidden_rows:
            self.setRowHidden(row, True)

    # ------------------------------------------------------------ visible rows

    def _look(self) -> None:
        first = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        if self.entries.total:
            self.entries.look_at(max(first, 0), last if last >= 0 else self.entries.total - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.viewport().width()
        for name, needed in _ROOM:
            self.setColumnHidden(COLUMNS.index(name), width < needed)
        self._look()

    # ------------------------------------------------------------ keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell(self.currentIndex().row())
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.unwanted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._tell(self.currentIndex().row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Make a row current when the table gets the focus, without opening the entry."""
        selection = self.selectionModel()
        blocked = selection.blockSignals(True)
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.entries.total:
            self.setCurrentIndex(self.entries.index(0, 0))
        selection.blockSignals(blocked)
        self.viewport().update()
