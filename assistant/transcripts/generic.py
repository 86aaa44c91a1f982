"""Conversations as generic tables or JSON: one row a message, or one object a conversation."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.transcripts.build import Draft, finished, finished_all
from assistant.transcripts.columns import (
    NAMES,
    conversation_columns,
    id_place,
    is_conversation_mapping,
    is_message_table,
)
from assistant.transcripts.nested import check_keys, has_messages, read_nested
from assistant.transcripts.records import ConversationRecord
from retrieval.documents import parse as documents
from retrieval.documents.columns import Columns, check_mapping, no_columns_error, table_of
from retrieval.documents.encoding import sniff_encoding
from retrieval.documents.formats import Format, detect
from retrieval.documents.json_files import (
    JsonLines,
    JsonObjects,
    ObjectRows,
    load_json,
    objects_in,
)
from retrieval.documents.limits import Limits
from retrieval.documents.records import ColumnMap, Event, Problem, Progress, Table
from retrieval.documents.table import Row, Rows, first_rows, read_table
from retrieval.documents.wording import clean, one_line

AnyEvent = Event | ConversationRecord

_TABLES = (Format.CSV, Format.JSON, Format.JSONL, Format.XLSX)
_HEADER_ROWS = 10
_ID_ROWS = 200
_WHO = ("customer_id", "email", "customer")
_EXPECTED = (
    "columns for question and answer (or title and content), or for conversations: "
    "conversation, role, text"
)


def parse(path: Path, mapping: ColumnMap | None, limits: Limits) -> Iterator[AnyEvent]:
    """Anything a company knows: conversations where the file holds them, else FAQ or document.

    Raises:
        FileError: Where the file as a whole cannot be read.
    """
    kind = detect(path)
    if kind not in _TABLES:
        yield from documents.parse(path, mapping, limits)
        return
    if kind in (Format.JSON, Format.JSONL):
        objects = _objects(path, kind, mapping, limits)
        if has_messages(objects, mapping):
            if mapping:
                check_keys(objects, mapping)
            yield from read_nested(objects, mapping, limits)
            return
        rows: Rows = ObjectRows(objects)
    else:
        rows = yield from documents.load_rows(path, kind, mapping, limits)
    meant = is_conversation_mapping(mapping)
    if mapping and not meant:
        yield from read_table(rows, mapping, limits)
        return
    first = first_rows(rows, _ID_ROWS)
    found = _find_columns(first, mapping)
    if found is not None:
        yield table_of(found[0].header, found[0])
        yield from _read_rows(rows, *found, limits)
    elif meant:
        names = first[0][1] if first else ()
        yield table_of(names)
        raise no_columns_error(names, mapping, _EXPECTED)
    else:
        yield from read_table(rows, mapping, limits)


def _objects(
    path: Path, kind: Format, mapping: ColumnMap | None, limits: Limits
) -> JsonLines | JsonObjects:
    encoding = sniff_encoding(path)
    if kind is Format.JSONL:
        return JsonLines(path, encoding, limits)
    documents.check_held_size(path, limits)
    value = load_json(path, encoding)
    single = JsonObjects([value])
    return single if has_messages(single, mapping) else objects_in(value)


def _find_columns(first: Sequence[Row], mapping: ColumnMap | None) -> tuple[Columns, int] | None:
    """The columns of a conversation table and the row of its header; None for other tables."""
    if mapping:
        check_mapping(mapping, NAMES, ())
    for at, (number, cells) in enumerate(first[:_HEADER_ROWS]):
        columns = conversation_columns(cells, mapping)
        if columns is not None:
            return _with_id(columns, [row for _, row in first[at + 1 :]]), number
    return None


def _with_id(columns: Columns, rows: Sequence[Sequence[str]]) -> Columns:
    """A column just called id names the conversation where rows share its values."""
    place = id_place(columns.header)
    if columns.has("conversation") or place is None:
        return columns
    values = [row[place] for row in rows if place < len(row) and row[place]]
    shared = len(set(values)) < len(values)
    if is_message_table(columns) and not shared:
        return columns
    return Columns({**columns.places, "conversation": (place,)}, columns.header)


def _read_rows(
    rows: Rows, columns: Columns, header: int, limits: Limits
) -> Iterator[ConversationRecord | Problem | Progress | Table]:
    """Conversations of a table, each as soon as its last row is read."""
    last_rows: dict[str, int] = {}
    if columns.has("conversation"):
        yield from _find_last_rows(rows, columns, header, last_rows)
    drafts: dict[str, Draft] = {}
    running = ""
    taken: set[str] = set()
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
            # Without an id, neighbouring rows of one customer are one conversation.
            name = "\x1f".join(values.get(role, "") for role in _WHO)
            if running and name != running:
                yield from finished(drafts.pop(running, None), taken)
            running = name
        draft = drafts.setdefault(name, Draft(row=number, key=values.get("conversation", "")))
        problem = draft.add_row(values, number, limits)
        if problem is not None:
            yield problem
        if last_rows.get(name) == number:
            yield from finished(drafts.pop(name), taken)
    yield from finished_all(drafts.values(), taken)


def _find_last_rows(
    rows: Rows, columns: Columns, header: int, last_rows: dict[str, int]
) -> Generator[Progress, None, None]:
    for event in rows:
        if isinstance(event, tuple) and event[0] > header:
            last_rows[one_line(clean(columns.cell("conversation", event[1])))[:200]] = event[0]
        elif isinstance(event, Progress):
            yield Progress(0, event.total)


def row_values(columns: Columns, cells: Sequence[str]) -> Mapping[str, str]:
    """Role → cleaned cell."""
    values: dict[str, Any] = {role: clean(columns.cell(role, cells)) for role in columns.places}
    if "conversation" in values:
        values["conversation"] = one_line(values["conversation"])[:200]
    return values
