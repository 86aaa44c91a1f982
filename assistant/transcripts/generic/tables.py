"""Reads conversations from tables with one row per message, or per request with its reply."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from assistant.transcripts.conversation_assembler import ConversationAssembler
from assistant.transcripts.generic.columns import (
    NAMES,
    conversation_columns,
    id_place,
    is_message_table,
)
from assistant.transcripts.raw_conversations import RawConversation, is_pair
from assistant.transcripts.records import ConversationRecord
from retrieval.documents.columns import Columns, check_mapping
from retrieval.documents.limits import Limits
from retrieval.documents.records import ColumnMap, Problem, Progress, Table
from retrieval.documents.table import Row, Rows
from retrieval.documents.wording import clean, one_line

_HEADER_ROWS = 10
_WHO = ("customer_id", "email", "customer")


def find_columns(
    first: Sequence[Row], mapping: ColumnMap | None, *, nameless: bool = False
) -> tuple[Columns, int] | None:
    """The columns of a conversation table and the number of its header row; None for others."""
    if mapping:
        check_mapping(mapping, NAMES, ())
    for at, (number, cells) in enumerate(first[:_HEADER_ROWS]):
        columns = conversation_columns(cells, mapping, nameless=nameless)
        if columns is not None:
            return _with_id(columns, [row for _, row in first[at + 1 :]]), number
    return None


def _with_id(columns: Columns, rows: Sequence[Sequence[str]]) -> Columns:
    """The columns, with a column just called "id" as conversation id where that is plausible:
    among messages only if rows share its values."""
    place = id_place(columns.header)
    if columns.has("conversation") or place is None:
        return columns
    values = [row[place] for row in rows if place < len(row) and row[place]]
    shared = len(set(values)) < len(values)
    if is_message_table(columns) and not shared:
        return columns
    return Columns({**columns.places, "conversation": (place,)}, columns.header)


def read_rows(
    rows: Rows, columns: Columns, header: int, limits: Limits, assembler: ConversationAssembler
) -> Iterator[ConversationRecord | Problem | Progress | Table]:
    """Yield the conversations of a table, each as soon as its last row is read."""
    last_rows: dict[str, int] = {}
    if columns.has("conversation"):
        yield from _find_last_rows(rows, columns, header, last_rows)
    unfinished: dict[str, RawConversation] = {}
    nameless = _Nameless(assembler)
    running = ""
    for event in rows:
        if not isinstance(event, tuple):
            yield event
            continue
        number, cells = event
        if number <= header or not any(cells):
            continue
        values = row_values(columns, cells)
        name = values.get("conversation", "")
        if not name:
            # Without an id, adjacent rows of the same customer are one conversation.
            name = "\x1f".join(values.get(role, "") for role in _WHO)
            if not name.strip("\x1f"):
                name += nameless.part(values, number)
            if running and name != running and running in unfinished:
                yield from _assembled(unfinished.pop(running), assembler)
            running = name
        raw = unfinished.setdefault(
            name, RawConversation(row=number, key=values.get("conversation", ""))
        )
        problem = raw.add_row(values, number, limits)
        if problem is not None:
            yield problem
        if last_rows.get(name) == number:
            yield from _assembled(unfinished.pop(name), assembler)
    for raw in unfinished.values():
        yield from _assembled(raw, assembler)


class _Nameless:
    """Groups rows that name neither a conversation nor a customer into conversations.

    A request with its reply is a conversation of its own; messages are grouped until a gap in time.
    """

    def __init__(self, assembler: ConversationAssembler) -> None:
        self._assembler = assembler
        self._begun = 0
        self._last: datetime | None = None

    def part(self, values: Mapping[str, str], number: int) -> str:
        if is_pair(values):
            return str(number)
        at = self._assembler.clock.read(values.get("at"))
        if at and self._last:
            silence = abs((at - self._last).total_seconds())
            self._begun += silence > self._assembler.gap_seconds
        self._last = at or self._last
        return f"#{self._begun}"


def _assembled(
    raw: RawConversation, assembler: ConversationAssembler
) -> Iterator[ConversationRecord | Problem]:
    """The record, if there are messages; the problems of the rows were yielded before."""
    if raw.messages:
        yield from assembler.assemble(raw)


def _find_last_rows(
    rows: Rows, columns: Columns, header: int, last_rows: dict[str, int]
) -> Generator[Progress, None, None]:
    for event in rows:
        if isinstance(event, tuple) and event[0] > header:
            last_rows[one_line(clean(columns.cell("conversation", event[1])))[:200]] = event[0]
        elif isinstance(event, Progress):
            yield Progress(0, event.total)


def row_values(columns: Columns, cells: Sequence[str]) -> Mapping[str, str]:
    """Role → cleaned cell, of one row."""
    values: dict[str, Any] = {role: clean(columns.cell(role, cells)) for role in columns.places}
    if "conversation" in values:
        values["conversation"] = one_line(values["conversation"])[:200]
    return values
