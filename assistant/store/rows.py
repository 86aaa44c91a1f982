"""Small helpers that several aggregates share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Connection, Table, text

T = TypeVar("T")

_SOME = 500  # ids in one IN (…) list, well under SQLite's limit of variables


def chunks(items: Sequence[T], size: int = _SOME) -> Iterator[Sequence[T]]:
    """The items, some at a time."""
    for at in range(0, len(items), size):
        yield items[at : at + size]


def reserve_ids(connection: Connection, table: Table, count: int) -> list[int]:
    """Ids for `count` new rows, above every id this table ever had.

    The caller holds the write lock. SQLite raises its own AUTOINCREMENT counter when rows with
    explicit ids arrive, so an id stays used even after its row is deleted.
    """
    newest = connection.execute(
        text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name}
    ).scalar()
    first = (newest or 0) + 1
    return list(range(first, first + count))
