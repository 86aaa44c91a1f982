"""Editor of one entry: form, matching questions and history; save, revert, conflicts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QStackedWidget, QTabBar, QVBoxLayout

from assistant.contracts import Article
from gui.engine.call import Call
from gui.knowledge.conflict import ConflictDialog
from gui.knowledge.edited_entry import EditedEntry, name_of
from gui.knowledge.editor_head import EditorHead
from gui.knowledge.editor_notes import EditorNotes
from gui.knowledge.entry_form import EntryForm
from gui.knowledge.entry_sync import EntrySync
from gui.knowledge.history import History
from gui.knowledge.matches import Matches
from gui.knowledge.unsaved import may_leave
from gui.page import Retranslated, WindowContext
from gui.widgets.labels import label


class EntryEditor(Retranslated):
    """Edits one entry at a time; the input is kept until it is saved or discarded.

    Signals:
        saved: The `Article` that was saved or restored.
        opened: The id of another entry to open.
        unwanted: The `Article` to delete.
        copy_wanted: The `EditedEntry` of a new entry based on this one.
        closed: Return to the table, if there is no room for both.
        dirty_changed: Whether there are unsaved changes.
    """

    saved = Signal(object)
    opened = Signal(int)
    unwanted = Signal(object)
    copy_wanted = Signal(object)
    closed = Signal()
    dirty_changed = Signal(bool)

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._context = context
        self._allowed = True
        self._dirty = False
        self._opened = False
        self._conflict: QDialog | None = None
        self.sync = EntrySync(context.engine, self)
        self.head = EditorHead()
        self.form = EntryForm()
        self.matches = Matches(context.engine)
        self.history = History(context.engine)
        self._tabs = QTabBar()
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._stack = QStackedWidget()
        self._hint = label("", "muted", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setMargin(30)
        self._notes = EditorNotes()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.hold_nothing()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._hint, 1)
        layout.addWidget(self.head)
        layout.addWidget(self._tabs)
        layout.addWidget(self._notes)
        layout.addWidget(self._stack, 1)
        for widget in (self.form, self.matches, self.history):
            self._stack.addWidget(widget)
            self._tabs.addTab("")

    def _connect(self) -> None:
        self._tabs.currentChanged.connect(self._on_tab)
        self.form.edited.connect(self._on_edit)
        self.head.save.clicked.connect(self.save)
        self.head.revert.clicked.connect(self.revert)
        self.head.back.clicked.connect(self.closed)
        self.head.copy_wanted.connect(lambda: self.copy_wanted.emit(self.form.written()))
        self.head.unwanted.connect(self.remove)
        self._notes.opened.connect(self.opened)
        self.matches.opened.connect(self.opened)
        self.matches.doubled.connect(self._notes.show_same)
        self.history.restored.connect(self._on_restored)
        self.history.failed.connect(self._context.notices.problem)
        self.sync.saved.connect(self._on_saved)
        self.sync.conflict.connect(self._on_conflict)
        self.sync.overtaken.connect(self._on_overtaken)
        self.sync.gone.connect(self._on_gone)
        self.sync.failed.connect(self._context.notices.problem)
        self.sync.changed.connect(self._show_state)

    def retranslate(self) -> None:
        texts = self.tr("Entry"), self.tr("Who finds it"), self.tr("History")
        for number, text in enumerate(texts):
            self._tabs.setTabText(number, text)
        self._tabs.setAccessibleName(self.tr("Parts of the editor"))
        self._hint.setText(
            self.tr("Choose an entry to read or change it, or write a new one with Ctrl+N.")
        )
        self._show_state()

    # ------------------------------------------------------------ choosing the entry

    def hold(self, article: Article | None, written: EditedEntry | None = None) -> None:
        """Open an entry, or a new one, optionally with initial content."""
        self._open(True)
        self.sync.hold(article)
        self._notes.warn("")
        self._notes.show_same(None)
        shown = written or (EditedEntry() if article is None else EditedEntry.of(article))
        self.form.fill(shown, article)
        self.matches.show_entry(article, shown)
        self.history.show_entry(article, allowed=self._allowed)
        if article is None:
            self._tabs.setCurrentIndex(0)
            if written is None:
                self.form.begin()
        self._show_state()

    def hold_nothing(self) -> None:
        """Close the entry."""
        self.hold(None, EditedEntry())
        self._open(False)

    def is_open(self) -> bool:
        """Return whether an entry is open, stored or new."""
        return self._opened

    def begin(self) -> None:
        """Show the form and focus the answer."""
        self._tabs.setCurrentIndex(0)
        self.form.answer.setFocus()

    def article(self) -> Article | None:
        """Return the open entry, None if it is new."""
        return self.sync.article

    def is_dirty(self) -> bool:
        """Return whether there are unsaved changes."""
        return self._opened and self.form.written() != self.sync.kept

    def may_leave(self) -> bool:
        """Ask what to do with unsaved changes, if any; return whether the editor may be left."""
        if not self.is_dirty():
            return True
        written = self.form.written()
        name = name_of(written) or self.tr("The new entry")
        savable = written.complete() and self._allowed
        left = may_leave(name, self.save if savable else None, self)
        if left and self.is_dirty():
            self.revert()
        return left

    def allow(self, allowed: bool) -> None:
        """Set whether the current user may change entries."""
        self._allowed = allowed
        self.form.setReadOnly(not allowed)
        self.history.show_entry(self.sync.article, allowed=allowed)
        self._show_state()

    def offer_tags(self, tags: list[str]) -> None:
        """Set the existing tags."""
        self.form.offer_tags(tags)

    def look_again(self) -> None:
        """Check for changes, because the knowledge base changed or the engine came back."""
        self.sync.look()
        self.matches.again()

    # ------------------------------------------------------------ actions

    def save(self) -> Call | None:
        """Save the entry."""
        written = self.form.written()
        if not self._allowed or not self.is_dirty():
            return None
        if not written.complete():
            self._tabs.setCurrentIndex(0)
            self.form.answer.setFocus()
            self._context.notices.tell(self.tr("An entry needs an answer before it can be saved"))
            return None
        return self.sync.save(written)

    def revert(self) -> None:
        """Discard unsaved changes."""
        article = self.sync.article
        self.form.fill(self.sync.kept, article)
        self.matches.show_entry(article, self.sync.kept)
        self._show_state()

    def remove(self) -> None:
        """Request the deletion of this entry."""
        if self.sync.article is not None and self._allowed:
            self.unwanted.emit(self.sync.article)

    # ------------------------------------------------------------ events

    def _on_tab(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self.history.look(number == self._stack.indexOf(self.history))

    def _on_edit(self) -> None:
        self.matches.write(self.form.written())
        self._show_state()

    def _on_saved(self, article: Article) -> None:
        kept = EditedEntry.of(article)
        if self.form.written() == self.sync.sent:  # otherwise the user has continued typing
            self.form.fill(kept, article)
        self._notes.warn("")
        self.matches.show_entry(article, kept)
        self.history.show_entry(article, allowed=self._allowed)
        self._show_state()
        self.saved.emit(article)

    def _on_restored(self, article: Article) -> None:
        if self.is_dirty():
            self.sync.overtaken.emit(article)
            return
        self._take(article)
        self.saved.emit(article)
        self._context.notices.tell(self.tr("The earlier version is back"), "good")

    def _on_overtaken(self, theirs: Article) -> None:
        if not self.is_dirty():
            self._take(theirs)
            return
        self._notes.warn(
            self.tr("Somebody else has changed this entry meanwhile. Saving will show both.")
        )

    def _on_gone(self) -> None:
        self._notes.warn(self.tr("This entry was deleted meanwhile. Saving makes a new one of it."))
        self.history.show_entry(None)

    def _on_conflict(self, theirs: Article) -> None:
        if self._conflict is not None:
            return
        dialog = ConflictDialog(self.form.written(), theirs, self)
        dialog.mine_wanted.connect(lambda: self.sync.overwrite(self.form.written(), theirs))
        dialog.theirs_wanted.connect(lambda: self._take(theirs))
        dialog.finished.connect(self._on_decided)
        self._conflict = dialog
        dialog.open()

    def _on_decided(self) -> None:
        dialog, self._conflict = self._conflict, None
        if dialog is not None:
            dialog.deleteLater()

    def _take(self, article: Article) -> None:
        """Show an entry as changed by somebody else."""
        part = self._tabs.currentIndex()
        self.hold(article)
        self._tabs.setCurrentIndex(part)

    # ------------------------------------------------------------ display

    def _show_state(self) -> None:
        article = self.sync.article
        dirty = self.is_dirty()
        written = self.form.written()
        self.head.show_state(
            name=name_of(written) or self.tr("New entry"),
            kept=article is not None,
            dirty=dirty,
            saving=self.sync.saving,
            allowed=self._allowed,
        )
        if dirty != self._dirty:
            self._dirty = dirty
            self.dirty_changed.emit(dirty)

    def _open(self, opened: bool) -> None:
        self._opened = opened
        for widget in (self.head, self._tabs, self._stack):
            widget.setVisible(opened)
        self._hint.setVisible(not opened)
