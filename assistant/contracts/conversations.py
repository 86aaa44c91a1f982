"""Customers and their conversations."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from assistant.contracts.base import (
    ConversationStatus,
    Filled,
    Id,
    Long,
    MessageRole,
    Reply,
    Short,
    Sourced,
    Wire,
)


class Identifier(Wire):
    """What tells one customer from another."""

    kind: Literal["email", "phone", "number", "name"]
    value: Annotated[str, StringConstraints(min_length=1, max_length=320, strip_whitespace=True)]


class CustomerBody(Wire):
    name: Short = ""
    notes: Long = ""
    identifiers: list[Identifier] = Field(default=[], max_length=50)


class Customer(Reply):
    id: int
    name: str
    notes: str
    identifiers: list[Identifier]
    conversations: int
    created_at: datetime
    updated_at: datetime


class CustomerPage(Reply):
    items: list[Customer]
    total: int
    next: int | None = None


class MessageBody(Wire):
    role: MessageRole
    text: Filled
    author: Short = ""
    at: datetime | None = None


class Message(Reply):
    id: int
    role: MessageRole
    author: str
    text: str
    at: datetime


class ConversationBody(Wire):
    subject: Short = ""
    customer_id: Id | None = None
    status: ConversationStatus = "open"
    channel: Short = ""
    messages: list[MessageBody] = Field(default=[], max_length=1000)


class ConversationChange(Wire):
    """Only the fields that are given change."""

    subject: Short | None = None
    status: ConversationStatus | None = None
    assignee_id: Id | None = None
    customer_id: Id | None = None
    rating: int | None = Field(default=None, ge=1, le=5)


class Conversation(Sourced):
    id: int
    subject: str
    status: ConversationStatus
    channel: str
    lang: str
    customer_id: int | None
    customer_name: str
    assignee_id: int | None
    rating: int | None
    created_at: datetime
    updated_at: datetime
    message_count: int
    preview: str = ""
    """The beginning of the last message."""


class ConversationPage(Reply):
    items: list[Conversation]
    total: int
    next: int | None = None


class ConversationWithMessages(Conversation):
    messages: list[Message]


class Draft(Reply):
    """What an agent has typed and not sent yet. Each agent has one a conversation."""

    text: str
    taken: int | None = None
    """Article the text was taken from, if any."""
    updated_at: datetime


class DraftBody(Wire):
    """Empty text removes the draft."""

    text: Long
    taken: Id | None = None


class SplitRequest(Wire):
    """A chat as it was copied from somewhere."""

    text: Filled


class SplitChat(Reply):
    """The turns a copied chat was split into; one turn of the customer where none are seen."""

    messages: list[MessageBody]
    certain: bool
    """Whether who said what was written there, or is guessed."""
