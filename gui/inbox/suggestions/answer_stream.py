"""A request for suggestions, whose events are combined once per frame."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from assistant import contracts
from gui.engine.api import Engine
from gui.engine.problems import unreadable
from gui.inbox.suggestions.event_frames import EventFrames

if TYPE_CHECKING:
    from pydantic import BaseModel

    from assistant.contracts import (
        ProblemDetails,
        Source,
        Suggestion,
        SuggestionRequest,
    )

Stage = Literal["asking", "done", "failed"]
_KINDS: Final = {
    "understood": "Understood",
    "sources": "Sources",
    "suggestion": "Suggestion",
    "done": "Done",
    "error": "ProblemDetails",
}
"""Event name → wire type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedAnswer:
    """State of an answer, as received so far.

    Attributes:
        language: Language of the customer, if recognised.
        cards: In the order of their numbers.
        sources: By article id, including those not certain enough for a card.
        seconds: Time from the request to the last event.
    """

    stage: Stage = "asking"
    language: str = ""
    abstained: bool = False
    cards: tuple[Suggestion, ...] = ()
    sources: dict[int, Source] = field(default_factory=dict)
    problem: ProblemDetails | None = None
    seconds: float = 0.0

    def source_of(self, suggestion: Suggestion) -> Source | None:
        """Return the source of a card, if it is known."""
        first = suggestion.sources[0].id if suggestion.sources else 0
        return self.sources.get(first)

    def says_the_same(self, other: ReceivedAnswer) -> bool:
        """Return whether the agent would see the same cards."""
        return self.abstained == other.abstained and [
            (card.kind, card.text, card.sources) for card in self.cards
        ] == [(card.kind, card.text, card.sources) for card in other.cards]


class AnswerStream(QObject):
    """Sends one request and combines its events; a child of its owner.

    Signals:
        changed: An `ReceivedAnswer`, at most once per frame, and once at the end.
    """

    changed = Signal(object)

    def __init__(self, engine: Engine, request: SuggestionRequest, owner: QObject) -> None:
        super().__init__(owner)
        self.answered = ReceivedAnswer()
        self._clock = QElapsedTimer()
        self._clock.start()
        self._events = EventFrames(engine.suggest(request, self), _KINDS, self)
        self._events.told.connect(self._on_events)
        self._events.failed.connect(self._fail)
        self._events.ended.connect(self._on_ended)

    def close(self) -> None:
        """Abort the request; no further signals are emitted."""
        self._events.close()
        self.deleteLater()

    def _on_events(self, events: list[BaseModel]) -> None:
        answered = self.answered
        for event in events:
            answered = self._with(answered, event)
        self._tell(answered)

    def _on_ended(self) -> None:
        self._fail(unreadable())  # ended without `done`, which violates the protocol

    def _fail(self, problem: ProblemDetails) -> None:
        if self.answered.stage == "asking":
            self._tell(replace(self.answered, stage="failed", problem=problem))

    def _with(self, answered: ReceivedAnswer, event: BaseModel) -> ReceivedAnswer:
        seconds = self._clock.elapsed() / 1000
        if isinstance(event, contracts.Understood):
            return replace(answered, language=event.language)
        if isinstance(event, contracts.Sources):
            sources = {source.id: source for source in event.items}
            return replace(answered, sources=sources, abstained=event.abstained)
        if isinstance(event, contracts.Suggestion):
            others = [card for card in answered.cards if card.card != event.card]
            cards = sorted([*others, event], key=lambda card: card.card)
            return replace(answered, cards=tuple(cards), seconds=seconds)
        if isinstance(event, contracts.Done):
            return replace(answered, stage="done", abstained=event.abstained, seconds=seconds)
        assert isinstance(event, contracts.ProblemDetails)  # noqa: S101 - the last of `_KINDS`
        return replace(answered, stage="failed", problem=event)

    def _tell(self, answered: ReceivedAnswer) -> None:
        self.answered = answered
        self.changed.emit(answered)
