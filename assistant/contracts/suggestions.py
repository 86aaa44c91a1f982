"""Answers, and what an agent did with them."""

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
    """Either a conversation in the store, or a text with what was said before."""

    conversation_id: Id | None = None
    text: Long = ""
    context: list[Turn] = Field(default=[], max_length=200)
    lang: Lang = ""
    limit: int = Field(default=3, ge=1, le=10)


class Understood(Reply):
    """What the engine made of the message."""

    language: str
    language_confidence: float
    intent: str = ""
    """What it is about, by the company's own labels; empty where none fits or none were learnt."""
    intent_confidence: float = 0.0
    mood: Literal["neutral", "angry", "worried", "sad", "thankful"] = "neutral"


class Source(Sourced):
    """One place the answer comes from."""

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
    """Near-duplicates folded into this one."""


class Sources(Reply):
    items: list[Source]
    abstained: bool


class SourceRef(Reply):
    id: int
    title: str


class Mark(Reply):
    """A stretch of a text, in code points from its start: `text[start:end]`."""

    start: int
    end: int


RIVAL: Final = 0.2
"""Confidence from which an entry below the floor has a card beside one above it: where the best is
not sure, one of these may be the right one; where it is, they have far less."""


class Suggestion(Reply):
    """A card: a text the agent can use now, and where it comes from."""

    card: int
    kind: Literal["verified", "passage", "solved", "draft"]
    """`draft` comes back as feedback only: drafts have a stream of their own."""
    text: str
    confidence: float
    sources: list[SourceRef]
    marks: list[Mark] = []
    """The words of `text` that the customer used too."""


class Done(Reply):
    abstained: bool
    timings_ms: dict[str, float]


class Answer(Reply):
    """The whole stream at once: what `ask --json` prints."""

    language: str
    abstained: bool
    suggestions: list[Suggestion]
    timings_ms: dict[str, float]


class SearchResults(Reply):
    """Ranked entries for a query, without judging whether they are good enough."""

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
