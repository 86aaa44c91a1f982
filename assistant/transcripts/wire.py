"""Encodes conversations as JSON lists to leave the reading process, and checks them on arrival."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from assistant.transcripts.recognition.detected import Detected, detected_of
from assistant.transcripts.records import (
    ConversationRecord,
    MessageRecord,
    Removed,
    Role,
    Status,
)
from retrieval.documents import Event
from retrieval.documents import wire as documents_wire
from retrieval.documents.wire import Message, number, texts


def encode(event: Event | ConversationRecord | Detected) -> Message:
    """An event as a message."""
    if isinstance(event, Detected):
        return event.message()
    if not isinstance(event, ConversationRecord):
        return documents_wire.encode(event)
    return [
        "c", event.key, event.customer_name, event.customer_email, event.customer_id,
        event.subject, event.status, event.rating, event.rated_in_words, _iso(event.created_at),
        event.row, event.agent, event.labels, event.language,
        [
            [one.role, one.text, one.author, _iso(one.at),
             [[piece.kind, piece.text, piece.at] for piece in one.removed]]
            for one in event.messages
        ],
    ]  # fmt: skip


def decode(message: Message) -> Event | ConversationRecord | Detected:
    """The event of a message; raises ValueError or TypeError if the message is invalid."""
    if message[0] == "d":
        return detected_of(message)
    if message[0] != "c":
        return documents_wire.decode(message)
    (
        _, key, name, email, id_, subject, status, rating, worded, created, row, agent, labels,
        language, messages,
    ) = message  # fmt: skip
    texts(key, name, email, id_, subject, agent, language, *labels)
    if (rating is not None and type(rating) is not float) or type(worded) is not bool:
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
        rated_in_words=worded,
        created_at=_time(created),
        row=number(row),
        agent=agent,
        labels=tuple(labels),
        language=language,
    )


def _message(role: Any, text: Any, author: Any, at: Any, removed: Any) -> MessageRecord:
    texts(text, author)
    return MessageRecord(Role(role), text, author, _time(at), tuple(_piece(*p) for p in removed))


def _piece(kind: Any, text: Any, at: Any) -> Removed:
    texts(kind, text)
    return Removed(kind, text, number(at) or 0)


def _iso(time: datetime | None) -> str:
    return time.isoformat() if time is not None else ""


def _time(text: Any) -> datetime | None:
    texts(text)
    return datetime.fromisoformat(text) if text else None
