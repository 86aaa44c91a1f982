"""List model for a few rows, all of them in memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")
ROW: Final = Qt.ItemDataRole.UserRole
"""Role of the row object, for delegates."""


class RowList(QAbstractListModel, Generic[Row]):
    """Subclasses define the texts of a row."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def said(self, row: Row) -> str:
        """Return the text of a row, also used by screen readers."""
        raise NotImplementedError

    def described(self, row: Row) -> str | None:
        """Return an additional description for screen readers, if any."""
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
