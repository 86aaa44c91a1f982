"""Full-text index of conversations: subject, customer's name and all messages.

It is a contentless FTS5 table with one row per conversation: its distinct words, separated by
spaces. The text is tokenized here, so that Chinese can be found by single characters and pairs. A
query finds conversations that contain all its words; the last word may be incomplete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select, text

from assistant.store import schema
from assistant.store.rows import chunks
from retrieval.text import normalise

_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUNS = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_LONGEST = 40
_SHORTEST_PREFIX = 3
"""Minimum length of an incomplete last word; a shorter prefix would match too much, and slowly."""


def rewrite(connection: Connection, ids: Sequence[int]) -> None:
    """Update the indexed words of these conversations."""
    for some in chunks(ids):
        said = _said(connection, some)
        if said:
            connection.execute(
                text(
                    "INSERT OR REPLACE INTO conversation_words (rowid, words) VALUES (:id, :words)"
                ),
                [{"id": id_, "words": " ".join(words_of(texts))} for id_, texts in said.items()],
            )


def remove(connection: Connection, ids: Sequence[int]) -> None:
    """Remove the words of deleted conversations from the index."""
    if ids:
        connection.execute(
            text("DELETE FROM conversation_words WHERE rowid = :id"), [{"id": id_} for id_ in ids]
        )


def purge(connection: Connection) -> None:
    """Merge the index into one segment, so that no removed words remain in it."""
    connection.execute(
        text("INSERT INTO conversation_words (conversation_words) VALUES ('optimize')")
    )


def fill(connection: Connection, batch: int = 500) -> None:
    """Index all conversations."""
    after = 0
    table = schema.conversations
    while True:
        ids = connection.scalars(
            select(table.c.id).where(table.c.id > after).order_by(table.c.id).limit(batch)
        ).all()
        if not ids:
            return
        rewrite(connection, ids)
        after = ids[-1]


def query_of(q: str) -> str:
    """Convert a typed query to FTS5 syntax; "" if it contains no words."""
    runs = _RUNS.findall(normalise(q))[:20]
    terms = [f'"{word}"' for run in runs for word in (_pairs(run) or [run[:_LONGEST]])]
    if runs and len(runs[-1]) >= _SHORTEST_PREFIX and not _pairs(runs[-1]) and q[-1:].isalnum():
        terms[-1] += "*"
    return " AND ".join(dict.fromkeys(terms))


def words_of(texts: Sequence[str]) -> list[str]:
    """Return the distinct words of some texts."""
    return list(dict.fromkeys(word for part in texts for word in _words(part)))


def _words(part: str) -> Iterator[str]:
    for run in _RUNS.findall(normalise(part)):
        if _is_han(run):
            yield from run
            yield from _pairs(run)
        else:
            yield run[:_LONGEST]


def _pairs(run: str) -> list[str]:
    """Return the pairs of adjacent characters of a Chinese run (or its only one), else nothing."""
    if not _is_han(run):
        return []
    return [run[at : at + 2] for at in range(max(1, len(run) - 1))]


def _is_han(run: str) -> bool:
    return re.match(f"[{_HAN}]", run) is not None


def _said(connection: Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    talks, people, said = schema.conversations, schema.customers, schema.messages
    rows = connection.execute(
        select(talks.c.id, talks.c.subject, people.c.name)
        .join(people, people.c.id == talks.c.customer_id, isouter=True)
        .where(talks.c.id.in_(ids))
    )
    texts = {row.id: [row.subject, row.name or ""] for row in rows}
    messages = select(said.c.conversation_id, said.c.text).where(said.c.conversation_id.in_(ids))
    for row in connection.execute(messages):
        texts[row.conversation_id].append(row.text)
    return texts
