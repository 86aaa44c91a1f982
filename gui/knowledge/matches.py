"""Shows what a test question finds, and which entries this one competes with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from assistant.contracts import Article, Neighbour, ProblemDetails, SearchResults, Source
from gui.engine.api import Engine
from gui.engine.call import Call
from gui.knowledge.edited_entry import EditedEntry
from gui.knowledge.ranking import Ranked, RankingView
from gui.knowledge.spoken import per_cent
from gui.look.icons import icon
from gui.notices import told
from gui.page import Retranslated
from gui.widgets.labels import label, restyle

_TYPING_MS: Final = 250
_WRITING_MS: Final = 700
"""Longer debounce for competing entries, because the model has to embed a whole entry."""
_LOOKED_AT: Final = 20


class Matches(Retranslated):
    """Two lists: the results of a question, and the entries similar to this one.

    Signals:
        opened: The id of an entry to open.
        doubled: The `Neighbour` that duplicates the current text, or None.
    """

    opened = Signal(int)
    doubled = Signal(object)

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._engine = engine
        self._article: Article | None = None
        self._written = EditedEntry()
        self._unsaved = False
        self._results: SearchResults | None = None
        self._neighbours: list[Neighbour] | None = None
        self._trouble = {"search": "", "near": ""}
        self._calls: dict[str, Call] = {}
        self.question = QLineEdit()
        self.question.setClearButtonEnabled(True)
        self.question.setMaxLength(4000)
        self.question.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._asked = label("", "strong")
        self._verdict = label("", "small", wrap=True)
        self.found = RankingView()
        self._near = label("", "strong")
        self._near_said = label("", "small", wrap=True)
        self.near = RankingView()
        self._lay_out()
        self._typing = self._timer(_TYPING_MS, self._search)
        self._writing = self._timer(_WRITING_MS, self._ask_neighbours)
        self.question.textChanged.connect(lambda _: self._typing.start())
        self.found.opened.connect(self.opened)
        self.near.opened.connect(self.opened)
        self.retranslate()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(6)
        for widget, stretch in (
            (self._asked, 0), (self.question, 0), (self._verdict, 0), (self.found, 3),
            (self._near, 0), (self._near_said, 0), (self.near, 2),
        ):  # fmt: skip
            if widget is self._near:
                layout.addSpacing(8)
            layout.addWidget(widget, stretch)

    def retranslate(self) -> None:
        self._asked.setText(self.tr("Try a customer's question"))
        self.question.setPlaceholderText(self.tr("Type it the way a customer would"))
        self.question.setAccessibleName(self.tr("A customer's question to be tried"))
        self.found.setAccessibleName(self.tr("What this question finds"))
        self._near.setText(self.tr("Competes with"))
        self.near.setAccessibleName(self.tr("Entries this one competes with"))
        self._show_found()
        self._show_near()

    # ------------------------------------------------------------ input

    def show_entry(self, article: Article | None, written: EditedEntry) -> None:
        """Update both lists, because another entry was opened or the entry was saved."""
        self._article = article
        self._unsaved = False
        self.write(written, at_once=True)
        if self.question.text().strip():
            self._search()

    def write(self, written: EditedEntry, *, at_once: bool = False) -> None:
        """Set the current content of the form."""
        self._written = written
        self._unsaved = not at_once
        self._show_found()
        self._writing.start(0 if at_once else _WRITING_MS)

    def again(self) -> None:
        """Update both lists, because the knowledge base changed."""
        self._writing.start()
        if self.question.text().strip():
            self._typing.start()

    def _search(self) -> None:
        text = self.question.text().strip()
        self._cancel("search")
        if not text:
            self._results = None
            self._show_found()
            return
        call = self._engine.search(text, self, limit=_LOOKED_AT)
        self._keep("search", call)
        call.then(self._on_results, lambda problem: self._on_trouble("search", problem))

    def _ask_neighbours(self) -> None:
        self._cancel("near")
        if not self._written.complete():
            self._neighbours = None
            self._trouble["near"] = ""
            self._show_near()
            return
        without = self._article.id if self._article is not None else None
        call = self._engine.neighbours(self._written.body(), self, without=without)
        self._keep("near", call)
        call.then(self._on_neighbours, lambda problem: self._on_trouble("near", problem))

    def _on_results(self, results: SearchResults) -> None:
        self._results = results
        self._trouble["search"] = ""
        self._show_found()

    def _on_neighbours(self, neighbours: list[Neighbour]) -> None:
        self._neighbours = neighbours
        self._trouble["near"] = ""
        self._show_near()
        same = [neighbour for neighbour in neighbours if neighbour.same]
        self.doubled.emit(same[0] if same else None)

    def _on_trouble(self, which: str, problem: ProblemDetails) -> None:
        self._trouble[which] = told(problem)
        if which == "search":
            self._results = None
            self._show_found()
        else:
            self._neighbours = None
            self._show_near()
            self.doubled.emit(None)

    # ------------------------------------------------------------ results

    def _show_found(self) -> None:
        items = self._results.items if self._results is not None else []
        here = self._article.id if self._article is not None else None
        self.found.ranking.show([self._ranked(source, here) for source in items])
        self.found.setVisible(bool(items))
        text, tone = self._judged(items, here)
        self._verdict.setText(text)
        restyle(self._verdict, "kind", tone)

    def _ranked(self, source: Source, here: int | None) -> Ranked:
        mark = ""
        if source.id == here:
            mark = self.tr("this entry")
        elif here in source.same_as:
            mark = self.tr("says the same")
        return Ranked(
            id=source.id, text=source.question or source.title, detail=_detail(source),
            confidence=source.confidence, mark=mark,
        )  # fmt: skip

    def _judged(self, items: Sequence[Source], here: int | None) -> tuple[str, str]:
        results = self._results
        if self._trouble["search"]:
            return self._trouble["search"], "bad"
        if results is None:
            return self.tr("See what it finds, and where this entry stands."), "small"
        if not items:
            return self.tr("Nothing is found for this."), "warn"
        if here is None:
            return self.tr("A new entry is found once it is saved."), "small"
        for place, source in enumerate(items, start=1):
            if source.id == here or here in source.same_as:
                return self._placed(place, source, results.abstained)
        return self.tr("This entry is not among the first {count}.").format(count=_LOOKED_AT), "bad"

    def _placed(self, place: int, source: Source, abstained: bool) -> tuple[str, str]:
        sure = per_cent(source.confidence)
        if self._unsaved:
            return self.tr("As last saved, this entry is number {place}, {share} sure.").format(
                place=place, share=sure
            ), "small"
        if abstained:
            text = self.tr("Too unsure to be suggested: {share} at best.")
            return text.format(share=sure), "warn"
        if place == 1:
            return self.tr("This entry comes first, {share} sure.").format(share=sure), "good"
        return self.tr("This entry is number {place}, {share} sure.").format(
            place=place, share=sure
        ), "warn"

    def _show_near(self) -> None:
        rows = [
            Ranked(
                id=near.id, text=near.question or near.answer, detail=near.answer,
                confidence=near.confidence, mark=self.tr("says the same") if near.same else "",
            )
            for near in self._neighbours or []
        ]  # fmt: skip
        self.near.ranking.show(rows)
        self.near.setVisible(bool(rows))
        text, tone = self.tr("What else a customer asking this might be shown."), "small"
        if self._trouble["near"]:
            text, tone = self._trouble["near"], "bad"
        elif self._neighbours is None:
            text = self.tr("Seen as soon as there is an answer.")
        elif not rows:
            text = self.tr("Nothing: no other entry is near this one.")
        self._near_said.setText(text)
        restyle(self._near_said, "kind", tone)

    # ------------------------------------------------------------ requests

    def _keep(self, which: str, call: Call) -> None:
        self._calls[which] = call
        call.ended.connect(lambda: self._on_end(which, call))

    def _on_end(self, which: str, call: Call) -> None:
        if self._calls.get(which) is call:
            del self._calls[which]

    def _cancel(self, which: str) -> None:
        call = self._calls.pop(which, None)
        if call is not None:
            call.cancel()

    def _timer(self, after: int, then: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(then)
        return timer


def _detail(source: Source) -> str:
    """Return the text that distinguishes an entry from others with similar questions."""
    title = source.title if source.question and source.title != source.question else ""
    return title or source.source
