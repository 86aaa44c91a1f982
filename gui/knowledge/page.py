"""The Knowledge page: all entries, with the editor next to them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from assistant.contracts import Article, Me, TagCount
from gui.actions import Action
from gui.knowledge.browser import Browser
from gui.knowledge.deleting import Deleting
from gui.knowledge.duplicates import Duplicates
from gui.knowledge.edited_entry import EditedEntry
from gui.knowledge.editor import EntryEditor
from gui.knowledge.empty import EmptyKnowledge
from gui.knowledge.page_head import PageHead
from gui.knowledge.responsive_splitter import ResponsiveSplitter
from gui.page import Page, WindowContext

_SETTLE_MS: Final = 600
"""Throttles reloading, because an import changes entries many times a second."""
_CALM_MS: Final = 4_000
"""Duplicates are counted after this time without changes, because that compares all entries."""
_TOPICS: Final = frozenset({"articles", "sources", "feedback", "*"})


class KnowledgePage(Page):
    """Table and editor, the duplicates view, or the empty state."""

    name = "knowledge"
    icon = "book-open"

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self._stale = True
        self.head = PageHead()
        self.browser = Browser(context)
        self.editor = EntryEditor(context)
        self.duplicates = Duplicates(context)
        self.empty = EmptyKnowledge()
        self._deleting = Deleting(context, self.browser.table, self)
        self._again = self._timer(_SETTLE_MS, self._refresh)
        self._calm = self._timer(_CALM_MS, self._count)
        self._lay_out()
        self._connect()
        self._shortcuts()

    def title(self) -> str:
        return self.tr("Knowledge")

    def _lay_out(self) -> None:
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.browser, 1)
        self._list.setMinimumSize(280, 160)
        self.editor.setMinimumSize(340, 200)
        self._splitter = ResponsiveSplitter(
            self._list, self.editor, self.context.preferences, self.name
        )
        self._stack = QStackedWidget()
        for widget in (self._splitter, self.duplicates, self.empty):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _connect(self) -> None:
        self.context.link.attached.connect(self._refresh)
        self.context.link.data_changed.connect(self._on_data)
        self.browser.counted.connect(self._show_state)
        self.browser.table.chosen.connect(self._on_chosen)
        self.browser.table.entered.connect(self._enter)
        self.browser.table.unwanted.connect(self.editor.remove)
        self.editor.saved.connect(self._on_saved)
        self.editor.opened.connect(self.open_article)
        self.editor.unwanted.connect(self._delete)
        self.editor.copy_wanted.connect(self._copy)
        self.editor.closed.connect(self._to_table)
        self._deleting.undone.connect(self._show)
        self.head.new.clicked.connect(lambda: self.new_entry())
        self.head.imports.clicked.connect(lambda: self.import_file())
        self.head.duplicates.clicked.connect(self.show_duplicates)
        self.duplicates.closed.connect(self._show_list)
        self.duplicates.counted.connect(self.head.show_duplicates)
        self.duplicates.opened.connect(self.open_article)
        self.empty.import_wanted.connect(lambda: self.import_file())
        self.empty.demo_wanted.connect(self._add_demo)
        self.empty.entry_wanted.connect(lambda: self.new_entry())
        self._splitter.single.connect(self.editor.head.back.setVisible)

    def _shortcuts(self) -> None:
        for keys, do in (
            ("Ctrl+F", self._to_search),
            ("/", self._to_search),
            ("Ctrl+N", self.new_entry),
            ("Ctrl+S", self._save),
            ("Ctrl+D", lambda: self._copy(self.editor.form.written())),
            ("Esc", self._on_escape),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda do=do: do())

    def commands(self) -> tuple[Action, ...]:
        return (
            Action(name="new entry", text=lambda: self.tr("New entry"), icon="plus",
                   run=self.new_entry, shortcut="Ctrl+N"),
            Action(name="search knowledge", text=lambda: self.tr("Search entries"), icon="search",
                   run=self._to_search, shortcut="Ctrl+F"),
            Action(name="import knowledge", text=lambda: self.tr("Import a file"), icon="upload",
                   run=self.import_file),
            Action(name="show duplicates", text=lambda: self.tr("Show duplicates"),
                   icon="git-merge", run=self.show_duplicates),
        )  # fmt: skip

    # ------------------------------------------------------------ public interface

    def shown(self) -> None:
        if self._stale and self.context.link.state.usable:
            self._refresh()

    def open(self, id_: int) -> None:
        self.open_article(id_)

    def open_article(self, id_: int) -> None:
        """Show an entry in the editor, whether or not it is in the table."""
        now = self.editor.article()
        if now is not None and now.id == id_ and self.editor.is_dirty():
            self._show_list()  # it is open already, and its unsaved changes are kept
            return
        if self.editor.may_leave():
            call = self.context.engine.article(id_, self)
            self.browser.busy.watch(call, self.tr("Reading the entry"))
            call.then(self._show, self.context.notices.problem)

    def new_entry(self, written: EditedEntry | None = None) -> None:
        """Create a new entry."""
        if self.editor.may_leave():
            self.browser.table.choose(None)
            self._splitter.show_open(True)
            self.editor.hold(None, written)
            self._show_list()

    def import_file(self, file: Path | None = None) -> None:
        """Import a file; ask for one if none is given."""
        from gui.knowledge.importing import open_import

        open_import(self.context, self, file)

    def show_duplicates(self) -> None:
        """Show the duplicates view."""
        if self.editor.may_leave():
            self._stack.setCurrentWidget(self.duplicates)
            self.duplicates.begin()

    def leaving(self) -> bool:
        return self.editor.may_leave() and self.duplicates.may_leave()

    # ------------------------------------------------------------ state of the knowledge base

    def _on_data(self, topics: frozenset[str]) -> None:
        if "duplicates" in topics:
            self._count()
        if not topics & _TOPICS:
            return
        self._calm.start()
        if not self._again.isActive():
            self._again.start()

    def _refresh(self) -> None:
        """Reload the displayed data; if the page is not in view, when it is shown."""
        self._stale = not self.isVisible()
        if self._stale:
            return
        self.browser.refresh()
        self.editor.look_again()
        if not self._calm.isActive():
            self.duplicates.count()
        engine = self.context.engine
        engine.tags(self).then(self._on_tags)
        engine.sources(self).then(self.browser.offer_sources)
        engine.me(self).then(self._on_me)

    def _count(self) -> None:
        if self.isVisible():
            self.duplicates.count()

    def _on_tags(self, tags: list[TagCount]) -> None:
        self.browser.offer_tags(tags)
        self.editor.offer_tags([tag.tag for tag in tags])

    def _on_me(self, me: Me) -> None:
        self.editor.allow(me.role != "agent")
        self.head.allow(me.role != "agent")

    def _show_state(self) -> None:
        bare = self.browser.is_bare() and not self._splitter.is_open
        if self._stack.currentWidget() is not self.duplicates:
            self._stack.setCurrentWidget(self.empty if bare else self._splitter)
        self._splitter.arrange()

    def _add_demo(self) -> None:
        call = self.context.engine.add_demo(self)
        self.empty.demo.setEnabled(False)
        self.context.notices.tell(self.tr("The demo is being added"))
        call.then(lambda _: None, self.context.notices.problem)
        call.ended.connect(lambda: self.empty.demo.setEnabled(True))

    # ------------------------------------------------------------ the current entry

    def _on_chosen(self, article: Article) -> None:
        before = self.editor.article()
        if self.editor.may_leave():
            self.editor.hold(article)
            self._splitter.show_open(self._splitter.is_open or not self._splitter.is_single())
        else:
            id_ = before.id if before is not None else None
            QTimer.singleShot(0, self, lambda: self.browser.table.choose(id_))

    def _enter(self) -> None:
        if self.editor.is_open():
            self._splitter.show_open(True)
            self.editor.begin()

    def _show(self, article: Article) -> None:
        self._splitter.show_open(True)
        self.editor.hold(article)
        self.browser.reveal(article)
        self._show_list()

    def _on_saved(self, article: Article) -> None:
        self.browser.entries.put(article)
        self.browser.table.choose(article.id)

    def _save(self) -> None:
        if self._stack.currentWidget() is self._splitter:
            self.editor.save()

    def _copy(self, written: EditedEntry) -> None:
        if written.complete() and self.editor.is_open():
            self.new_entry(written)

    def _delete(self, article: Article) -> None:
        if self.editor.may_leave():
            self._splitter.show_open(False)
            self.editor.hold_nothing()
            self._deleting.delete(article)
            self.browser.table.setFocus()

    def _timer(self, after: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(then)
        return timer

    # ------------------------------------------------------------ navigation

    def _to_search(self) -> None:
        self._show_list()
        if self._splitter.is_single() and self._splitter.is_open:
            self._to_table()
        self.browser.search()

    def _to_table(self) -> None:
        if self.editor.may_leave():
            self._splitter.show_open(False)
            self.browser.table.setFocus()

    def _on_escape(self) -> None:
        if self._stack.currentWidget() is self.duplicates:
            self._show_list()
        elif self._splitter.is_single() and self._splitter.is_open:
            self._to_table()
        else:
            self.browser.escape()

    def _show_list(self) -> None:
        if self._stack.currentWidget() is self.duplicates and not self.duplicates.may_leave():
            return
        self._stack.setCurrentWidget(self._splitter)
        self._show_state()
