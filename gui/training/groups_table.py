"""Table of the message groups; names not yet confirmed by the user are in italics."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QAbstractItemView

from gui.look.theme import current
from gui.training import words
from gui.widgets.presentable import one_line
from gui.widgets.table import Column, Index, RowsModel, Table

_UNCLEAR = 0.6
"""Purity below which the figure is displayed as a warning."""


class GroupsModel(RowsModel):
    """Table model of `MessageGroup`s."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(lambda: self.tr("Group"), lambda row: one_line(row.name)),
                Column(lambda: self.tr("Messages"), lambda row: words.number(row.messages), 104,
                       right=True),
                Column(lambda: self.tr("Clearly in it"), lambda row: words.share(row.purity), 110,
                       right=True),
            ),
            parent,
        )  # fmt: skip

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.FontRole and index.column() == 0 and not row.named:
            font = QFont()
            font.setItalic(True)
            return font
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 2 and _unclear(row):
            return QColor(current().warn)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0 and not row.named:
            return self.tr("{name}, suggested").format(name=one_line(row.name))
        return super().data(index, role)


class GroupsTable(Table):
    """Table with multiple selection."""

    def __init__(self) -> None:
        super().__init__(GroupsModel())
        self.rows.setParent(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def selected(self) -> list[Any]:
        """Return the selected groups, largest first."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.rows.rows[place] for place in places]

    def choose(self, ids: set[int], otherwise: int) -> None:
        """Select these groups, or the row `otherwise` if none of them exists any more."""
        places = [at for at, row in enumerate(self.rows.rows) if row.id in ids]
        last = len(self.rows.rows) - 1
        if not places and last >= 0:
            places = [min(max(0, otherwise), last)]
        self.clearSelection()
        if places:
            self.selectRow(places[0])
            mode = self.selectionModel().SelectionFlag
            for at in places[1:]:
                index = self.rows.index(at, 0)
                self.selectionModel().select(index, mode.Select | mode.Rows)


def _unclear(row: Any) -> bool:
    return bool(row.purity < _UNCLEAR)
