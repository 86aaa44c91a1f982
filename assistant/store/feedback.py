"""Stores feedback: what agents did with suggestions."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, func, insert, select

from assistant.contracts import Feedback, FeedbackBody, FeedbackPage
from assistant.store import articles, schema
from assistant.store.articles_read import not_found
from assistant.store.database import Transaction

_T = schema.feedback
_USED = frozenset({"copied", "edited", "sent"})
_ONE_USE = timedelta(hours=1)
"""Period in which repeated uses of an article in one conversation (copied, sent) count once."""


def create(transaction: Transaction, body: FeedbackBody) -> Feedback:
    """Store feedback, and count a use of the article if its text was used.

    Raises:
        NotFoundError: The conversation, message or article does not exist.
    """
    for table, id_, what in (
        (schema.conversations, body.conversation_id, "conversation"),
        (schema.messages, body.message_id, "message"),
        (schema.articles, body.article_id, "article"),
    ):
        found = select(table.c.id).where(table.c.id == id_)
        if id_ is not None and transaction.connection.scalar(found) is None:
            raise not_found(f"{what} {id_}")
    uses = body.article_id is not None and body.action in _USED and not _used(transaction, body)
    id_ = transaction.connection.scalar(
        insert(_T)
        .values(
            at=transaction.now, actor_id=transaction.actor.id, action=body.action,
            conversation_id=body.conversation_id, message_id=body.message_id,
            article_id=body.article_id, final_text=body.final_text, reason=body.reason,
            suggestion=body.suggestion.model_dump() if body.suggestion else {},
            change_seq=transaction.change_seq,
        )
        .returning(_T.c.id)
    )  # fmt: skip
    if uses and body.article_id is not None:
        articles.record_use(transaction, body.article_id)
    transaction.touch("feedback")
    return Feedback(id=id_ or 0, at=transaction.now, action=body.action, article_id=body.article_id)


def _used(transaction: Transaction, body: FeedbackBody) -> bool:
    """Whether this agent used the article in this conversation within `_ONE_USE`."""
    if body.conversation_id is None:
        return False
    before = select(_T.c.id).where(
        _T.c.article_id == body.article_id,
        _T.c.conversation_id == body.conversation_id,
        _T.c.actor_id == transaction.actor.id,
        _T.c.action.in_(_USED),
        _T.c.at > transaction.now - _ONE_USE,
    )
    return transaction.connection.scalar(before.limit(1)) is not None


def listed(
    connection: Connection,
    *,
    article_id: int | None = None,
    conversation_id: int | None = None,
    cursor: int | None = None,
    limit: int = 50,
) -> FeedbackPage:
    """Return a page, newest first; `cursor` is the id below which to continue."""
    wanted = {"article_id": article_id, "conversation_id": conversation_id}
    matching = [_T.c[name] == value for name, value in wanted.items() if value is not None]
    total = connection.scalar(select(func.count()).select_from(_T).where(*matching)) or 0
    below = [*matching, _T.c.id < cursor] if cursor is not None else matching
    rows = connection.execute(
        select(_T.c.id, _T.c.at, _T.c.action, _T.c.article_id)
        .where(*below)
        .order_by(_T.c.id.desc())
        .limit(limit + 1)
    ).all()
    items = [
        Feedback(id=row.id, at=row.at, action=row.action, article_id=row.article_id)
        for row in rows[:limit]
    ]
    return FeedbackPage(
        items=items, total=total, next=rows[limit - 1].id if len(rows) > limit else None
    )
