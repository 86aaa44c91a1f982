"""Keeps one entry between the editor and the engine: reads, saves, and notices others' changes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from assistant.contracts import Article, ArticleChange, ProblemDetails
from gui.engine.api import Engine
from gui.engine.call import Call
from gui.knowledge.written import Written

_CONFLICT: Final = 409
_GONE: Final = 404


class EntryKeeper(QObject):
    """The entry that is open, as it was last heard of.

    Attributes:
        article: None for an entry that is not kept yet.
        kept: What the engine has of it; what differs from this is unsaved.
        sent: What was saved last as it was written; the engine may have tidied it.
        saving: Whether an answer to a save is awaited.

    Signals:
        saved: The `Article` as the engine has it now.
        conflict: Somebody else saved meanwhile: their `Article`.
        overtaken: Somebody else's newer `Article` was heard of, before anything was saved.
        gone: It was deleted by somebody else; saving makes a new one.
        failed: `ProblemDetails`.
        changed: `article` or `saving` is another one.
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
        self.kept = Written()
        self.sent = Written()
        self.saving = False
        self._reading: Call | None = None

    def hold(self, article: Article | None) -> None:
        """Another entry is open now, or a new one."""
        self._forget()
        self.article = article
        self.kept = Written() if article is None else Written.of(article)
        self.changed.emit()

    def save(self, written: Written) -> Call | None:
        """Keep what is written; None where a save is on its way already."""
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

    def overwrite(self, written: Written, theirs: Article) -> Call | None:
        """Keep what is written instead of what somebody else saved."""
        self.article = theirs
        return self.save(written)

    def look(self) -> None:
        """Hear whether somebody else changed it."""
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
        elif article != mine:  # used meanwhile: nothing to decide
            self.article = article
            self.changed.emit()

    def _on_unread(self, problem: ProblemDetails) -> None:
        if problem.status == _GONE and not self.saving:
            self._lose()

    def _on_read_end(self) -> None:
        self._reading = None

    def _on_saved(self, article: Article) -> None:
        self.article = article
        self.kept = Written.of(article)
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
        self.kept = Written()
        self.gone.emit()
        self.changed.emit()

    def _on_end(self) -> None:
        self.saving = False
        self.changed.emit()

    def _forget(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
