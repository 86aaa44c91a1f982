"""Conversations as they come out of an export, before they enter the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """Who wrote a message."""

    CUSTOMER = "customer"
    AGENT = "agent"
    NOTE = "note"
    """An internal note, or a line of the program's own: never shown to a customer, never learnt
    from."""
    BOT = "bot"
    """An automatic message to the customer: never learnt from."""


class Status(StrEnum):
    """Where a conversation stands, as far as the export says."""

    SOLVED = "solved"
    OPEN = "open"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece that the reader left out of a message.

    `kind` is `quote`, `signature`, `greeting` or `markup` (whose text is empty: its words stayed).
    `at` is where in the message's text the piece belongs.
    """

    kind: str
    text: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class MessageRecord:
    """One message. `at` is in UTC, None where the export gives no time that is clear."""

    role: Role
    text: str
    author: str = ""
    at: datetime | None = None
    removed: tuple[Removed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRecord:
    """One conversation, its messages in order of time.

    `key` is its identity inside the file: the export's own id, else derived from the customer
    and the first message. `rating` is on the export's own scale; words like "good" and "bad" and
    thumbs count as 5 and 1 whatever that is, and are `rated_in_words`. `row` is where it begins in
    the file. `agent` is who answered most, or to whom the export assigns it. `labels` are the
    export's tags, topics or intents, and `language` what the export says or else what the
    customer's words look like ("" for unknown).
    """

    key: str
    messages: tuple[MessageRecord, ...]
    customer_name: str = ""
    customer_email: str = ""
    customer_id: str = ""
    subject: str = ""
    status: Status = Status.UNKNOWN
    rating: float | None = None
    rated_in_words: bool = False
    created_at: datetime | None = None
    row: int | None = None
    agent: str = ""
    labels: tuple[str, ...] = ()
    language: str = ""


def restored(message: MessageRecord) -> str:
    """The message's text with everything back that the reader left out of it."""
    text = message.text
    for piece in reversed(message.removed):
        text = text[: piece.at] + piece.text + text[piece.at :]
    return text
