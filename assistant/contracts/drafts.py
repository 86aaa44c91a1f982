"""A reply being written: the events of one draft, and the models that can write one."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assistant.contracts.base import Id, Lang, Long, Reply, Wire
from assistant.contracts.suggestions import SourceRef, Turn

DraftStyle = Literal["", "shorter", "warmer", "formal"]
DraftKind = Literal["composed", "generated"]
Support = Literal["supported", "unsupported", "none"]


class ReplyRequest(Wire):
    """A reply to be written: to a conversation in the store, or to a text with what was before."""

    conversation_id: Id | None = None
    text: Long = ""
    context: list[Turn] = Field(default=[], max_length=200)
    lang: Lang = ""
    articles: list[Id] = Field(default=[], max_length=8)
    """Write from these, the most useful first; none: from what the search finds."""
    style: DraftStyle = ""
    reply_lang: Lang = ""
    """Write in this language: from entries in it, where there are any that answer; "" in that of
    the entries. `lang` is only what the message is in."""
    seed: int = Field(default=0, ge=0, le=2**31)
    """Another one gives another draft, the same one the same: other phrases, or other words of the
    model; 0 takes the first phrases and the likeliest words."""
    writer: Literal["", "composed", "generated"] = ""
    """Who writes; "" as it is set. Where there is no model that could, a draft that should be
    generated is composed, after a `fallback`."""


class DraftBegun(Reply):
    """A draft begins: who writes it, on what, and from which articles.

    After a fallback another one follows, and the text before it is void.
    """

    type: Literal["draft"] = "draft"
    kind: DraftKind
    model: str = ""
    backend: str = ""
    device: str = ""
    sources: list[SourceRef] = Field(default_factory=list)


class DraftWaiting(Reply):
    """Nothing to show yet: another draft is being written, the model loads, or the prompt is read
    (`done` of `total` tokens)."""

    type: Literal["waiting"] = "waiting"
    reason: Literal["turn", "loading", "reading"]
    done: int = 0
    total: int = 0


class DraftText(Reply):
    """More of the draft's text."""

    type: Literal["text"] = "text"
    text: str
    tokens: int = 0
    """Written so far; 0 where nobody counts them."""


class DraftEvidence(Reply):
    """A finished sentence of the draft, judged.

    `start` and `end` count characters (Unicode code points) of the draft's whole text. `support` is
    `none` for what needs no source: a greeting, an apology, a question.
    """

    type: Literal["evidence"] = "evidence"
    start: int
    end: int
    support: Support
    source: int | None = None
    """The article that supports it."""
    quote: str = ""
    """The sentence of the source that says so."""
    reason: str = ""
    """Why it is not supported: a stable word such as `number`, `negation`, `nothing-found`."""


class DraftFallback(Reply):
    """The model that was asked for could not write it; what wrote instead, told once."""

    type: Literal["fallback"] = "fallback"
    code: str
    from_backend: str
    to_backend: str
    detail: str = ""


class DraftDone(Reply):
    """The draft is finished: `reason` tells why it ended."""

    type: Literal["draft-done"] = "draft-done"
    reason: Literal["finished", "length", "cancelled", "nothing-found", "off", "failed"]
    tokens: int = 0
    tokens_per_second: float = 0
    first_token_ms: float = 0
    dropped_passages: int = 0
    dropped_turns: int = 0
    left_out: int = 0
    """Sources of which something was left out: it reads like an instruction to a machine."""
    other_lang: bool = False
    """It is not in the language that was asked for: no entry that answers is, or the model that
    wrote cannot."""
    code: str = ""
    """Of the problem, when it failed."""


DraftEvent = DraftBegun | DraftWaiting | DraftText | DraftEvidence | DraftFallback | DraftDone


class WrittenReply(Reply):
    """A whole draft as one value: what `draft --json` prints."""

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
    """A dialogue model on the shelf."""

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
    """Codes of what keeps it from being used."""
    notes: list[str] = Field(default_factory=list)
    created_at: str = ""


class ModelStatus(Reply):
    """Who writes drafts now, and how it is."""

    state: Literal["off", "loading", "ready", "busy", "failed"]
    model: str = ""
    backend: str = ""
    device: str = ""
    memory_bytes: int = 0
    fallback: DraftFallback | None = None
    code: str = ""
    drafts: Literal["auto", "composed", "off"] = "auto"
    """Who writes, as it is set."""
    on_request: str = ""
    """Id of a model that can be asked for a draft, where drafts are composed otherwise."""
