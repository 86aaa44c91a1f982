"""Turns the rows of an FAQ table into records, merging rows of the same id."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from retrieval.documents.columns import (
    FAQ_NAMES,
    Columns,
    check_mapping,
    faq_columns,
    mapped_columns,
    no_columns_error,
    table_of,
)
from retrieval.documents.errors import FileError
from retrieval.documents.limits import Limits
from retrieval.documents.questions import looks_like_question
from retrieval.documents.record_drafts import Keys, RecordDraft, merge, parted, question_variants
from retrieval.documents.records import ColumnMap, Event, Problem, Progress
from retrieval.documents.wording import CJK_CHARACTER, clean, language_tag, one_line

Row = tuple[int, list[str]]
"""The number of a row, as a spreadsheet shows it, and its cells."""

RowEvent = Row | Problem | Progress

_HEADER_ROWS = 10
"""Number of non-empty rows searched for the header, which may follow a few rows of titles."""
_TAG_BREAKS = re.compile(r"[\n|;；,，、]+")
_EXPECTED = "columns for question and answer (or title and content)"


class Rows(Protocol):
    """A table that can be iterated several times from the start."""

    def __iter__(self) -> Iterator[RowEvent]: ...


@dataclass(frozen=True, slots=True)
class Header:
    """The columns, and the number of the header row (0: the table has no header)."""

    columns: Columns
    row: int


def read_table(rows: Rows, mapping: ColumnMap | None, limits: Limits) -> Iterator[Event]:
    """Yield the records of an FAQ or article table.

    Rows with the same id and answer become one record with several questions, even if they are not
    adjacent. A row that cannot be used becomes a problem.

    Raises:
        FileError: `table.columns` or `table.mapping` if the needed columns are missing.
    """
    if mapping:
        check_mapping(mapping, FAQ_NAMES, ("answer",))
    first = first_rows(rows, _HEADER_ROWS)
    header = find_header(first, mapping)
    if header is None:
        names = first[0][1] if first else ()
        yield table_of(names)
        raise no_columns_error(names, mapping, _EXPECTED)
    yield table_of(header.columns.header, header.columns)
    yield from records_of(rows, header, limits)


def first_rows(rows: Rows, count: int) -> list[Row]:
    """The first `count` non-empty rows."""
    filled = (event for event in rows if isinstance(event, tuple) and any(event[1]))
    return list(islice(filled, count))


def find_header(first: Sequence[Row], mapping: ColumnMap | None) -> Header | None:
    """The header among the first rows, or columns by position if a two-column table has none."""
    for number, cells in first:
        columns = mapped_columns(cells, mapping) if mapping else faq_columns(cells)
        if columns is not None:
            return Header(columns, number)
    if not mapping and first and _is_bare(first):
        return Header(Columns({"question": (0,), "answer": (1,)}, ("", "")), 0)
    return None


def _is_bare(rows: Sequence[Row]) -> bool:
    """Whether this is a table without a header whose two columns look like question and answer."""
    if any(len(cells) != 2 or not all(cells) for _, cells in rows):
        return False
    question, answer = rows[0][1]
    return looks_like_question(question) or _is_sentence(answer)


def _is_sentence(text: str) -> bool:
    if CJK_CHARACTER.search(text):
        return len(text) >= 8
    return len(text.split()) >= 5


def records_of(rows: Rows, header: Header, limits: Limits) -> Iterator[Event]:
    """Yield the records below a known header."""
    columns = header.columns
    last_rows: dict[str, int] = {}
    if columns.has("id"):
        yield from _find_last_rows(rows, header, last_rows)
    groups: dict[str, list[RecordDraft]] = {}
    keys = Keys()
    empty = True
    for event in rows:
        if not isinstance(event, tuple):
            empty = empty and isinstance(event, Progress)
            yield event
            continue
        number, cells = event
        if number <= header.row or not any(cells):
            continue
        empty = False
        drafted = draft(number, cells, columns, limits)
        if isinstance(drafted, RecordDraft) and drafted.id:
            groups.setdefault(drafted.id, []).append(drafted)
        else:
            yield keys.record(drafted) if isinstance(drafted, RecordDraft) else drafted
        if not last_rows:
            continue
        own_id = clean(columns.cell("id", cells))[:200]
        if last_rows.get(own_id) == number:
            for merged in merge(groups.pop(own_id, [])):
                yield keys.record(merged)
    if empty:
        raise _empty_error()


def _empty_error() -> FileError:
    return FileError(
        code="table.empty",
        expected="rows below the header",
        found="none",
        remedy="Export the table again with its rows",
    )


def _find_last_rows(rows: Rows, header: Header, last_rows: dict[str, int]) -> Iterator[Progress]:
    """Record the last row of each id, so that its record can be yielded once it is complete."""
    columns = header.columns
    for event in rows:
        if isinstance(event, tuple):
            if event[0] > header.row:
                last_rows[clean(columns.cell("id", event[1]))[:200]] = event[0]
        elif isinstance(event, Progress):
            yield Progress(0, event.total)


def draft(number: int, cells: list[str], columns: Columns, limits: Limits) -> RecordDraft | Problem:
    """The draft of a record from one row, or the problem with the row."""
    width = len(columns.header)
    if len(cells) > width and any(cells[width:]):
        return Problem(
            "row.cells",
            expected=f"{width} cells, as the header has",
            found=f"{len(cells)} cells",
            remedy="Put quotes around a cell that holds the separator",
            row=number,
        )
    answer = clean(columns.cell("answer", cells))
    asked = clean(columns.cell("question", cells))
    longest = max(len(answer), len(asked))
    if longest > limits.cell_chars:
        return Problem(
            "row.long",
            expected=f"at most {limits.cell_chars} characters in a cell",
            found=f"{longest} characters",
            remedy="Import a long text as a document instead of a cell",
            row=number,
        )
    id = clean(columns.cell("id", cells))[:200]
    questions = question_variants(asked, columns.cells("variants", cells))
    if not answer and not (id and questions):
        return no_answer(number, columns, questions)
    tags = parted(columns.cells("tags", cells), _TAG_BREAKS)
    title = one_line(clean(columns.cell("title", cells)))[:500]
    lang = language_tag(columns.cell("lang", cells)) if columns.has("lang") else ""
    return RecordDraft(number, id, questions, answer, title, tags, lang)


def no_answer(number: int, columns: Columns, questions: Sequence[str]) -> Problem:
    """The problem of a row without an answer."""
    place = columns.places["answer"][0]
    header = columns.header[place].strip()[:40]
    return Problem(
        "row.answer",
        expected=f"an answer in the column {header!r}"
        if header
        else f"an answer in the column number {place + 1}",
        found="an empty cell" if questions else "a row with neither question nor answer",
        remedy="Fill in the answer, or delete the row",
        row=number,
    )
