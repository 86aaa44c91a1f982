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
    """An internal note: never shown to a customer, never learnt from."""


class Status(StrEnum):
    """Where a conversation stands, as far as the export says."""

    SOLVED = "solved"
    OPEN = "open"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class MessageRecord:
    """One message. `at` is in UTC, None where the export gives no time that is clear."""

    role: Role
    text: str
    author: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRecord:
    """One conversation, its messages in order of time.

    `key` is its identity inside the file: the export's own id, else derived from the customer
    and the first message. `rating` is on the export's own scale; words like "good" and "bad"
    count as 5 and 1. `row` is where it begins in the file.
    """

    key: str
    messages: tuple[MessageRecord, ...]
    customer_name: str = ""
    customer_email: str = ""
    customer_id: str = ""
    subject: str = ""
    status: Status = Status.UNKNOWN
    rating: float | None = None
    created_at: datetime | None = None
    row: int | None = None
