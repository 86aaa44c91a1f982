"""Types for drafts: the request, its stream of events, and the models that write drafts."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assistant.contracts.base import Id, Lang, Long, Reply, Wire
from assistant.contracts.suggestions import SourceRef, Turn

DraftStyle = Literal["", "shorter", "warmer", "formal"]
DraftKind = Literal["composed", "generated"]
Support = Literal["supported", "unsupported", "none"]


class ReplyRequest(Wire):
    """A request for a draft reply: to a stored conversation, or to a text with its context."""

    conversation_id: Id | None = None
    text: Long = ""
    context: list[Turn] = Field(default=[], max_length=200)
    lang: Lang = ""
    articles: list[Id] = Field(default=[], max_length=8)
    """Ids of the articles to write from, most useful first; if empty, those the search finds."""
    style: DraftStyle = ""
    reply_lang: Lang = ""
    """Language to write in: from entries in that language, if any of them answers; "" means the
    language of the entries. `lang` is the language of the message."""
    seed: int = Field(default=0, ge=0, le=2**31)
    """Random seed: the same seed gives the same draft, another seed other phrases or other words of
    the model. 0 takes the first phrases and the model's most probable words."""
    writer: Literal["", "composed", "generated"] = ""
    """Who writes; "" means the configured writer. If no model is available for "generated", the
    draft is composed, after a `fallback`."""


class DraftBegun(Reply):
    """Start of a draft: who writes it, on which backend and device, and from which articles.

    After a fallback a second one follows, and the text before it is discarded.
    """

    type: Literal["draft"] = "draft"
    kind: DraftKind
    model: str = ""
    backend: str = ""
    device: str = ""
    sources: list[SourceRef] = Field(default_factory=list)


class DraftWaiting(Reply):
    """No text yet: another draft is being written (`turn`), the model is being loaded, or the
    prompt is being read (`done` of `total` tokens)."""

    type: Literal["waiting"] = "waiting"
    reason: Literal["turn", "loading", "reading"]
    done: int = 0
    total: int = 0


class DraftText(Reply):
    """The next piece of the draft's text."""

    type: Literal["text"] = "text"
    text: str
    tokens: int = 0
    """Number of tokens written so far; 0 if unknown."""


class DraftEvidence(Reply):
    """The judgement of one finished sentence of the draft.

    `start` and `end` are offsets in the draft's whole text, in Unicode code points. `support` is
    `none` for a sentence that needs no source: a greeting, an apology, a question.
    """

    type: Literal["evidence"] = "evidence"
    start: int
    end: int
    support: Support
    source: int | None = None
    """Id of the article that supports it."""
    quote: str = ""
    """The supporting sentence of the source."""
    reason: str = ""
    """Why it is not supported: a stable word such as `number`, `negation`, `nothing-found`."""


class DraftFallback(Reply):
    """The requested model could not write the draft, and another writer takes over. Sent once."""

    type: Literal["fallback"] = "fallback"
    code: str
    from_backend: str
    to_backend: str
    detail: str = ""


class DraftDone(Reply):
    """End of a draft; `reason` tells why it ended."""

    type: Literal["draft-done"] = "draft-done"
    reason: Literal["finished", "length", "cancelled", "nothing-found", "off", "failed"]
    tokens: int = 0
    tokens_per_second: float = 0
    first_token_ms: float = 0
    dropped_passages: int = 0
    dropped_turns: int = 0
    left_out: int = 0
    """Number of sources from which text was left out, because it reads like an instruction to a
    machine (prompt injection)."""
    other_lang: bool = False
    """Whether it is not in the requested language, because no entry in that language answers, or
    because the model cannot write it."""
    code: str = ""
    """Code of the error, if it failed."""


DraftEvent = DraftBegun | DraftWaiting | DraftText | DraftEvidence | DraftFallback | DraftDone


class WrittenReply(Reply):
    """A complete draft as one value, as `draft --json` prints it."""

    text: str
    kind: DraftKind | Literal[""]
    model: str = ""
    backend: str = ""
    device: str = ""
    sources: list[SourceRef] = Field(default_factory=list)
    evidence: list[DraftEvidence] = Field(default_factory=list)
    fallbacks: list[DraftFallback] = Field(default_factory=list)
    done: DraftDone


class ModelInfo(Reply):
    """An installed dialogue model."""

    id: str
    name: str
    architecture: str
    parameters: int
    context_tokens: int
    rendering: Literal["own", "chat", "remote"]
    formats: list[str] = Field(default_factory=list)
    size_bytes: int = 0
    licence: str = ""
    active: bool = False
    problems: list[str] = Field(default_factory=list)
    """Codes of the problems that prevent its use."""
    notes: list[str] = Field(default_factory=list)
    created_at: str = ""


class ModelStatus(Reply):
    """Which model writes drafts now, and its state."""

    state: Literal["off", "loading", "ready", "busy", "failed"]
    model: str = ""
    backend: str = ""
    device: str = ""
    memory_bytes: int = 0
    fallback: DraftFallback | None = None
    code: str = ""
    drafts: Literal["auto", "composed", "off"] = "auto"
    """The setting `drafts`."""
    on_request: str = ""
    """Id of a model that writes only on request, while drafts are composed by default."""
