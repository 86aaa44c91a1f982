"""Erases a customer from kept conversations, which are found by keyed hashes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from assistant.store.rows import chunks
from assistant.transcripts.kept import schema
from assistant.transcripts.kept.database import Database
from assistant.transcripts.kept.records import KeptTurn, packed, unpacked

_C, _I, _S = schema.conversations, schema.identities, schema.sets
_PAGE = 200

Replace = Callable[[Any], tuple[Any, int]]
"""Returns a JSON value without mentions of a person, and their number."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """References to the conversations of a customer.

    Attributes:
        ids: Ids of the conversations.
        sets: Ids of the sets that they are in.
        customer_hashes: Hashes by which models remember whose conversations they were trained on.
        replies: Pairs of a source's name in the store and the key of a conversation whose solved
            replies may be in that source.
    """

    ids: tuple[int, ...] = ()
    sets: tuple[int, ...] = ()
    customer_hashes: frozenset[str] = frozenset()
    replies: frozenset[tuple[str, str]] = frozenset()


def found(
    connection: Connection, hashes: Iterable[str], before: datetime | None = None
) -> Forgotten:
    """Find the conversations of the customer that these hashes identify.

    Args:
        connection: Connection to the file of kept conversations.
        hashes: Hashes from `assistant.erasure.people.hashed`.
        before: Only find conversations that were kept before this time, or, because the clock was
            wrong, in the future.
    """
    wanted = (
        select(_C.c.id, _C.c.set_id, _C.c.customer_hash, _C.c.key, _S.c.source)
        .join(_I, _I.c.conversation_id == _C.c.id)
        .join(_S, _S.c.id == _C.c.set_id)
        .distinct()
    )
    if before is not None:
        wanted = wanted.where((_C.c.kept_at < before) | (_C.c.kept_at > datetime.now(UTC)))
    rows = [
        row
        for some in chunks(sorted(hashes))
        for row in connection.execute(wanted.where(_I.c.hash.in_(some)))
    ]
    return Forgotten(
        ids=tuple(sorted({row.id for row in rows})),
        sets=tuple(sorted({row.set_id for row in rows})),
        customer_hashes=frozenset(row.customer_hash for row in rows) - {""},
        replies=frozenset((row.source, row.key) for row in rows if row.source and row.key),
    )


def forget(database: Database, hashes: Iterable[str], before: datetime | None = None) -> Forgotten:
    """Delete the conversations that `found` returns, including those of unfinished attempts.

    Raises:
        StoreFullError, HomeUnwritableError: Nothing was changed.
    """
    with database.write() as connection:
        forgotten = found(connection, hashes, before)
        for some in chunks(forgotten.ids):
            connection.execute(delete(_C).where(_C.c.id.in_(some)))
    return forgotten


def replace_mentions(connection: Connection, replace: Replace, *, write: bool) -> int:
    """Replace mentions of a person in all sets and conversations; return their number.

    This covers mentions that redaction overlooked.

    Args:
        connection: Connection to the file of kept conversations.
        replace: Returns the value to write instead.
        write: Whether to write; if not, mentions are only counted.
    """
    total = 0
    for row in connection.execute(select(_S)).all():
        columns = ("name", "choices", "examination", "review", "error")
        values, count = _replaced({name: getattr(row, name) for name in columns}, replace)
        total += count
        if count and write:
            connection.execute(update(_S).where(_S.c.id == row.id).values(**values))
    after = 0
    while True:
        rows = connection.execute(
            select(_C).where(_C.c.id > after).order_by(_C.c.id).limit(_PAGE)
        ).all()
        for row in rows:
            total += _replace_in(connection, row, replace, write=write)
        if len(rows) < _PAGE:
            return total
        after = rows[-1].id


def _replace_in(connection: Connection, row: Any, replace: Replace, *, write: bool) -> int:
    turns = unpacked(row.body)
    texts, in_texts = replace([turn.text for turn in turns])
    columns = {"subject": row.subject, "labels": row.labels, "key": row.key}
    values, in_columns = _replaced(columns, replace)
    if write and in_texts:
        values["body"] = packed(
            KeptTurn(turn.role, text, turn.at, turn.cut)
            for turn, text in zip(turns, texts, strict=True)
        )
    if write and values:
        connection.execute(update(_C).where(_C.c.id == row.id).values(**values))
    return in_texts + in_columns


def _replaced(columns: dict[str, Any], replace: Replace) -> tuple[dict[str, Any], int]:
    """The columns that change, with their new values, and the number of mentions."""
    values: dict[str, Any] = {}
    total = 0
    for name, value in columns.items():
        changed, count = replace(value)
        if count:
            values[name] = changed
            total += count
    return values, total
