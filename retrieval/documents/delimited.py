"""Streams rows of CSV and TSV files in bounded memory; a broken quote loses only its own row."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from retrieval.documents.columns import faq_columns
from retrieval.documents.encoding import Encoding, Openable, bytes_read
from retrieval.documents.errors import FileError
from retrieval.documents.formula_guard import unguarded
from retrieval.documents.limits import Limits
from retrieval.documents.records import Problem, Progress
from retrieval.documents.table import Row, RowEvent

DELIMITERS = (",", ";", "\t", "|")
_SNIFFED_LINES = 60
_LONGEST_ROW = 2_000
"""Number of lines that one row may span before its quote counts as unclosed."""
_MOST_BROKEN = 1_000
_PROGRESS_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class DelimitedRows:
    """The rows of a CSV or TSV file of `size` bytes; can be iterated several times."""

    path: Openable
    size: int
    encoding: Encoding
    limits: Limits
    delimiter: str = ""

    def __iter__(self) -> Iterator[RowEvent]:
        size = self.size
        with self.encoding.open(self.path) as text:
            lines = _Lines(text, self.limits.line_chars)
            hinted = lines.skip_hint()
            delimiter = self.delimiter or hinted or sniff_delimiter(lines.peek(_SNIFFED_LINES))
            reader = _RowReader(lines, delimiter, exact=self.encoding.exact)
            for count, event in enumerate(reader):
                if count % _PROGRESS_ROWS == 0:
                    yield Progress(min(size, bytes_read(text)), size)
                yield event


def sniff_delimiter(sample: list[str]) -> str:
    """The separator that splits these lines into the most regular table."""
    return max(DELIMITERS, key=lambda delimiter: _regularity(sample, delimiter))


def _regularity(sample: list[str], delimiter: str) -> tuple[bool, float, int]:
    """A sort key: a recognised header counts most, then the share of rows with the most common
    width above one."""
    csv.field_size_limit(sum(map(len, sample)) + 1)
    try:
        rows = [row for row in csv.reader(sample, delimiter=delimiter) if row]
    except csv.Error:
        return (False, 0.0, 0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return (False, 0.0, 0)
    width, count = widths.most_common(1)[0]
    known = any(faq_columns(row) is not None for row in rows[:3])
    return (known, count / len(rows), width)


class _Lines:
    """Lines of bounded length, with look-ahead and push-back."""

    def __init__(self, text: TextIO, longest: int) -> None:
        self._text = text
        self.longest = longest
        self._ahead: list[str] = []
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._ahead.pop() if self._ahead else self._read()
        if not line:
            raise StopIteration
        self.taken.append(line)
        if len(self.taken) > _LONGEST_ROW:
            raise _UnclosedQuoteError
        return line

    def _read(self) -> str:
        line = self._text.readline(self.longest + 1)
        if len(line) > self.longest:
            raise FileError(
                code="file.line",
                expected=f"lines of at most {self.longest} characters",
                found="a longer one",
                remedy="Check that this is a table; export it again with one row a line",
            )
        return line

    def peek(self, count: int) -> list[str]:
        """Up to `count` of the next lines, without consuming them."""
        lines = [*self._ahead[::-1], *(self._read() for _ in range(count))]
        lines = [line for line in lines if line]
        self._ahead = lines[::-1]
        return lines

    def give_back(self, lines: list[str]) -> None:
        self._ahead.extend(reversed(lines))

    def skip_hint(self) -> str:
        """Skip Excel's `sep=;` line, which spreadsheets do not show, and return its separator."""
        first = self._read()
        hint = first.strip().strip('"').lower()
        if hint.startswith("sep=") and hint[4:] in DELIMITERS:
            return hint[4:]
        if first.strip(" \r\n").lower() == "sep=\t":
            return "\t"
        self.give_back([first] if first else [])
        return ""


class _UnclosedQuoteError(Exception):
    """A quote was opened and not closed within `_LONGEST_ROW` lines."""


class _RowReader:
    """Yields rows with their numbers; a broken quote loses only the row in which it is."""

    def __init__(self, lines: _Lines, delimiter: str, *, exact: bool) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._exact = exact
        self._width = 0
        self._broken = 0

    def __iter__(self) -> Iterator[Row | Problem]:
        number = 0
        lines = self._lines
        csv.field_size_limit(lines.longest)
        reader = csv.reader(lines, delimiter=self._delimiter)
        while True:
            lines.taken.clear()
            number += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except (_UnclosedQuoteError, csv.Error):
                cells = []
            if len(lines.taken) > 1 and (not cells or self._swallowed(cells)):
                yield self._quote_problem(number)
                self._give_back_rest()
                reader = csv.reader(lines, delimiter=self._delimiter)
                continue
            self._width = self._width or len(cells)
            if not self._exact and any("\ufffd" in cell for cell in cells):
                yield _encoding_problem(number)
                continue
            yield number, [unguarded(cell) for cell in cells]

    def _swallowed(self, cells: list[str]) -> bool:
        """Whether a broken quote joined several lines: they are not a valid row together, but the
        second one alone is."""
        taken = self._lines.taken
        if (
            len(taken) < 2
            or not self._width
            or (len(cells) == self._width and sum(map(_quotes, taken)) % 2 == 0)
        ):
            return False
        rest = next((line for line in taken[1:] if line.strip()), "")
        alone = next(csv.reader([rest], delimiter=self._delimiter), [])
        return len(alone) == self._width and _quotes(rest) % 2 == 0

    def _give_back_rest(self) -> None:
        self._broken += 1
        if self._broken > _MOST_BROKEN:
            raise FileError(
                code="table.quotes",
                expected="quotes that are opened and closed in each row",
                found=f"more than {_MOST_BROKEN} rows with broken quotes",
                remedy="Export the table again as CSV with quotes doubled, or as XLSX",
            )
        self._lines.give_back(self._lines.taken[1:])

    @staticmethod
    def _quote_problem(number: int) -> Problem:
        return Problem(
            "row.quotes",
            expected="quotes that are opened and closed",
            found="a quote that is never closed",
            remedy='Double a quote inside a cell ("") and close each cell',
            row=number,
        )


def _quotes(line: str) -> int:
    return line.count('"')


def _encoding_problem(number: int) -> Problem:
    return Problem(
        "row.encoding",
        expected="text in the encoding of the rest of the file",
        found="bytes that are not text in that encoding",
        remedy="Type the row again, or save the whole file as UTF-8",
        row=number,
    )
