"""The right pane of the Inbox: asks, shows cards and their source, and says honestly why not."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from assistant.contracts import SuggestionRequest
from gui.engine.link import LinkState
from gui.engine.problems import UNREACHABLE
from gui.inbox.suggestions.answering import Answered, Answering
from gui.inbox.suggestions.card import SuggestionCard
from gui.inbox.suggestions.header import Header
from gui.inbox.suggestions.sentences import sentences
from gui.inbox.suggestions.state_panel import State, StatePanel
from gui.inbox.suggestions.taken import Taken
from gui.inbox.suggestions.uses import Uses
from gui.notices import told
from gui.page import Desk, Page, Retranslated

CARDS: Final = 3
_LOOKING_MS: Final = 300


class SuggestionsPane(Retranslated):
    """Suggestions for one conversation at a time.

    Signals:
        taken: A `Taken`: its text goes into the composer.
        offered: Sentences (list[str]) of the first card, to be offered one by one; joined they
            are its text. Empty when there are none any more.
        open_article: The id of an article to be opened.
    """

    taken = Signal(object)
    offered = Signal(object)
    open_article = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._request: SuggestionRequest | None = None
        self._answering: Answering | None = None
        self._answered: Answered | None = None
        self._offered = False
        self._uses = Uses(desk, self)
        self._header = Header()
        self._state = StatePanel()
        self.cards = [SuggestionCard(number) for number in range(1, CARDS + 1)]
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(_LOOKING_MS)
        self._looking.timeout.connect(self._show_looking)
        self._lay_out()
        self._connect()
        QTimer.singleShot(0, self, self._add_shortcuts)
        self.retranslate()

    # ------------------------------------------------------------ what the page asks for

    def ask(self, request: SuggestionRequest | None) -> None:
        """Show suggestions for this, instead of those before; None: show none."""
        before, self._request = self._request, request
        self._stop()
        if before is None or request is None or not _same_talk(before, request):
            self._uses.forget()
            self._answered = None  # what is still seen for a blink can no longer be taken
        self._offer([])
        if request is None:
            self._show_nothing_asked()
        else:
            self._ask_again()

    def take(self, card: int) -> None:
        """Take a card (1…3) into the composer."""
        answered = self._answered
        for suggestion in answered.cards if answered is not None else ():
            if suggestion.card == card and card <= CARDS:
                article_id = suggestion.sources[0].id if suggestion.sources else None
                taken = Taken(suggestion.text, article_id, suggestion)
                self._uses.took(taken)
                for shown in self.cards:
                    shown.set_taken(shown.number == card)
                self.taken.emit(taken)

    def sent(self, text: str, conversation_id: int | None) -> None:
        """A reply went out: tell the engine what became of the cards that were taken."""
        answered = self._answered
        first = answered.cards[0] if answered is not None and answered.cards else None
        self._uses.sent(text, conversation_id, first)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Suggestions"))
        self._show_again()

    # ------------------------------------------------------------ asking

    def _ask_again(self) -> None:
        self._stop()
        if self._request is None:
            return
        if not self.desk.link.state.usable:
            self._show_away()
            return
        self._answering = Answering(self.desk.engine, self._request, self)
        self._answering.changed.connect(self._on_answer)
        self._looking.start()

    def _stop(self) -> None:
        self._looking.stop()
        answering, self._answering = self._answering, None
        if answering is not None:
            answering.close()

    def _on_answer(self, answered: Answered) -> None:
        if answered.stage == "asking" and not answered.cards:
            return
        self._looking.stop()
        self._answered = answered
        self._show(answered)
        if answered.cards and not self._offered:
            self._offer(sentences(answered.cards[0].text))

    def _offer(self, offered: list[str]) -> None:
        if offered or self._offered:
            self._offered = bool(offered)
            self.offered.emit(offered)

    # ------------------------------------------------------------ showing

    def _show(self, answered: Answered) -> None:
        by_number = {suggestion.card: suggestion for suggestion in answered.cards}
        for card in self.cards:
            suggestion = by_number.get(card.number)
            if suggestion is None:
                card.hide()
                continue
            first = suggestion.sources[0].id if suggestion.sources else 0
            card.show_suggestion(suggestion, answered.sources.get(first))
        if answered.stage == "failed":
            self._show_failed(answered)
        elif answered.stage == "done":
            remote = self.desk.link.state.remote
            self._header.took(answered.seconds, remote=remote)
            self._state.setVisible(answered.abstained)
            if answered.abstained:
                self._show_abstained()
        else:
            self._state.hide()

    def _show_again(self) -> None:
        if self._answered is not None:
            self._show(self._answered)
        elif self._request is None:
            self._show_nothing_asked()

    def _show_only(self, state: State) -> None:
        for card in self.cards:
            card.hide()
        self._header.took(None)
        self._state.say(state)

    def _show_nothing_asked(self) -> None:
        self._show_only(
            State(
                headline=self.tr("Answers appear here"),
                text=self.tr(
                    "Choose a conversation or paste a customer's message. What your knowledge "
                    "base says about it is shown here, with its source."
                ),
                icon="book-open",
            )
        )

    def _show_looking(self) -> None:
        self._show_only(State(headline=self.tr("Looking…")))

    def _show_away(self) -> None:
        self._show_only(
            State(
                headline=self.tr("The engine is not there yet"),
                text=self.tr("Suggestions come by themselves as soon as it answers."),
                icon="loader-circle",
            )
        )

    def _show_abstained(self) -> None:
        self._state.say(State(headline=self.tr("Nothing in the knowledge base answers this")))

    def _show_failed(self, answered: Answered) -> None:
        problem = answered.problem
        if problem is None or (problem.code == UNREACHABLE and not problem.status):
            self._show_away()
            return
        self._show_only(
            State(
                headline=self.tr("No suggestions this time"),
                text=told(problem),
                icon="circle-alert",
                action=self.tr("Try again"),
                act=self._ask_again,
                code=problem.code,
            )
        )

    # ------------------------------------------------------------ the engine

    def _on_attached(self) -> None:
        if self._answered is None or self._answered.stage != "done":
            self._ask_again()

    def _on_link(self, state: LinkState) -> None:
        if state.name == "failed" and self._answered is None and self._request is not None:
            self._show_away()

    # ------------------------------------------------------------ cards

    def _move(self, card: SuggestionCard, by: int) -> None:
        number = card.number + by
        if 1 <= number <= CARDS and self.cards[number - 1].isVisible():
            self.cards[number - 1].setFocus(Qt.FocusReason.TabFocusReason)

    def _copy(self, card: SuggestionCard) -> None:
        if card.suggestion is not None:
            QGuiApplication.clipboard().setText(card.suggestion.text)
            self._uses.copied(card.suggestion, self._conversation_id())
            self.desk.notices.tell(self.tr("Copied"))

    def _rate(self, card: SuggestionCard, good: bool, reason: str) -> None:
        if card.suggestion is not None:
            self._uses.rated(card.suggestion, self._conversation_id(), good=good, reason=reason)

    def _conversation_id(self) -> int | None:
        return self._request.conversation_id if self._request is not None else None

    # ------------------------------------------------------------ how it is made

    def _lay_out(self) -> None:
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(16, 4, 16, 16)
        self._column.setSpacing(10)
        self._column.addWidget(self._state)
        for card in self.cards:
            card.hide()
            self._column.addWidget(card)
        self._column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self._area = area
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 14, 0, 0)
        layout.setSpacing(8)
        self._header.setContentsMargins(16, 0, 16, 0)
        layout.addWidget(self._header)
        layout.addWidget(area, 1)

    def _connect(self) -> None:
        self.desk.link.attached.connect(self._on_attached)
        self.desk.link.changed.connect(self._on_link)
        self._header.refreshed.connect(self._ask_again)
        for card in self.cards:
            card.wanted.connect(lambda number=card.number: self.take(number))
            card.moved.connect(lambda by, card=card: self._move(card, by))
            card.copied.connect(lambda card=card: self._copy(card))
            card.rated.connect(lambda good, why, card=card: self._rate(card, good, why))
            card.opened.connect(self.open_article)

    def _add_shortcuts(self) -> None:
        """On the window, so that they work while the pane is a drawer that is closed."""
        for number in range(1, CARDS + 1):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self.window())
            shortcut.activated.connect(lambda number=number: self._take_by_key(number))
            self.destroyed.connect(shortcut.deleteLater)

    def _take_by_key(self, number: int) -> None:
        above: QWidget | None = self
        while above is not None and not isinstance(above, Page):
            above = above.parentWidget()
        if above is None or above.isVisible():
            self.take(number)


def _same_talk(one: SuggestionRequest, other: SuggestionRequest) -> bool:
    return one.conversation_id is not None and one.conversation_id == other.conversation_id
