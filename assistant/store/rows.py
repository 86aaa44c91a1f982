"""Helpers shared by the modules that read and write rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, Table, or_, select, text

from assistant.errors import InputError

T = TypeVar("T")

_SOME = 500  # ids in one IN (…) list, well under SQLite's limit of variables


def chunks(items: Sequence[T], size: int = _SOME) -> Iterator[Sequence[T]]:
    """Split items into slices of at most `size`."""
    for at in range(0, len(items), size):
        yield items[at : at + size]


def reserve_ids(connection: Connection, table: Table, count: int) -> list[int]:
    """Return ids for `count` new rows, higher than any id this table ever had.

    The caller holds the write lock. SQLite raises its AUTOINCREMENT counter when rows with
    explicit ids are inserted, so that an id is not reused even after its row is deleted.
    """
    newest = connection.execute(
        text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name}
    ).scalar()
    first = (newest or 0) + 1
    return list(range(first, first + count))


def imported(
    connection: Connection, table: Table, source_id: int, keys: Iterable[str]
) -> dict[str, tuple[int, str]]:
    """Map keys in a source to the id and digest of the row imported from each."""
    found: dict[str, tuple[int, str]] = {}
    columns = (table.c.source_key, table.c.id, table.c.source_digest)
    for some in chunks(list(keys)):
        theirs = (table.c.source_id == source_id, table.c.source_key.in_(some))
        rows = connection.execute(select(*columns).where(*theirs))
        found |= {row.source_key: (row.id, row.source_digest) for row in rows}
    return found


def imported_keys(
    connection: Connection, table: Table, source_id: int, *conditions: ColumnElement[bool]
) -> set[str]:
    """Return the keys of all rows imported from a source that still exist."""
    keys = select(table.c.source_key).where(table.c.source_id == source_id, *conditions)
    return {key for key in connection.scalars(keys) if key is not None}


def utc(value: datetime | None, otherwise: datetime) -> datetime:
    """Convert an external time to UTC; one without a zone is assumed to be UTC.

    Raises:
        InputError: It cannot be represented in UTC (the first or last hours of the calendar).
    """
    if value is None:
        return otherwise
    if value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    try:
        return value.astimezone(UTC)
    except OverflowError as error:
        raise InputError(
            expected="a time between the years 1 and 9999 in UTC",
            found="one outside",
            remedy="Correct the time",
            code="time.out-of-range",
        ) from error


def contains(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """Condition that a column contains a text, ignoring case.

    SQLite folds the case of ASCII letters only, so lower, upper and title case are tried as well.
    """
    spellings = {text, text.casefold(), text.upper(), text.title()} if text else {""}
    if text.isascii():
        spellings = {text}
    return or_(*(column.contains(spelling, autoescape=True) for spelling in sorted(spellings)))
