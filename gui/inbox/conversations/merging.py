"""Merges a freshly loaded page into the existing rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gui.inbox.conversations.row import Row


@dataclass(frozen=True, slots=True)
class Span:
    """The range of rows that a page covers: `first <= row < end`."""

    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the list: rows `[first, end)` are replaced by `rows`."""

    first: int
    end: int
    rows: list[Row]


def span_of(ids: Sequence[int], below: int | None, last: int | None) -> Span:
    """Return the range of rows (with descending ids) that a page covers.

    Args:
        ids: Ids of the list.
        below: The page begins below this id; None if it begins with the newest.
        last: The smallest id of the page; None if it is the last page.
    """
    first = 0 if below is None else _position(ids, below - 1)
    end = len(ids) if last is None else _position(ids, last - 1)
    return Span(first, max(first, end))


def steps(old: Sequence[Row], new: Sequence[Row], offset: int) -> list[Step]:
    """Return the minimal changes that turn `old` (descending ids) into `new`, last rows first.

    In this order, no step moves the rows of a later one. `offset` is the position of `old`.
    """
    found: list[Step] = []
    at, to = len(old), len(new)
    while at or to:
        if at and to and old[at - 1].id == new[to - 1].id:
            at, to = at - 1, to - 1
            found.append(Step(offset + at, offset + at + 1, [new[to]]))
        elif to and (not at or new[to - 1].id < old[at - 1].id):
            end = to
            while to and (not at or new[to - 1].id < old[at - 1].id):
                to -= 1
            found.append(Step(offset + at, offset + at, list(new[to:end])))
        else:
            end = at
            while at and (not to or old[at - 1].id < new[to - 1].id):
                at -= 1
            found.append(Step(offset + at, offset + end, []))
    return found


def _position(ids: Sequence[int], id_: int) -> int:
    """Return the first row whose id is at most `id_`."""
    low, high = 0, len(ids)
    while low < high:
        middle = (low + high) // 2
        if ids[middle] > id_:
            low = middle + 1
        else:
            high = middle
    return low
