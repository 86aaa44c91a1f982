"""Numbered migrations of `training/transcripts.db`: a file of a newer program is refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, func, insert, inspect, select

from assistant.errors import StoreNewerError
from assistant.transcripts.kept import schema

_FIRST: Final = (
    """
CREATE TABLE sets (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name TEXT NOT NULL,
    rests TEXT NOT NULL,
    attempt BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    file JSON NOT NULL,
    mark TEXT NOT NULL,
    choices JSON NOT NULL,
    examination JSON,
    error JSON,
    review JSON,
    source TEXT NOT NULL,
    solved_replies BIGINT NOT NULL
)
    """,
    """
CREATE TABLE conversations (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    set_id BIGINT NOT NULL,
    attempt BIGINT NOT NULL,
    kept_at BIGINT NOT NULL,
    "key" TEXT NOT NULL,
    "row" BIGINT,
    at BIGINT,
    agent TEXT NOT NULL,
    language TEXT NOT NULL,
    customer_hash TEXT NOT NULL,
    labels JSON NOT NULL,
    rating FLOAT,
    solved BOOLEAN NOT NULL,
    reason TEXT NOT NULL,
    subject TEXT NOT NULL,
    body BLOB NOT NULL,
    FOREIGN KEY(set_id) REFERENCES sets (id) ON DELETE CASCADE
)
    """,
    "CREATE INDEX ix_conversations_of_set ON conversations (set_id, attempt, reason)",
    """
CREATE TABLE identities (
    conversation_id BIGINT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (conversation_id, hash),
    FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE
)
    """,
    "CREATE INDEX ix_identities_hash ON identities (hash)",
)
ALL: Final[Sequence[Sequence[str]]] = (_FIRST,)
"""SQL statements of each migration, in order; the first migration has number 1."""


def bring_up_to_date(connection: Connection) -> None:
    """Apply the missing migrations; the caller holds the transaction.

    Raises:
        StoreNewerError: A newer program wrote it.
    """
    table = schema.migrations
    number = 0
    if inspect(connection).has_table(table.name):
        number = connection.scalar(select(func.max(table.c.number))) or 0
    if number > len(ALL):
        raise StoreNewerError(
            expected=f"kept conversations of schema {len(ALL)} or older",
            found=f"schema {number}, written by a newer Replydesk",
            remedy="Install the newer version again",
        )
    table.create(connection, checkfirst=True)
    for at, statements in enumerate(ALL[number:], number + 1):
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.execute(insert(table).values(number=at, applied_at=datetime.now(UTC)))
