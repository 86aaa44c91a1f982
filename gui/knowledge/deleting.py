"""Deletes entries after a delay in which the deletion can be undone."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Signal

from assistant.contracts import Article, ProblemDetails
from gui.knowledge.edited_entry import name_of
from gui.knowledge.entries_table import EntriesTable
from gui.page import WindowContext


class Deleting(QObject):
    """Hides an entry from the table at once, and deletes it in the engine when the notice closes,
    because restoring a deleted entry would lose its usage counts.

    Signals:
        undone: The `Article` that is kept.
    """

    undone = Signal(object)

    def __init__(self, context: WindowContext, table: EntriesTable, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._table = table

    def delete(self, article: Article) -> None:
        """Hide the entry and show a notice with an Undo button."""
        self._table.hide_entry(article.id)
        self._table.choose(None)
        self._context.notices.undoable(
            self.tr("“{entry}” is deleted").format(entry=name_of(article)[:60]),
            self.tr("Undo"),
            lambda: self._undo(article),
            lambda: self._do(article),
        )

    def _undo(self, article: Article) -> None:
        self._table.show_entry(article.id)
        self.undone.emit(article)

    def _do(self, article: Article) -> None:
        # the window may be closing, so the request must outlive the page
        owner = QCoreApplication.instance()
        assert owner is not None  # noqa: S101 (a window without an application does not exist)
        call = self._context.engine.delete_article(article.id, owner)
        call.failed.connect(lambda problem: self._on_failed(article, problem))

    def _on_failed(self, article: Article, problem: ProblemDetails) -> None:
        self._table.show_entry(article.id)
        self._context.notices.problem(problem)
