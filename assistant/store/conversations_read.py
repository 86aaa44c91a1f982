"""Reads conversations: single ones, pages of them, and their messages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, column, func, select, table, text

from assistant.contracts import (
    Conversation,
    ConversationPage,
    ConversationStatus,
    ConversationWithMessages,
    Message,
)
from assistant.store import conversation_words, schema
from assistant.store.articles_read import not_found
from assistant.store.rows import chunks, imported, imported_keys

_T = schema.conversations
_M = schema.messages
_S = schema.sources
_PREVIEW = 200
_WORDS = table("conversation_words", column("rowid", Integer))
_MATCH = text("conversation_words MATCH :words")


def get(connection: Connection, id_: int) -> Conversation:
    """Return one conversation, without its messages.

    Raises:
        NotFoundError: There is no conversation with this id.
    """
    found = _read(connection, [id_])
    if not found:
        raise not_found(f"conversation {id_}")
    return found[0]


def with_messages(connection: Connection, id_: int) -> ConversationWithMessages:
    """Return one conversation with all its messages in order.

    Raises:
        NotFoundError: There is no conversation with this id.
    """
    conversation = get(connection, id_)
    return ConversationWithMessages(
        **conversation.model_dump(), messages=messages_of(connection, id_)
    )


def messages_of(connection: Connection, id_: int) -> list[Message]:
    """Return the messages of a conversation in order."""
    rows = connection.execute(select(_M).where(_M.c.conversation_id == id_).order_by(_M.c.ordinal))
    return [
        Message(id=row.id, role=row.role, author=row.author, text=row.text, at=row.at)
        for row in rows
    ]


def listed(
    connection: Connection,
    *,
    q: str = "",
    status: ConversationStatus | None = None,
    assignee_id: int | None = None,
    customer_id: int | None = None,
    cursor: int | None = None,
    limit: int = 50,
) -> ConversationPage:
    """Return a page of conversations, newest first.

    They are ordered by id, so that a change does not move a conversation to another page.

    Args:
        connection: A connection to the store.
        q: Words that must all occur in the subject, the messages or the customer's name; the last
            may be incomplete.
        status: Only conversations with this status.
        assignee_id: Only those of this agent.
        customer_id: Only those of this customer.
        cursor: The id below which to continue (`next` of the page before).
        limit: Maximum number of items on the page.
    """
    wanted = {"status": status, "assignee_id": assignee_id, "customer_id": customer_id}
    matching: list[Any] = [_T.c[name] == v for name, v in wanted.items() if v is not None]
    id_: ColumnElement[int] = _T.c.id
    if q.strip():
        words = conversation_words.query_of(q)
        if not words:
            return ConversationPage(items=[], total=0)
        id_ = _WORDS.c.rowid  # sorts in the full-text index's own order
        matching = [_MATCH.bindparams(words=words), *([_T.c.id == id_] if matching else []),
                    *matching]  # fmt: skip
    total = connection.scalar(select(func.count(id_)).where(*matching)) or 0
    below = [*matching, id_ < cursor] if cursor is not None else matching
    ids = connection.scalars(select(id_).where(*below).order_by(id_.desc()).limit(limit + 1)).all()
    more = ids[limit - 1] if len(ids) > limit else None
    return ConversationPage(items=_read(connection, ids[:limit]), total=total, next=more)


def by_source_key(
    connection: Connection, source_id: int, keys: Iterable[str]
) -> dict[str, tuple[int, str]]:
    """Map keys in a source to the id and digest of the conversation imported from each."""
    return imported(connection, _T, source_id, keys)


def source_keys(connection: Connection, source_id: int) -> set[str]:
    """Return the keys of all conversations imported from a source that still exist."""
    return imported_keys(connection, _T, source_id)


def _read(connection: Connection, ids: Sequence[int]) -> list[Conversation]:
    """Return the conversations with these ids, in the order of the ids."""
    rows: dict[int, Any] = {}
    counts: dict[int, int] = {}
    previews: dict[int, str] = {}
    for some in chunks(ids):
        customer = schema.customers
        statement = (
            select(_T, customer.c.name.label("customer_name"), _S.c.name.label("source"))
            .join(customer, customer.c.id == _T.c.customer_id, isouter=True)
            .join(_S, _S.c.id == _T.c.source_id, isouter=True)
            .where(_T.c.id.in_(some))
        )
        rows |= {row.id: row for row in connection.execute(statement)}
        # with max(), SQLite takes the other columns from the row that has the maximum
        last = select(
            _M.c.conversation_id, func.count().label("message_count"), func.max(_M.c.ordinal),
            func.substr(_M.c.text, 1, _PREVIEW).label("preview"),
        ).where(_M.c.conversation_id.in_(some)).group_by(_M.c.conversation_id)  # fmt: skip
        for row in connection.execute(last):
            counts[row.conversation_id] = row.message_count
            previews[row.conversation_id] = row.preview
    fields = set(Conversation.model_fields) - {
        "customer_name",
        "message_count",
        "preview",
        "source",
    }
    return [
        Conversation(
            **{name: getattr(row, name) for name in fields},
            customer_name=row.customer_name or "",
            message_count=counts.get(row.id, 0),
            preview=previews.get(row.id, ""),
            source=row.source or "",
        )
        for row in (rows[id_] for id_ in ids if id_ in rows)
    ]
