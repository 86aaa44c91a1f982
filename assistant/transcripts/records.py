"""Conversations as read from an export, before they are stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """Who wrote a message."""

    CUSTOMER = "customer"
    AGENT = "agent"
    NOTE = "note"
    """An internal note or a system message: never shown to a customer, never used for training."""
    BOT = "bot"
    """An automatic message to the customer: never used for training."""


class Status(StrEnum):
    """The state of a conversation, as far as the export says."""

    SOLVED = "solved"
    OPEN = "open"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece that was cut out of a message.

    `kind` is `quote`, `signature`, `greeting` or `markup` (with an empty text, as only tags were
    removed). `at` is the offset in the message's text where the piece belongs.
    """

    kind: str
    text: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class MessageRecord:
    """One message. `at` is in UTC; None if the export gives no unambiguous time."""

    role: Role
    text: str
    author: str = ""
    at: datetime | None = None
    removed: tuple[Removed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRecord:
    """One conversation, with its messages in chronological order.

    `key` identifies it inside the file: the export's id, else a value derived from the customer
    and the first message. `rating` is on the export's own scale; words such as "good" and "bad" and
    thumbs are stored as 5 and 1 regardless of the scale, and marked as `rated_in_words`. `row` is
    where it begins in the file. `agent` is the export's assignee, else the most frequent agent.
    `labels` are the export's tags, topics or intents, and `language` is the export's, else detected
    from the customer's messages ("" for unknown).
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
    """The message's text with all pieces that were cut out put back."""
    text = message.text
    for piece in reversed(message.removed):
        text = text[: piece.at] + piece.text + text[piece.at :]
    return text
