"""Adds the tables of unsent drafts and of macros."""

from __future__ import annotations

from sqlalchemy import Connection

STATEMENTS = (
    """
CREATE TABLE drafts (
    conversation_id BIGINT NOT NULL,
    actor_id BIGINT NOT NULL,
    text TEXT NOT NULL,
    taken BIGINT,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, actor_id),
    FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE,
    FOREIGN KEY(actor_id) REFERENCES actors (id) ON DELETE CASCADE,
    FOREIGN KEY(taken) REFERENCES articles (id) ON DELETE SET NULL
)
    """,
    "CREATE INDEX ix_drafts_taken ON drafts (taken)",
    """
CREATE TABLE macros (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    lang TEXT DEFAULT '' NOT NULL,
    actor_id BIGINT,
    updated_at BIGINT NOT NULL,
    change_seq BIGINT NOT NULL,
    CONSTRAINT known_macro_kind CHECK (kind IN ('macro', 'greeting', 'signature')),
    FOREIGN KEY(actor_id) REFERENCES actors (id) ON DELETE SET NULL
)
    """,
    "CREATE INDEX ix_macros_change_seq ON macros (change_seq)",
)


def apply(connection: Connection) -> None:
    """Add the two tables, empty."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
