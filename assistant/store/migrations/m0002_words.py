"""Adds the words of articles, so that filling the word index need not tokenize all texts again."""

from __future__ import annotations

from sqlalchemy import Connection

STATEMENTS = (
    """
CREATE TABLE article_words (
    article_id BIGINT NOT NULL,
    version INTEGER NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    title TEXT NOT NULL,
    tags TEXT NOT NULL,
    PRIMARY KEY (article_id),
    FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
)
    """,
)


def apply(connection: Connection) -> None:
    """Add the table; it is filled when the articles are indexed next."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
