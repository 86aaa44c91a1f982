"""Types for customers and their conversations."""

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
    """An identifier of a customer, such as an e-mail address."""

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
    """New values of a conversation; fields that are not given stay unchanged."""

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
    """Text that an agent has typed but not sent. Each agent has one draft per conversation."""

    text: str
    taken: int | None = None
    """Id of the article from which the text was taken, if any."""
    updated_at: datetime


class DraftBody(Wire):
    """New text of a draft; an empty text removes the draft."""

    text: Long
    taken: Id | None = None


class SplitRequest(Wire):
    """The copied text of a chat, to be split into turns."""

    text: Filled


class SplitChat(Reply):
    """The turns of a copied chat; a single turn of the customer if none are recognized."""

    messages: list[MessageBody]
    certain: bool
    """Whether the text itself says who wrote each turn; otherwise the roles are guessed."""
