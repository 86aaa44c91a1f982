"""Search, filters and the table: the list of entries on the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from assistant.contracts import Article, ImportedSource, ProblemDetails, TagCount
from gui.knowledge.entries_model import COLUMNS, EntriesModel
from gui.knowledge.entries_table import EntriesTable
from gui.knowledge.entry_filter import EntryFilter
from gui.knowledge.filter_bar import FilterBar
from gui.page import Retranslated, WindowContext
from gui.widgets.busy import Busy
from gui.widgets.labels import label


class Browser(Retranslated):
    """Keeps the table in line with the filters.

    Signals:
        counted: The number of entries was loaded or reloaded.
    """

    counted = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self.entries = EntriesModel(context.engine, self)
        self.filters = FilterBar()
        self.table = EntriesTable(self.entries)
        self.busy = Busy()
        self._nothing = label("", "muted", wrap=True)
        self._nothing.setContentsMargins(24, 32, 24, 32)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget, stretch in (
            (self.filters, 0), (self.busy, 0), (self._nothing, 1), (self.table, 1),
        ):  # fmt: skip
            layout.addWidget(widget, stretch)
        self.busy.setContentsMargins(16, 0, 16, 6)
        self.entries.counted.connect(self.filters.show_count)
        self.entries.loaded.connect(self._on_loaded)
        self.entries.failed.connect(self._on_unread)
        self.filters.changed.connect(self.want)
        self.filters.entered.connect(self.table.setFocus)
        context.theme.changed.connect(self.table.viewport().update)
        self.retranslate()

    def retranslate(self) -> None:
        self.table.setAccessibleName(self.tr("Entries of the knowledge base"))
        self.entries.headings = {
            "entry": self.tr("Entry"), "tags": self.tr("Tags"), "lang": self.tr("Lang"),
            "source": self.tr("Source"), "used": self.tr("Used"), "updated": self.tr("Changed"),
        }  # fmt: skip
        last = len(COLUMNS) - 1
        self.entries.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        self.table.viewport().update()
        self._show_nothing()

    # ------------------------------------------------------------ display

    def want(self, wanted: EntryFilter) -> None:
        """Show the entries that match these filters."""
        self.filters.show_count(None)
        self.entries.want(wanted)

    def refresh(self) -> None:
        """Load the visible rows, or reload them."""
        if self.entries.known:
            self.entries.refresh()
        else:
            self.want(self.filters.wanted)

    def is_bare(self) -> bool:
        """Return whether the knowledge base is empty."""
        entries = self.entries
        return entries.known and not entries.total and self.filters.wanted.is_all()

    def reveal(self, article: Article) -> None:
        """Mark an entry as open, and scroll to it if it has been loaded."""
        self.table.choose(article.id)
        row = self.entries.row_of(article.id)
        if row is not None:
            self.table.scrollTo(self.entries.index(row, 0))

    def offer_tags(self, tags: list[TagCount]) -> None:
        """Set the tags offered as filters."""
        self.filters.menu.offer(tags=[tag.tag for tag in tags])

    def offer_sources(self, sources: list[ImportedSource]) -> None:
        """Set the files offered as filters."""
        self.filters.menu.offer(sources=[source.name for source in sources if source.articles])

    def search(self) -> None:
        """Focus the search field."""
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    def escape(self) -> None:
        """Clear the search, or leave the search field if it is empty."""
        if self.filters.search.hasFocus() and self.filters.search.text():
            self.filters.search.clear()
        else:
            self.table.setFocus()

    # ------------------------------------------------------------ signal handlers

    def _on_loaded(self) -> None:
        self._show_nothing()
        self.counted.emit()

    def _on_unread(self, problem: ProblemDetails) -> None:
        self.filters.give_up()
        if self._context.link.state.usable:
            self._context.notices.problem(problem)

    def _show_nothing(self) -> None:
        none = self.entries.known and not self.entries.total
        self._nothing.setVisible(none)
        self.table.setVisible(not none)
        wanted = self.filters.wanted
        if wanted.active():
            text = self.tr("No entry matches. Clear a filter to see more.")
        elif wanted.q:
            text = self.tr("No entry has these words. Try fewer.")
        else:
            text = self.tr("What you write here will be the first entry.")
        self._nothing.setText(text)
