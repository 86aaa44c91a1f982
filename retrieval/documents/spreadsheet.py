"""Reads XLSX row by row, with the values that a spreadsheet shows."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException

from retrieval.documents.archive import check_archive, damaged_error
from retrieval.documents.columns import faq_columns
from retrieval.documents.errors import FileError
from retrieval.documents.limits import Limits
from retrieval.documents.records import Problem, Progress
from retrieval.documents.table import RowEvent

_PROGRESS_ROWS = 500
_MOST_COLUMNS = 500
_HEADER_ROWS = 10
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_LONGEST_MERGE = 1_000
_CHUNK = 256 * 1024
_ERROR_VALUES = frozenset(
    ("#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#N/A", "#NULL!", "#NUM!", "#GETTING_DATA")
)


class SheetRows:
    """The rows of a workbook's best sheet; once loaded, they can be iterated several times.

    The best sheet is the first whose header is recognised, else the first that is not empty.
    Formulas have the value that was saved with them; a cell merged over several rows is repeated in
    each of them.
    """

    def __init__(self, path: Path, limits: Limits, wanted: Sequence[str] = ()) -> None:
        self._path = path
        self._limits = limits
        self._wanted = set(filter(None, wanted))
        self._rows: list[RowEvent] = []

    def load(self) -> Iterator[Progress]:
        """Read the workbook; must be exhausted before the rows are iterated.

        Raises:
            FileError: `file.bomb`, `file.entities`, `file.damaged` or `file.no-text`.
        """
        check_archive(self._path, self._limits)
        try:
            book = load_workbook(self._path, read_only=True, data_only=True, keep_links=False)
        except (InvalidFileException, KeyError, ValueError, TypeError, OSError):
            raise damaged_error() from None
        try:
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            yield from self._load_best(sheets or book.worksheets)
        finally:
            book.close()
        if not self._rows:
            raise _empty_error()

    def _load_best(self, sheets: Sequence[Any]) -> Iterator[Progress]:
        for sheet in sheets:
            rows: list[RowEvent] = []
            yield from self._load_sheet(sheet, rows)
            top = [event[1] for event in rows[:_HEADER_ROWS] if isinstance(event, tuple)]
            fits = any(_fits(cells, self._wanted) for cells in top)
            if fits or not self._rows:
                self._rows = rows
            if fits:
                return

    def _load_sheet(self, sheet: Any, rows: list[RowEvent]) -> Iterator[Progress]:
        sheet.reset_dimensions()
        for event in _rows(sheet, _merged_below(self._path, sheet)):
            if len(rows) % _PROGRESS_ROWS == 0:
                yield Progress(len(rows), 0)
            rows.append(event)

    def __iter__(self) -> Iterator[RowEvent]:
        return iter(HeldRows(self._rows))


class EverySheet(SheetRows):
    """The rows of all non-empty visible sheets of a workbook, in `sheets` once it is loaded."""

    def __init__(self, path: Path, limits: Limits) -> None:
        super().__init__(path, limits)
        self.sheets: list[HeldRows] = []

    def _load_best(self, sheets: Sequence[Any]) -> Iterator[Progress]:
        for sheet in sheets:
            rows: list[RowEvent] = []
            yield from self._load_sheet(sheet, rows)
            if rows:
                self.sheets.append(HeldRows(rows))
                self._rows = self._rows or rows


class HeldRows:
    """Rows in memory, interspersed with progress events."""

    def __init__(self, rows: Sequence[RowEvent]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[RowEvent]:
        for count, event in enumerate(self._rows):
            if count % _PROGRESS_ROWS == 0:
                yield Progress(count, len(self._rows))
            yield event


def _empty_error() -> FileError:
    return FileError(
        code="file.no-text",
        expected="a sheet with a header and rows",
        found="only empty sheets",
        remedy="Export it again, or check that the sheet is not hidden",
    )


def _fits(cells: Sequence[str], wanted: set[str]) -> bool:
    return faq_columns(cells) is not None or (bool(wanted) and wanted <= set(cells))


Merged = dict[int, list[tuple[int, int]]]
"""Row → columns (from 0) whose cell is merged with cells below, each with the last merged row."""


def _merged_below(path: Path, sheet: Any) -> Merged:
    """Cells merged over several rows, from the sheet's XML, as openpyxl's read-only mode ignores
    them."""
    merged: Merged = {}
    tail = b""
    with zipfile.ZipFile(path) as archive, archive.open(sheet._worksheet_path) as stream:
        while chunk := stream.read(_CHUNK):
            window = tail + chunk
            for match in _MERGED.finditer(window):
                first, last = int(match[2]), int(match[3])
                if first < last <= first + _LONGEST_MERGE:
                    column = column_index_from_string(match[1].decode()) - 1
                    merged.setdefault(first, []).append((column, last))
            # A match that ends in the overlap is found twice, which does no harm.
            tail = window[-100:]
    return merged


def _rows(sheet: Any, merged: Merged) -> Iterator[RowEvent]:
    going_on: dict[int, tuple[int, str]] = {}
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = [cell_text(value) for value in values[:_MOST_COLUMNS]]
        for column, (last, text) in list(going_on.items()):
            if number > last:
                del going_on[column]
            else:
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = cells[column] or text
        for column, last in merged.get(number, ()):
            if column < len(cells):
                going_on[column] = (last, cells[column])
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        broken = next((cell for cell in cells if cell in _ERROR_VALUES), "")
        if broken:
            yield Problem(
                "row.formula",
                expected="a formula with a value",
                found=f"the error {broken}",
                remedy="Correct the formula, or replace it by its text",
                row=number,
            )
        else:
            yield number, cells


def cell_text(value: Any) -> str:
    """A cell's value as text: whole numbers without ".0", dates as ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.12g}"
    if isinstance(value, dt.datetime):
        whole_day = value.time() == dt.time()
        return value.date().isoformat() if whole_day else value.isoformat(" ", "seconds")
    return str(value)
