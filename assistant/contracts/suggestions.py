"""Types for suggestions, search results and feedback."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from assistant.contracts.articles import Locator
from assistant.contracts.base import ArticleKind, Id, Lang, Long, MessageRole, Reply, Sourced, Wire


class Turn(Wire):
    role: MessageRole
    text: Long


class SuggestionRequest(Wire):
    """A request for suggestions: for a stored conversation, or for a text with its context."""

    conversation_id: Id | None = None
    text: Long = ""
    context: list[Turn] = Field(default=[], max_length=200)
    lang: Lang = ""
    limit: int = Field(default=3, ge=1, le=10)


class Understood(Reply):
    """The language, intent and mood that the engine recognized in the message."""

    language: str
    language_confidence: float
    intent: str = ""
    """The company's own label for it; empty if none fits or no labels were learnt."""
    intent_confidence: float = 0.0
    mood: Literal["neutral", "angry", "worried", "sad", "thankful"] = "neutral"


class Source(Sourced):
    """An entry that an answer comes from."""

    id: int
    kind: ArticleKind
    title: str
    question: str = ""
    confidence: float
    locator: Locator = Locator()
    updated_at: datetime
    last_used_at: datetime | None = None
    use_count: int = 0
    same_as: list[int] = []
    """Ids of near-duplicates folded into this entry."""


class Sources(Reply):
    items: list[Source]
    abstained: bool


class SourceRef(Reply):
    id: int
    title: str


class Mark(Reply):
    """A range of a text, `text[start:end]`, in Unicode code points."""

    start: int
    end: int


RIVAL: Final = 0.2
"""Minimum confidence of an entry below the floor to be shown as a card beside one above it. If the
best entry is not certain, such a rival may be the right one; if it is, rivals have far less."""


class Suggestion(Reply):
    """A card: a text that the agent can use at once, with its sources."""

    card: int
    kind: Literal["verified", "passage", "solved", "draft"]
    """`draft` occurs only in feedback, as drafts have a stream of their own."""
    text: str
    confidence: float
    sources: list[SourceRef]
    marks: list[Mark] = []
    """The words of `text` that the customer also used."""


class Done(Reply):
    abstained: bool
    timings_ms: dict[str, float]


class Answer(Reply):
    """All events of a suggestion stream as one value, as `ask --json` prints it."""

    language: str
    abstained: bool
    suggestions: list[Suggestion]
    timings_ms: dict[str, float]


class SearchResults(Reply):
    """Ranked entries for a query, without a confidence threshold."""

    language: str
    abstained: bool
    items: list[Source]
    timings_ms: dict[str, float]


class FeedbackBody(Wire):
    """What the agent did with a suggestion."""

    action: Literal["copied", "edited", "rejected", "sent", "up", "down"]
    conversation_id: Id | None = None
    message_id: Id | None = None
    article_id: Id | None = None
    suggestion: Suggestion | None = None
    final_text: Long = ""
    reason: Annotated[str, StringConstraints(max_length=2000)] = ""


class Feedback(Reply):
    id: int
    at: datetime
    action: str
    article_id: int | None


class FeedbackPage(Reply):
    items: list[Feedback]
    total: int
    next: int | None = None
