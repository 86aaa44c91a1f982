"""Unsent replies: one per agent and conversation."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from assistant.contracts import Draft, DraftBody
from assistant.store import schema
from assistant.store.conversations_read import get as conversation
from assistant.store.database import Transaction

_T = schema.drafts


def read(connection: Connection, conversation_id: int, actor_id: int | None) -> Draft | None:
    """Return the draft of this agent in this conversation, or None.

    Raises:
        NotFoundError: There is no such conversation.
    """
    conversation(connection, conversation_id)
    row = connection.execute(
        select(_T.c.text, _T.c.taken, _T.c.updated_at).where(
            _T.c.conversation_id == conversation_id, _T.c.actor_id == actor_id
        )
    ).first()
    return None if row is None else Draft.model_validate(dict(row._mapping))


def keep(transaction: Transaction, conversation_id: int, body: DraftBody) -> None:
    """Save a draft, replacing an earlier one; an empty text removes it.

    This does not update the conversation's time. If the article it was taken from has been deleted
    meanwhile, the text is saved without the reference.

    Raises:
        NotFoundError: There is no such conversation.
    """
    conversation(transaction.connection, conversation_id)
    whose = {"conversation_id": conversation_id, "actor_id": transaction.actor.id}
    transaction.execute(delete(_T).where(*(_T.c[name] == id_ for name, id_ in whose.items())))
    if not body.text.strip():
        return
    there = select(schema.articles.c.id).where(schema.articles.c.id == body.taken)
    values = {
        "text": body.text,
        "taken": transaction.connection.scalar(there),
        "updated_at": transaction.now,
    }
    transaction.execute(insert(_T).values(whose | values))
