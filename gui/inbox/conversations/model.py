"""List model of the conversations that match a query, loaded page by page on demand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from gui.engine.api import Engine
from gui.engine.call import Call
from gui.inbox.conversations.merging import span_of, steps
from gui.inbox.conversations.row import Row, row_of
from gui.inbox.conversations.statuses import Statuses
from gui.widgets.painted_chip import demo

if TYPE_CHECKING:
    from assistant.contracts import ConversationPage, ProblemDetails

PAGE: Final = 100
ROW: Final = Qt.ItemDataRole.UserRole
_GAP_PAGES: Final = 10
_BREATH_MS: Final = 300
"""Minimum time between two reloads after changes, because an import reports hundreds of them."""

Index = QModelIndex | QPersistentModelIndex


class ConversationModel(QAbstractListModel):
    """Rows by descending id, newest first. Updates touch only the rows that changed.

    Signals:
        counted: Total number of conversations that match the query.
        settled: A page was loaded; an empty list now means that nothing matches.
        failed: `ProblemDetails`.
    """

    counted = Signal(int)
    settled = Signal()
    failed = Signal(object)

    def __init__(self, engine: Engine, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self._statuses = Statuses(self)
        self._query: dict[str, Any] = {}
        self._rows: list[Row] = []
        self._next: int | None = None
        self._hidden: set[int] = set()
        self._reading = 0
        self._asked: dict[str, Call] = {}
        self._stale_top = 0
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_BREATH_MS)
        self._again.timeout.connect(self._reread)
        self.total = 0
        self.read = False

    # ------------------------------------------------------------ Qt overrides

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            status = self._statuses.name(row.status)
            return self.tr("{name}: {line} ({status})").format(
                name=row.name,
                line=row.line,
                status=f"{status}, {demo()}" if row.from_demo else status,
            )
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._next is not None and "more" not in self._asked

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._ask("more", self._next)

    # ------------------------------------------------------------ queries

    def ask(self, query: Mapping[str, Any]) -> None:
        """Set another query and cancel pending requests. The old rows stay until it is answered."""
        self._forget_asked()
        self._query = dict(query)
        self._ask("new", None)

    def changed(self, top: int) -> None:
        """Reload the visible rows soon, because data of the engine has changed.

        Args:
            top: The first visible row.
        """
        self._reading += 1
        self._stale_top = top
        if not self._again.isActive():
            self._again.start()

    def look(self, top: int) -> None:
        """Reload the visible rows if they may be outdated; called when rows come into view."""
        if top < len(self._rows) and self._rows[top].seen < self._reading:
            self._stale_top = top
            if not self._again.isActive():
                self._again.start()

    def hide(self, id_: int, *, hidden: bool) -> None:
        """Hide a conversation that is about to be deleted, or show it again."""
        if hidden:
            self._hidden.add(id_)
            place = self.row_of_id(id_)
            if place >= 0:
                self._step(place, place + 1, [])
                self._count(self.total - 1)
        else:
            self._hidden.discard(id_)
            self._ask("back", id_ + 1)

    def gone(self, id_: int) -> None:
        """Forget a hidden conversation after it was deleted."""
        self._hidden.discard(id_)

    def row(self, place: int) -> Row | None:
        """Return the data of a row."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def row_of_id(self, id_: int | None) -> int:
        """Return the row of a conversation; -1 if there is none."""
        if id_ is None:
            return -1
        low, high = 0, len(self._rows)
        while low < high:
            middle = (low + high) // 2
            if self._rows[middle].id > id_:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self._rows) and self._rows[low].id == id_ else -1

    # ------------------------------------------------------------ loading

    def _reread(self) -> None:
        self._ask("top", None)
        top = min(self._stale_top, len(self._rows) - 1)
        if top >= PAGE // 2:
            self._ask("view", self._rows[max(0, top - 10)].id + 1)

    def _ask(self, which: str, below: int | None) -> None:
        older = self._asked.pop(which, None)
        if older is not None:
            older.cancel()
        reading = self._reading
        query = {**self._query, "cursor": below, "limit": PAGE}
        call = self._engine.conversations(query, self)
        self._asked[which] = call
        call.then(
            lambda page: self._take(which, below, reading, page),
            lambda problem: self._refused(which, problem),
        )

    def _take(self, which: str, below: int | None, reading: int, page: ConversationPage) -> None:
        self._asked.pop(which, None)
        rows = [row_of(item, reading) for item in page.items if item.id not in self._hidden]
        if which == "new":
            self._replace(rows, page.next)
        elif self._merge(rows, below, page.next):
            self._close_gap(which, page.next)
        self.read = True
        self._count(page.total - len(self._hidden))
        self.settled.emit()

    def _refused(self, which: str, problem: ProblemDetails) -> None:
        self._asked.pop(which, None)
        self.failed.emit(problem)

    def _replace(self, rows: list[Row], following: int | None) -> None:
        self.beginResetModel()
        self._rows, self._next = rows, following
        self.endResetModel()

    def _merge(self, rows: list[Row], below: int | None, following: int | None) -> bool:
        """Merge a page; return whether there may be a gap between it and the rows below."""
        ids = [row.id for row in self._rows]
        at_end = not ids or self._next is None or below == self._next
        span = span_of(ids, below, following)
        for step in steps(self._rows[span.first : span.end], rows, span.first):
            self._step(step.first, step.end, step.rows)
        if following is None or (at_end and span.end == len(ids)):
            self._next = following
        return span.first == span.end < len(ids) and following is not None

    def _close_gap(self, which: str, following: int | None) -> None:
        """Load the next page to close a gap; after too many attempts drop the rows below it."""
        tries = int(which.partition(" ")[2] or 0) if which.startswith("gap") else 0
        if tries < _GAP_PAGES:
            self._ask(f"gap {tries + 1}", following)
            return
        end = next(n for n, row in enumerate(self._rows) if row.id < (following or 0))
        self._step(end, len(self._rows), [])
        self._next = following

    def _step(self, first: int, end: int, rows: list[Row]) -> None:
        if rows and first == end:
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows[first:first] = rows
            self.endInsertRows()
        elif rows:
            looks = self._rows[first].differs(rows[0])
            self._rows[first] = rows[0]
            if looks:
                self.dataChanged.emit(self.index(first), self.index(first))
        elif end > first:
            self.beginRemoveRows(QModelIndex(), first, end - 1)
            del self._rows[first:end]
            self.endRemoveRows()

    def _count(self, total: int) -> None:
        self.total = max(0, total)
        self.counted.emit(self.total)

    def _forget_asked(self) -> None:
        asked, self._asked = self._asked, {}
        for call in asked.values():
            call.cancel()
        self._again.stop()
