"""Which words stand in which conversation: subject, customer's name, everything said.

A full-text table of SQLite without content of its own: one row a conversation, its different
words parted by spaces. Words are cut here, so that Chinese is found by single characters and
pairs. A query finds conversations that have all its words; the last one may be unfinished.
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
"""An unfinished word of fewer letters would match half of everything, slowly."""


def rewrite(connection: Connection, ids: Sequence[int]) -> None:
    """Bring the words of these conversations to what they say now."""
    for some in chunks(ids):
        said = _said(connection, some)
        if said:
            connection.execute(
                text(
                    "INSERT OR REPLACE INTO conversation_words (rowid, words) VALUES (:id, :words)"
                ),
                [{"id": id_, "words": " ".join(words_of(texts))} for id_, texts in said.items()],
            )


def forget(connection: Connection, ids: Sequence[int]) -> None:
    """Drop the words of conversations that go."""
    if ids:
        connection.execute(
            text("DELETE FROM conversation_words WHERE rowid = :id"), [{"id": id_} for id_ in ids]
        )


def purge(connection: Connection) -> None:
    """Rebuild the index as one piece, so that nothing of what was dropped is left in it."""
    connection.execute(
        text("INSERT INTO conversation_words (conversation_words) VALUES ('optimize')")
    )


def fill(connection: Connection, batch: int = 500) -> None:
    """Write the words of every conversation."""
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
    """A query in FTS5's language for what a person typed; "" when it has no words."""
    runs = _RUNS.findall(normalise(q))[:20]
    terms = [f'"{word}"' for run in runs for word in (_pairs(run) or [run[:_LONGEST]])]
    if runs and len(runs[-1]) >= _SHORTEST_PREFIX and not _pairs(runs[-1]) and q[-1:].isalnum():
        terms[-1] += "*"
    return " AND ".join(dict.fromkeys(terms))


def words_of(texts: Sequence[str]) -> list[str]:
    """The different words of some texts."""
    return list(dict.fromkeys(word for part in texts for word in _words(part)))


def _words(part: str) -> Iterator[str]:
    for run in _RUNS.findall(normalise(part)):
        if _is_han(run):
            yield from run
            yield from _pairs(run)
        else:
            yield run[:_LONGEST]


def _pairs(run: str) -> list[str]:
    """The pairs of neighbours of a Chinese run, or the one character; nothing of other words."""
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
