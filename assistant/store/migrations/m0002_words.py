"""The words of articles, so that the word index is filled without cutting every text again."""

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
    """Add the table; it fills when the index next reads the articles."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
