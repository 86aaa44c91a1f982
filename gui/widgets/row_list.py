"""A list model of few rows, all of them there at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")
ROW: Final = Qt.ItemDataRole.UserRole
"""The row itself, for whoever draws it."""


class RowList(QAbstractListModel, Generic[Row]):
    """Whoever derives says how a row is read."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show others."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def said(self, row: Row) -> str:
        """What is read of a row, and heard first."""
        raise NotImplementedError

    def described(self, row: Row) -> str | None:
        """What is heard after that, if anything is."""
        return None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.said(row)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self.described(row)
        return None
