"""Writes conversations and their messages, for the API and for imports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from assistant.contracts import (
    Conversation,
    ConversationBody,
    ConversationChange,
    Message,
    MessageBody,
)
from assistant.store import articles, conversation_words, schema
from assistant.store.articles_read import not_found
from assistant.store.conversations_read import get, messages_of
from assistant.store.database import Transaction
from assistant.store.rows import chunks, reserve_ids, utc
from retrieval.language import detect_language

_T = schema.conversations
_M = schema.messages


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationDraft:
    """A conversation to be written, with its origin.

    If `lang` is "", the language is detected from the customer's messages.
    """

    body: ConversationBody
    lang: str = ""
    rating: int | None = None
    assignee_id: int | None = None
    source_id: int | None = None
    source_key: str | None = None
    source_digest: str | None = None


def create(transaction: Transaction, drafts: Sequence[ConversationDraft]) -> list[int]:
    """Write new conversations with their messages; return their ids in order.

    Raises:
        NotFoundError: A customer or assignee does not exist.
        InputError: A time cannot be represented in UTC.
    """
    if not drafts:
        return []
    for draft in drafts:
        _check_people(transaction, draft.body.customer_id, draft.assignee_id)
    ids = reserve_ids(transaction.connection, _T, len(drafts))
    transaction.execute(
        insert(_T),
        [_row(transaction, draft) | {"id": id_} for id_, draft in zip(ids, drafts, strict=True)],
    )
    for id_, draft in zip(ids, drafts, strict=True):
        _insert_messages(transaction, id_, draft.body.messages, first=0)
    conversation_words.rewrite(transaction.connection, ids)
    transaction.touch("conversations")
    return ids


def replace(transaction: Transaction, id_: int, draft: ConversationDraft) -> None:
    """Update an imported conversation to its present state in the source.

    Messages before the first changed one keep their ids, and so their annotations and solved
    replies.

    Raises:
        NotFoundError: There is no such conversation, customer or assignee.
        InputError: A time cannot be represented in UTC.
    """
    get(transaction.connection, id_)
    _check_people(transaction, draft.body.customer_id, draft.assignee_id)
    row = _row(transaction, draft)
    for name in ("assignee_id", "customer_id"):
        if row[name] is None:  # keep a value that a person has set since the last import
            del row[name]
    transaction.execute(update(_T).where(_T.c.id == id_).values(row))
    old = messages_of(transaction.connection, id_)
    new = draft.body.messages
    same = 0
    while same < min(len(old), len(new)) and _same(old[same], new[same]):
        same += 1
    _drop_messages(transaction, [message.id for message in old[same:]])
    _insert_messages(transaction, id_, new[same:], first=same)
    conversation_words.rewrite(transaction.connection, [id_])
    transaction.touch("conversations")


def change(transaction: Transaction, id_: int, wanted: ConversationChange) -> Conversation:
    """Change the fields that are given; None clears assignee, customer or rating.

    Raises:
        NotFoundError: There is no such conversation, customer or assignee.
    """
    get(transaction.connection, id_)
    values = wanted.model_dump(include=wanted.model_fields_set)
    for never_empty in ("subject", "status"):
        if values.get(never_empty, "") is None:
            del values[never_empty]
    _check_people(transaction, values.get("customer_id"), values.get("assignee_id"))
    if values:
        _touch(transaction, id_, values)
    return get(transaction.connection, id_)


def append(transaction: Transaction, id_: int, body: MessageBody) -> Message:
    """Add a message at the end.

    Raises:
        NotFoundError: There is no such conversation.
        InputError: Its time cannot be represented in UTC.
    """
    get(transaction.connection, id_)
    last = transaction.connection.scalar(
        select(func.max(_M.c.ordinal)).where(_M.c.conversation_id == id_)
    )
    _insert_messages(transaction, id_, [body], first=0 if last is None else last + 1)
    _touch(transaction, id_, {})
    return messages_of(transaction.connection, id_)[-1]


def remove(transaction: Transaction, id_: int) -> None:
    """Delete a conversation and the solved replies made from it (their history is kept).

    Raises:
        NotFoundError: There is no such conversation.
    """
    get(transaction.connection, id_)
    drop(transaction, [id_])
    transaction.audit("conversation.deleted", f"conversation {id_}")


def drop(transaction: Transaction, ids: Sequence[int]) -> int:
    """Delete conversations without writing an audit entry; return how many."""
    table = schema.articles
    for some in chunks(ids):
        made_of_them = transaction.connection.scalars(
            select(table.c.id).where(table.c.conversation_id.in_(some))
        ).all()
        articles.remove(transaction, made_of_them)
        conversation_words.remove(transaction.connection, some)
        # messages, annotations, drafts and feedback are deleted too (ON DELETE CASCADE)
        transaction.execute(delete(_T).where(_T.c.id.in_(some)))
        transaction.record_deletion("conversations", list(some))
    return len(ids)


# ---------------------------------------------------------------- helpers


def _row(transaction: Transaction, draft: ConversationDraft) -> dict[str, Any]:
    body = draft.body
    times = _times(body.messages, transaction.now)
    said = " ".join(m.text[:500] for m in body.messages if m.role == "customer")
    return {
        "customer_id": body.customer_id, "assignee_id": draft.assignee_id,
        "source_id": draft.source_id, "source_key": draft.source_key,
        "source_digest": draft.source_digest, "subject": body.subject, "status": body.status,
        "channel": body.channel, "rating": draft.rating,
        "lang": draft.lang or detect_language(said or body.subject).tag,
        "created_at": min(times, default=transaction.now),
        "updated_at": max(times, default=transaction.now), "change_seq": transaction.change_seq,
    }  # fmt: skip


def _insert_messages(
    transaction: Transaction, id_: int, bodies: Sequence[MessageBody], *, first: int
) -> None:
    if not bodies:
        return
    times = _times(bodies, transaction.now)
    transaction.execute(
        insert(_M),
        [
            {
                "conversation_id": id_, "ordinal": place, "role": body.role,
                "author": body.author, "text": body.text, "at": at,
                "actor_id": None if body.role == "customer" else transaction.actor.id,
                "change_seq": transaction.change_seq,
            }
            for place, (body, at) in enumerate(zip(bodies, times, strict=True), start=first)
        ],
    )  # fmt: skip


def _times(bodies: Sequence[MessageBody], now: datetime) -> list[datetime]:
    """Return the time of each message; one without a time gets that of the message before it."""
    at = next((body.at for body in bodies if body.at is not None), None)
    known = utc(at, now)
    times = []
    for body in bodies:
        known = utc(body.at, known)
        times.append(known)
    return times


def _drop_messages(transaction: Transaction, ids: Sequence[int]) -> None:
    """Delete messages, but detach articles and feedback, which would be deleted with them."""
    for some in chunks(ids):
        for table in (schema.articles, schema.feedback):
            transaction.execute(
                update(table)
                .where(table.c.message_id.in_(some))
                .values(message_id=None, change_seq=transaction.change_seq)
            )
        transaction.execute(delete(_M).where(_M.c.id.in_(some)))


def _same(old: Message, new: MessageBody) -> bool:
    return (old.role, old.text, old.author) == (new.role, new.text, new.author)


def _touch(transaction: Transaction, id_: int, values: dict[str, Any]) -> None:
    stamp = {"updated_at": transaction.now, "change_seq": transaction.change_seq}
    transaction.execute(update(_T).where(_T.c.id == id_).values(values | stamp))
    conversation_words.rewrite(transaction.connection, [id_])
    transaction.touch("conversations")


def _check_people(
    transaction: Transaction, customer_id: int | None, assignee_id: int | None
) -> None:
    for table, id_, what in (
        (schema.customers, customer_id, "customer"),
        (schema.actors, assignee_id, "actor"),
    ):
        if id_ is None:
            continue
        row = transaction.execute(select(table).where(table.c.id == id_)).first()
        if row is None or getattr(row, "disabled_at", None) is not None:
            raise not_found(f"{what} {id_}")
