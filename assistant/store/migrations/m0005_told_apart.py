"""Adds the table of similar articles that a person marked as different."""

from __future__ import annotations

from sqlalchemy import Connection

STATEMENTS = (
    """
CREATE TABLE told_apart (
    one_id BIGINT NOT NULL,
    other_id BIGINT NOT NULL,
    one_version INTEGER NOT NULL,
    other_version INTEGER NOT NULL,
    actor_id BIGINT,
    at BIGINT NOT NULL,
    PRIMARY KEY (one_id, other_id),
    CONSTRAINT older_first CHECK (one_id < other_id),
    FOREIGN KEY(one_id) REFERENCES articles (id) ON DELETE CASCADE,
    FOREIGN KEY(other_id) REFERENCES articles (id) ON DELETE CASCADE,
    FOREIGN KEY(actor_id) REFERENCES actors (id) ON DELETE SET NULL
)
    """,
    "CREATE INDEX ix_told_apart_other_id ON told_apart (other_id)",
)


def apply(connection: Connection) -> None:
    """Add the table, empty."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
