"""Searches the knowledge base from the composer; Enter inserts the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QWidget

from gui.engine.call import Call
from gui.inbox.composer.choices import Choice
from gui.inbox.composer.popup import Popup
from gui.notices import told
from gui.page import WindowContext

if TYPE_CHECKING:
    from assistant.contracts import ProblemDetails, SearchResults, Source

_DEBOUNCE_MS: Final = 150
_MOST: Final = 12


class KnowledgePopup(Popup):
    """Picks the id of an article and loads it.

    Signals:
        read: The `Article` that was picked.
    """

    read = Signal(object)

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent, debounce_ms=_DEBOUNCE_MS)
        self._context = context
        self._call: Call | None = None
        self.picked.connect(self._fetch)
        self.retranslate()

    def look(self) -> None:
        if self._call is not None:
            self._call.cancel()
            self._call = None
        words = self.field.text().strip()
        if not words:
            self.show_rows([], self.tr("Type what the customer wants to know."))
            return
        self._call = self._context.engine.search(words, self, limit=_MOST)
        self._call.then(self._take, self._fail)

    def retranslate(self) -> None:
        self.field.setPlaceholderText(self.tr("Search the knowledge base"))
        self.field.setAccessibleName(self.tr("Search the knowledge base"))
        self.list.setAccessibleName(self.tr("Entries found"))

    def _take(self, found: SearchResults) -> None:
        self._call = None
        rows = [self._choice(item) for item in found.items]
        self.show_rows(rows, "" if rows else self.tr("Nothing in the knowledge base says this."))

    def _choice(self, item: Source) -> Choice:
        confidence = self.tr("{percent} %").format(
            percent=QLocale().toString(round(item.confidence * 100))
        )
        title = item.question or item.title
        line = item.title if item.title != title else item.source
        return Choice(title, line, item.id, confidence)

    def _fail(self, problem: ProblemDetails) -> None:
        self._call = None
        self.show_rows([], told(problem))

    def _fetch(self, id_: int) -> None:
        self._context.engine.article(id_, self).then(self.read.emit, self._context.notices.problem)
