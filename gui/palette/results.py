"""List model of the palette: results under headings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

RESULT: Final = Qt.ItemDataRole.UserRole
"""Role of a row's `Result`, or of its heading (str)."""

AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A row that can be chosen.

    Attributes:
        key: Identifies the item, also among the recently chosen ones.
        title: Its title; may contain customer text.
        icon: Name of a Lucide icon.
        run: Opens the item or performs the action.
        detail: Secondary text.
        hint: Text on the right: a shortcut or the origin.
        keys: Whether `hint` is a shortcut.
    """

    key: str
    title: str
    icon: str
    run: Callable[[], object]
    detail: str = ""
    hint: str = ""
    keys: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Results under a heading."""

    heading: str
    results: tuple[Result, ...]


class Results(QAbstractListModel):
    """Groups as a flat list: a heading that cannot be selected, then its rows."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Result | str] = []
        self.query = ""

    def show(self, groups: list[Group], query: str) -> None:
        """Replace all groups; `query` is highlighted in the rows."""
        rows: list[Result | str] = []
        for group in groups:
            if group.results:
                rows += [group.heading, *group.results]
        self.beginResetModel()
        self._rows, self.query = rows, query
        self.endResetModel()

    def result(self, row: int) -> Result | None:
        """Return the result of a row; None for a heading or an invalid row."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Result) else None

    def row_of(self, key: str) -> int:
        """Return the row of a key, or -1."""
        for row, found in enumerate(self._rows):
            if isinstance(found, Result) and found.key == key:
                return row
        return -1

    def step(self, row: int, by: int) -> int:
        """Return the row `by` results further; single steps wrap around, larger ones stop at the
        end."""
        choosable = [at for at, found in enumerate(self._rows) if isinstance(found, Result)]
        if not choosable:
            return -1
        at = choosable.index(row) if row in choosable else (-1 if by > 0 else 0)
        if abs(by) == 1:
            return choosable[(at + by) % len(choosable)]
        return choosable[max(0, min(len(choosable) - 1, at + by))]

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._rows):
            return None
        found = self._rows[index.row()]
        if role == RESULT:
            return found
        if role == Qt.ItemDataRole.DisplayRole:
            return found if isinstance(found, str) else found.title
        if role == Qt.ItemDataRole.AccessibleTextRole and isinstance(found, Result):
            return ", ".join(part for part in (found.title, found.detail, found.hint) if part)
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if self.result(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
