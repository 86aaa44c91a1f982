"""Loads and saves one entry, and detects changes made by others."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from assistant.contracts import Article, ArticleChange, ProblemDetails
from gui.engine.api import Engine
from gui.engine.call import Call
from gui.knowledge.edited_entry import EditedEntry

_CONFLICT: Final = 409
_GONE: Final = 404


class EntrySync(QObject):
    """The open entry as last received from the engine.

    Attributes:
        article: None for an entry not stored yet.
        kept: The stored content; anything different is unsaved.
        sent: The content last sent to the engine, which may have normalised it.
        saving: Whether a save is pending.

    Signals:
        saved: The `Article` as stored by the engine.
        conflict: Somebody else saved in the meantime: their `Article`.
        overtaken: A newer `Article` by somebody else was found before saving.
        gone: Somebody else deleted it; saving creates a new entry.
        failed: `ProblemDetails`.
        changed: `article` or `saving` has changed.
    """

    saved = Signal(object)
    conflict = Signal(object)
    overtaken = Signal(object)
    gone = Signal()
    failed = Signal(object)
    changed = Signal()

    def __init__(self, engine: Engine, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self.article: Article | None = None
        self.kept = EditedEntry()
        self.sent = EditedEntry()
        self.saving = False
        self._reading: Call | None = None

    def hold(self, article: Article | None) -> None:
        """Switch to another entry, or to a new one."""
        self._forget()
        self.article = article
        self.kept = EditedEntry() if article is None else EditedEntry.of(article)
        self.changed.emit()

    def save(self, written: EditedEntry) -> Call | None:
        """Save the content; return None if a save is already pending."""
        if self.saving:
            return None
        self.saving = True
        self.sent = written
        if self.article is None:
            call = self._engine.create_article(written.body(), self)
        else:
            change = ArticleChange(version=self.article.version, body=written.body())
            call = self._engine.change_article(self.article.id, change, self)
        call.then(self._on_saved, self._on_refused)
        call.ended.connect(self._on_end)
        self.changed.emit()
        return call

    def overwrite(self, written: EditedEntry, theirs: Article) -> Call | None:
        """Save the content over the version saved by somebody else."""
        self.article = theirs
        return self.save(written)

    def look(self) -> None:
        """Check whether somebody else changed the entry."""
        if self.article is None or self.saving or self._reading is not None:
            return
        id_ = self.article.id
        self._reading = self._engine.article(id_, self)
        self._reading.then(self._on_read, self._on_unread)
        self._reading.ended.connect(self._on_read_end)

    def _on_read(self, article: Article) -> None:
        mine = self.article
        if mine is None or mine.id != article.id or self.saving:
            return
        if article.version > mine.version:
            self.overtaken.emit(article)
        elif article != mine:  # only its usage has changed
            self.article = article
            self.changed.emit()

    def _on_unread(self, problem: ProblemDetails) -> None:
        if problem.status == _GONE and not self.saving:
            self._lose()

    def _on_read_end(self) -> None:
        self._reading = None

    def _on_saved(self, article: Article) -> None:
        self.article = article
        self.kept = EditedEntry.of(article)
        self.saved.emit(article)

    def _on_refused(self, problem: ProblemDetails) -> None:
        if problem.status == _CONFLICT and self.article is not None:
            call = self._engine.article(self.article.id, self)
            call.then(self.conflict.emit, self._on_theirs_unread)
        elif problem.status == _GONE and self.article is not None:
            self._lose()
        else:
            self.failed.emit(problem)

    def _on_theirs_unread(self, problem: ProblemDetails) -> None:
        if problem.status == _GONE:
            self._lose()
        else:
            self.failed.emit(problem)

    def _lose(self) -> None:
        self.article = None
        self.kept = EditedEntry()
        self.gone.emit()
        self.changed.emit()

    def _on_end(self) -> None:
        self.saving = False
        self.changed.emit()

    def _forget(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
