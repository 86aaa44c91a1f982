"""Conversations on their way from the reading process: lists in JSON, checked on arrival."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from assistant.transcripts.records import ConversationRecord, MessageRecord, Role, Status
from retrieval.documents import Event
from retrieval.documents import wire as documents_wire
from retrieval.documents.wire import Message, number, texts


def encode(event: Event | ConversationRecord) -> Message:
    """An event as a message."""
    if not isinstance(event, ConversationRecord):
        return documents_wire.encode(event)
    return [
        "c", event.key, event.customer_name, event.customer_email, event.customer_id,
        event.subject, event.status, event.rating, _iso(event.created_at), event.row,
        [[one.role, one.text, one.author, _iso(one.at)] for one in event.messages],
    ]  # fmt: skip


def decode(message: Message) -> Event | ConversationRecord:
    """An event out of a message; raises ValueError or TypeError for what is none."""
    if message[0] != "c":
        return documents_wire.decode(message)
    _, key, name, email, id_, subject, status, rating, created, row, messages = message
    texts(key, name, email, id_, subject)
    if rating is not None and type(rating) is not float:
        raise TypeError
    return ConversationRecord(
        key=key,
        messages=tuple(_message(*one) for one in messages),
        customer_name=name,
        customer_email=email,
        customer_id=id_,
        subject=subject,
        status=Status(status),
        rating=rating,
        created_at=_time(created),
        row=number(row),
    )


def _message(role: Any, text: Any, author: Any, at: Any) -> MessageRecord:
    texts(text, author)
    return MessageRecord(Role(role), text, author, _time(at))


def _iso(time: datetime | None) -> str:
    return time.isoformat() if time is not None else ""


def _time(text: Any) -> datetime | None:
    texts(text)
    return datetime.fromisoformat(text) if text else None
