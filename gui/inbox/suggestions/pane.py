"""The right pane of the Inbox: cards, a draft, their sources, or why there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.inbox.suggestions.answer_stream import ReceivedAnswer
from gui.inbox.suggestions.card import SuggestionCard
from gui.inbox.suggestions.card_deeds import CardDeeds
from gui.inbox.suggestions.column import EDGE, Column
from gui.inbox.suggestions.draft.controller import DraftController
from gui.inbox.suggestions.draft.view import DraftView
from gui.inbox.suggestions.header import Header
from gui.inbox.suggestions.keys import Keys
from gui.inbox.suggestions.near import NearEntries
from gui.inbox.suggestions.sentences import sentences
from gui.inbox.suggestions.source_view import SourceView
from gui.inbox.suggestions.state_panel import State, StatePanel
from gui.inbox.suggestions.states import States
from gui.inbox.suggestions.suggestion_requester import SuggestionRequester
from gui.inbox.suggestions.taken import Taken
from gui.inbox.suggestions.usage_reporter import UsageReporter
from gui.inbox.suggestions.writing import Writing
from gui.page import Retranslated, WindowContext

if TYPE_CHECKING:
    from assistant.contracts import DraftEvidence, Me, SuggestionRequest

CARDS: Final = 3


class SuggestionsPane(Retranslated):
    """Suggestions for one conversation at a time.

    Signals:
        taken: A `Taken` whose text is to be inserted into the composer.
        offered: Sentences (list[str]) of the first card, to be offered one by one; joined they are
            its text. Empty if there are none any more.
        open_article: The id of an article to open.
    """

    taken = Signal(object)
    offered = Signal(object)
    open_article = Signal(int)

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self.context = context
        self._offered: list[str] = []
        self._shown_source = 1
        self._requester = SuggestionRequester(context, self)
        self._usage = UsageReporter(context, self)
        self._states = States(self)
        self._writing = Writing(context, self)
        self._deeds = CardDeeds(context, self._usage, self._conversation_id, self)
        self._header = Header()
        self.state = StatePanel()
        self.cards = [SuggestionCard(number) for number in range(1, CARDS + 1)]
        self.draft = DraftView()
        self.drafts = DraftController(context, self._usage, self.draft, self)
        self._near = NearEntries()
        self._source = SourceView()
        self._lay_out()
        self._connect()
        self._connect_cards()
        self._connect_draft()
        deeds = {f"Alt+{number}": lambda number=number: self.take(number) for number in range(4)}
        Keys(self, deeds | {"Alt+U": self.drafts.toggle_unsourced})
        self.retranslate()

    @property
    def answered(self) -> ReceivedAnswer | None:
        """The answer displayed, if it can be used; None otherwise."""
        return self._requester.answered

    # ------------------------------------------------------------ public interface

    def ask(self, request: SuggestionRequest | None) -> None:
        """Show suggestions for another request; None clears the pane."""
        self._offer([])
        self._usage.begin()
        self.drafts.clear()
        if not self._requester.ask(request):
            self._shown_source = 1
        if request is None:
            self._show_only(self._states.nothing_asked())

    def take(self, card: int) -> None:
        """Insert a card (1…3), or the draft (0), into the composer."""
        if card == 0:
            self.drafts.take()
            return
        answered = self._requester.answered
        for suggestion in answered.cards if answered is not None else ():
            if suggestion.card == card and card <= CARDS:
                article_id = suggestion.sources[0].id if suggestion.sources else None
                taken = Taken(suggestion.text, article_id, suggestion)
                self._usage.took(suggestion, self._conversation_id())
                self._mark(card)
                self.taken.emit(taken)

    def sent(self, text: str, conversation_id: int | None) -> None:
        """Report to the engine which of the taken cards were used in the reply."""
        self._usage.sent(text, conversation_id)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.drafts.look()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Suggestions"))
        if self._requester.answered is not None:
            self._show(self._requester.answered)
        elif self._requester.request is None:
            self._show_only(self._states.nothing_asked())

    # ------------------------------------------------------------ display

    def _on_answer(self) -> None:
        answered = self._requester.answered
        if answered is None:
            return
        self._show(answered)
        request = self._requester.request
        if answered.stage == "done" and request is not None:
            self.drafts.cards_done(request, answered.language, known=not answered.abstained)
        if answered.stage == "done" and answered.cards:
            self._usage.offered(answered.cards[0], self._conversation_id())
            self._offer(sentences(answered.cards[0].text))

    def _show(self, answered: ReceivedAnswer) -> None:
        if answered.problem is not None:
            self._show_only(self._states.failed(answered.problem, self._requester.again))
            return
        by_number = {suggestion.card: suggestion for suggestion in answered.cards}
        for card in self.cards:
            suggestion = by_number.get(card.number)
            if suggestion is None:
                card.hide()
            else:
                card.show_suggestion(suggestion, answered.source_of(suggestion))
        if answered.abstained and answered.stage == "done":
            self.state.say(self._states.abstained(self._write))
        else:
            self.state.hide()
        if answered.stage == "done":
            # not earlier, because further cards would push these down
            self._header.took(answered.seconds, remote=self.context.link.state.remote)
            self._near.show_sources([*answered.sources.values()] if answered.abstained else [])
            self._show_source(self._shown_source if self._shown_source in by_number else 1)

    def _show_source(self, number: int) -> None:
        answered = self._requester.answered
        if answered is None or answered.stage != "done":
            return
        self._shown_source = number
        for suggestion in answered.cards:
            source = answered.source_of(suggestion)
            if suggestion.card == number and source is not None:
                self._source.show_source(suggestion, source)
                return
        self._source.hide()

    def _cite(self, one: DraftEvidence | None) -> None:
        """Show the passage that supports a sentence of the draft."""
        drafted, answered = self.drafts.drafted, self._requester.answered
        refs = drafted.sources if drafted is not None else ()
        ref = next((ref for ref in refs if one is not None and ref.id == one.source), None)
        known = answered.sources.get(ref.id) if answered is not None and ref is not None else None
        if ref is not None and one is not None:
            self._source.show_quote(ref, one.quote, known)
        elif one is not None:
            self._source.hide()  # there is no source
        else:
            self._show_source(self._shown_source)

    def _show_only(self, state: State) -> None:
        self.drafts.clear()
        for widget in (*self.cards, self._near, self._source):
            widget.hide()
        self._header.took(None)
        self.state.say(state)

    def _on_away(self) -> None:
        link = self.context.link
        if link.state.name == "failed" and link.state.problem is not None:
            self._show_only(self._states.failed(link.state.problem, link.retry))
        else:
            self._show_only(self._states.away())

    def _on_slow(self) -> None:
        if self._requester.answered is None:
            self._show_only(self._states.slow(self._give_up))

    def _give_up(self) -> None:
        self._requester.stop()
        self._show_only(self._states.stopped(self._requester.again))

    def _on_looking(self) -> None:
        if self._requester.answered is None:
            self._show_only(self._states.looking())

    def _offer(self, offered: list[str]) -> None:
        if offered != self._offered:
            self._offered = offered
            self.offered.emit(offered)

    # ------------------------------------------------------------ actions on cards

    def _move(self, card: QWidget, by: int) -> None:
        """Move the focus to the visible card above or below."""
        cards: list[QWidget] = [*self.cards, self.draft.card]
        there = [one for one in cards if one.isVisibleTo(self)]
        place = there.index(card) + by
        if 0 <= place < len(there):
            there[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _look_at(self, card: SuggestionCard) -> None:
        self._show_source(card.number)
        self._column.ensureWidgetVisible(card, 0, 8)

    def _conversation_id(self) -> int | None:
        request = self._requester.request
        return request.conversation_id if request is not None else None

    def _write(self) -> None:
        request, answered = self._requester.request, self._requester.answered
        if request is not None:
            self._writing.write(request, answered.language if answered is not None else "")

    # ------------------------------------------------------------ construction

    def _lay_out(self) -> None:
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = Column(self.state, *self.cards, self.draft, self._near, self._source)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 14, 0, 0)
        layout.setSpacing(8)
        self._header.setContentsMargins(EDGE, 0, EDGE, 0)
        layout.addWidget(self._header)
        layout.addWidget(self._column, 1)

    def _connect(self) -> None:
        self._requester.changed.connect(self._on_answer)
        self._requester.looking.connect(self._on_looking)
        self._requester.slow.connect(self._on_slow)
        self._requester.away.connect(self._on_away)
        self._requester.outdated.connect(self._header.offer_refresh)
        self._header.refreshed.connect(self._requester.again)
        self._writing.written.connect(self._requester.again)
        self._near.opened.connect(self.open_article)
        self._deeds.opened.connect(self.open_article)
        self._source.opened.connect(self.open_article)
        self.context.link.attached.connect(self._ask_who)
        if self.context.link.state.usable:
            self._ask_who()

    def _connect_cards(self) -> None:
        for card in self.cards:
            card.wanted.connect(lambda card=card: self.take(card.number))
            card.looked_at.connect(lambda card=card: self._look_at(card))
            card.moved.connect(lambda by, card=card: self._move(card, by))
            self._deeds.follow(card)
            card.draft_wanted.connect(lambda card=card: self._draft_from(card))

    def _connect_draft(self) -> None:
        card = self.draft.card
        self.drafts.taken.connect(lambda _: self._mark(0))
        self.drafts.taken.connect(self.taken)
        self.drafts.writer.changed.connect(self._allow_drafts)
        card.looked_at.connect(self._cite)
        card.focused.connect(lambda: self._column.ensureWidgetVisible(card, 0, 8))
        card.moved.connect(lambda by: self._move(card, by))
        card.opened.connect(self.open_article)

    def _mark(self, taken: int) -> None:
        for card in self.cards:
            card.set_taken(card.number == taken)
        if taken:
            self.drafts.let_go()

    def _allow_drafts(self) -> None:
        for card in self.cards:
            card.allow_drafts(not self.drafts.off)

    def _draft_from(self, card: SuggestionCard) -> None:
        if card.suggestion is not None and card.suggestion.sources:
            self.drafts.write(article=card.suggestion.sources[0].id)

    def _ask_who(self) -> None:
        self.context.engine.me(self).succeeded.connect(self._on_me)

    def _on_me(self, me: Me) -> None:
        self._source.allow_mending(me.role != "agent")
