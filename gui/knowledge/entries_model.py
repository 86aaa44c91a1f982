"""Table model of the entries, which has all rows from the start and loads pages on demand.

With all rows present, the scroll bar shows the true position and every row can be reached directly;
adding rows while scrolling (`fetchMore`) would hide the position. The page below a loaded one
continues at its cursor, which stays valid while entries are added and removed; a jump skips the
rows in between. Measured with 100,000 entries on two cores: the next page takes 10 ms, a page
anywhere a tenth of a second. Following the cursors there would take five seconds.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from assistant.contracts import Article, ArticlePage
from gui.engine.api import Engine
from gui.engine.call import Call
from gui.knowledge.edited_entry import name_of, opening
from gui.knowledge.entry_filter import EntryFilter

Index = QModelIndex | QPersistentModelIndex

PAGE: Final = 50
_KEPT: Final = 24
"""Maximum number of pages in memory: what a user scrolls through, not the whole store."""

ARTICLE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
COLUMNS: Final = ("entry", "tags", "lang", "source", "used", "updated")


class EntriesModel(QAbstractTableModel):
    """Articles in the order of the API, newest first.

    Signals:
        counted: The total number of entries.
        loaded: A page of entries was loaded.
        failed: `ProblemDetails`.
    """

    counted = Signal(int)
    loaded = Signal()
    failed = Signal(object)

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self.wanted = EntryFilter()
        self.total = 0
        self.known = False
        self.headings: dict[str, str] = {}
        self._pages: OrderedDict[int, list[Article]] = OrderedDict()
        self._stale: set[int] = set()
        self._cursors: dict[int, int | None] = {0: None}
        self._view = (0, 0)
        self._call: Call | None = None

    # ------------------------------------------------------------ query

    def want(self, wanted: EntryFilter) -> None:
        """Show the entries that match other filters, from the beginning."""
        self._stop()
        self.wanted = wanted
        self.beginResetModel()
        self.total = 0
        self.known = False
        self._pages.clear()
        self._stale.clear()
        self._cursors = {0: None}
        self._view = (0, 0)
        self.endResetModel()
        self._read_on()

    def refresh(self) -> None:
        """Reload the visible rows; loaded data is displayed until then."""
        self._stop()
        self._stale = set(self._pages)
        self._ask(0)

    def look_at(self, first: int, last: int) -> None:
        """Set the visible rows."""
        view = (first // PAGE, max(first, last) // PAGE)
        if view != self._view or self._call is None:
            self._view = view
            if self._call is None:
                self._read_on()

    def article(self, row: int) -> Article | None:
        """Return the entry of a row, if it is loaded."""
        page = self._pages.get(row // PAGE)
        place = row % PAGE
        return page[place] if page is not None and place < len(page) else None

    def row_of(self, id_: int) -> int | None:
        """Return the row of an entry, if it is loaded."""
        for number, page in self._pages.items():
            for place, article in enumerate(page):
                if article.id == id_:
                    return number * PAGE + place
        return None

    def put(self, article: Article) -> None:
        """Show the new body of an entry before it is reloaded."""
        row = self.row_of(article.id)
        if row is not None:
            self._pages[row // PAGE][row % PAGE] = article
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

    # ------------------------------------------------------------ model interface

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else self.total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        article = self.article(index.row())
        if role == ARTICLE_ROLE:
            return article
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "" if article is None else _cell(article, COLUMNS[index.column()])
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings.get(COLUMNS[section], "")
        return None

    # ------------------------------------------------------------ loading

    def _read_on(self) -> None:
        """Request the first visible page that is missing or outdated."""
        missing = self._missing()
        if missing is not None:
            self._ask(missing)

    def _missing(self) -> int | None:
        if not self.known:
            return 0
        first, last = self._view
        for page in range(first, last + 1):
            fresh = page in self._pages and page not in self._stale
            if not fresh and page * PAGE < self.total:
                return page
        return None

    def _ask(self, page: int) -> None:
        near = max(known for known in self._cursors if known <= page)
        place = {"cursor": self._cursors[near], "skip": (page - near) * PAGE, "limit": PAGE}
        call = self._engine.articles(self.wanted.query() | place, self)
        self._call = call
        call.then(lambda found: self._on_page(call, page, found), self._on_failed)

    def _on_page(self, call: Call, page: int, found: ArticlePage) -> None:
        if call is not self._call:
            return
        self._call = None
        if page == 0:
            self._check_order(found)
        self._grow(found.total)
        if len(found.items) == PAGE:
            self._cursors[page + 1] = found.items[-1].id
        self._keep(page, found.items)
        self.loaded.emit()
        self._read_on()

    def _on_failed(self, problem: object) -> None:
        self._call = None
        self.failed.emit(problem)

    def _keep(self, number: int, items: list[Article]) -> None:
        self._stale.discard(number)
        self._pages[number] = items
        self._pages.move_to_end(number)
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
        last = min((number + 1) * PAGE, self.total) - 1
        if last >= number * PAGE:
            corner = self.index(last, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(number * PAGE, 0), corner)

    def _check_order(self, found: ArticlePage) -> None:
        """Discard the cursors if entries were added or removed, which moves all rows below."""
        before = [article.id for article in self._pages.get(0, [])]
        if found.total != self.total or before != [a.id for a in found.items]:
            self._cursors = {0: None}

    def _grow(self, total: int) -> None:
        first = not self.known
        self.known = True
        if total > self.total:
            self.beginInsertRows(QModelIndex(), self.total, total - 1)
            self.total = total
            self.endInsertRows()
        elif total < self.total:
            self.beginRemoveRows(QModelIndex(), total, self.total - 1)
            self.total = total
            for page in [p for p in self._pages if p * PAGE >= total]:
                del self._pages[page]
            self.endRemoveRows()
        elif not first:
            return
        self.counted.emit(total)

    def _stop(self) -> None:
        call, self._call = self._call, None
        if call is not None:
            call.cancel()


def _cell(article: Article, column: str) -> str:
    if column == "entry":
        return f"{name_of(article)}\n{opening(article.answer)}"
    if column == "tags":
        return ", ".join(article.tags)
    if column == "lang":
        return article.lang
    if column == "source":
        return article.source
    if column == "used":
        return str(article.use_count)
    return article.updated_at.date().isoformat()
