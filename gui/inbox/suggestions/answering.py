"""One question on its way: the engine's events, put together once per frame."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from assistant import contracts
from gui.engine.api import Engine
from gui.engine.problems import unreadable

if TYPE_CHECKING:
    from pydantic import BaseModel

    from assistant.contracts import (
        ProblemDetails,
        Source,
        Suggestion,
        SuggestionRequest,
    )

FRAME_MS: Final = 16
"""However fast events come, the window paints once in this time."""

Stage = Literal["asking", "done", "failed"]
_KINDS: Final = {
    "understood": "Understood",
    "sources": "Sources",
    "suggestion": "Suggestion",
    "done": "Done",
    "error": "ProblemDetails",
}
"""Event → its wire type, which is made when the first one comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What is known of an answer so far.

    Attributes:
        language: The customer's, when it was recognised.
        cards: In the order of their numbers.
        sources: By the article's id; also those too unsure to be a card.
        seconds: From asking to the last event.
    """

    stage: Stage = "asking"
    language: str = ""
    abstained: bool = False
    cards: tuple[Suggestion, ...] = ()
    sources: dict[int, Source] = field(default_factory=dict)
    problem: ProblemDetails | None = None
    seconds: float = 0.0

    def source_of(self, suggestion: Suggestion) -> Source | None:
        """What is known of the entry a card comes from."""
        first = suggestion.sources[0].id if suggestion.sources else 0
        return self.sources.get(first)

    def says_the_same(self, other: Answered) -> bool:
        """Whether an agent would see the same cards."""
        return self.abstained == other.abstained and [
            (card.kind, card.text, card.sources) for card in self.cards
        ] == [(card.kind, card.text, card.sources) for card in other.cards]


class Answering(QObject):
    """Asks once and puts the events together; dies with its owner.

    Signals:
        changed: An `Answered`, at most once per frame, and once at the end.
    """

    changed = Signal(object)

    def __init__(self, engine: Engine, request: SuggestionRequest, owner: QObject) -> None:
        super().__init__(owner)
        self.answered = Answered()
        self._waiting: list[tuple[str, bytes]] = []
        self._clock = QElapsedTimer()
        self._clock.start()
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setInterval(FRAME_MS)
        self._frame.timeout.connect(self._flush)
        self._stream = engine.suggest(request, self)
        self._stream.happened.connect(self._on_event)
        self._stream.failed.connect(self._on_failed)
        self._stream.ended.connect(self._on_ended)

    def close(self) -> None:
        """Ask no further; nothing more is told."""
        self._frame.stop()
        self._stream.close()
        self.deleteLater()

    def _on_event(self, name: str, data: bytes) -> None:
        self._waiting.append((name, data))
        if not self._frame.isActive():
            self._frame.start()

    def _on_failed(self, problem: ProblemDetails) -> None:
        self._flush()
        if self.answered.stage == "asking":
            self._tell(replace(self.answered, stage="failed", problem=problem))

    def _on_ended(self) -> None:
        self._flush()
        if self.answered.stage == "asking":  # it ended without `done`: not what was agreed
            self._tell(replace(self.answered, stage="failed", problem=unreadable()))

    def _flush(self) -> None:
        self._frame.stop()
        waiting, self._waiting = self._waiting, []
        answered = self.answered
        for name, data in waiting:
            if name not in _KINDS:
                continue  # of a later engine
            try:
                kind: type[BaseModel] = getattr(contracts, _KINDS[name])
                answered = self._with(answered, kind.model_validate_json(data))
            except ValueError:  # pydantic's
                answered = replace(answered, stage="failed", problem=unreadable())
        if answered is not self.answered:
            self._tell(answered)

    def _with(self, answered: Answered, event: BaseModel) -> Answered:
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

    def _tell(self, answered: Answered) -> None:
        self.answered = answered
        self.changed.emit(answered)
