"""Chains tables with the same columns, as if they were one file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.documents.columns import folded_name
from retrieval.documents.records import Problem, Progress
from retrieval.documents.table import RowEvent, Rows


@dataclass(frozen=True, slots=True)
class Part:
    """One of the tables.

    Attributes:
        rows: All of its rows.
        header: Number of the header row.
        columns: The header row.
        size: Amount of data to read, for progress.
    """

    rows: Rows
    header: int
    columns: Sequence[str]
    size: int


class ChainedRows:
    """The rows of all parts, numbered consecutively, in the column order of the first part."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts

    def __iter__(self) -> Iterator[RowEvent]:
        total = sum(part.size for part in self._parts)
        before = counted = 0
        for place, part in enumerate(self._parts):
            order = _order(self._parts[0].columns, part.columns) if place else None
            last = 0
            for event in part.rows:
                if isinstance(event, Progress):
                    yield Progress(before + min(event.done, part.size), total)
                elif isinstance(event, Problem):
                    yield replace(event, row=event.row and event.row + counted)
                elif place == 0 or event[0] > part.header:
                    last, cells = event
                    yield last + counted, cells if order is None else _in_order(cells, order)
            before, counted = before + part.size, counted + last


def alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two headers name the same columns, in any order."""
    return sorted(map(folded_name, one)) == sorted(map(folded_name, other))


def _order(first: Sequence[str], other: Sequence[str]) -> list[int]:
    places = {folded_name(name): at for at, name in enumerate(other)}
    return [places[folded_name(name)] for name in first]


def _in_order(cells: Sequence[str], order: Sequence[int]) -> list[str]:
    return [cells[at] if at < len(cells) else "" for at in order]
