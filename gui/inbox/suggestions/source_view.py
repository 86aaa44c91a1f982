"""The source of a card: the entry, the passage with the customer's words, the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from gui.inbox.suggestions.excerpt import excerpt
from gui.inbox.suggestions.facts import Facts
from gui.page import Retranslated
from gui.widgets.labels import label
from gui.widgets.presentable import one_line
from gui.widgets.text_block import TextBlock

if TYPE_CHECKING:
    from assistant.contracts import Source, SourceRef, Suggestion

_TITLE_LINES = 2
_PASSAGE_LINES = 4


class SourceView(Retranslated):
    """Shows the source of one card.

    Signals:
        opened: The id of the article to view or edit.
    """

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._suggestion: Suggestion | None = None
        self._source: Source | None = None
        self._ref: SourceRef | None = None
        self._may_mend = False
        self._facts = Facts(self)
        self._heading = label("", "heading")
        self._title = TextBlock(lines=_TITLE_LINES, bold=True)
        self._passage = TextBlock(muted=True, lines=_PASSAGE_LINES)
        self._place = label("", "small", wrap=True)
        self._used = label("", "small", wrap=True)
        self._open = QPushButton()
        self._open.setProperty("kind", "small")
        self._open.clicked.connect(self._on_open)
        self._lay_out()
        self.hide()
        self.retranslate()

    def show_source(self, suggestion: Suggestion, source: Source) -> None:
        """Show the source of a card."""
        if (suggestion, source, None) != (self._suggestion, self._source, self._ref):
            self._suggestion, self._source, self._ref = suggestion, source, None
            self._passage.set_text(*excerpt(suggestion.text, suggestion.marks))
            self.retranslate()
        self.show()

    def show_quote(self, ref: SourceRef, quote: str, source: Source | None) -> None:
        """Show the passage that supports a sentence of the draft; `source` adds details, if
        known."""
        self._suggestion, self._source, self._ref = None, source, ref
        self._passage.set_text(quote)
        self.retranslate()
        self.show()

    def allow_mending(self, may: bool) -> None:
        """Set whether the current user may edit articles."""
        self._may_mend = may
        self.retranslate()

    def retranslate(self) -> None:
        self._heading.setText(self.tr("Source"))
        self._open.setText(self.tr("Open and edit") if self._may_mend else self.tr("Open"))
        title = self._named()
        self._title.set_text(title)
        source = self._source
        place = self._facts.place(source) if source is not None else ""
        self._place.setText(place)
        self._place.setVisible(bool(place))
        self._used.setText(self._facts.used(source) if source is not None else "")
        self._open.setAccessibleName(self.tr("Open {title}").format(title=title))

    def _named(self) -> str:
        suggestion, source = self._suggestion, self._source
        if self._ref is not None:
            return one_line(self._ref.title)
        if suggestion is None or source is None:
            return ""
        title = self._facts.title(suggestion, source)
        asked = one_line(source.question)
        if asked and asked != title and suggestion.kind == "verified":
            return self.tr("{title} · {question}").format(title=title, question=asked)
        return title

    def _on_open(self) -> None:
        known = self._ref or self._source
        if known is not None:
            self.opened.emit(known.id)

    def _lay_out(self) -> None:
        frame = QFrame()
        frame.setProperty("kind", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(14, 10, 12, 10)
        inside.setSpacing(5)
        inside.addWidget(self._title)
        inside.addWidget(self._passage)
        inside.addWidget(self._place)
        last = QHBoxLayout()
        last.addWidget(self._used, 1)
        last.addWidget(self._open)
        inside.addLayout(last)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._heading)
        layout.addWidget(frame)
