"""Parses a training table in a child process: XLSX, or CSV (TSV) of any dialect and encoding.

It uses the readers of the knowledge base's imports: a quote that is never closed, or an undecodable
byte, makes only its own row unreadable.
"""

from __future__ import annotations

import csv
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from retrieval.documents.archive import damaged_error
from retrieval.documents.delimited import DELIMITERS, DelimitedRows
from retrieval.documents.encoding import Encoding, sniff_encoding
from retrieval.documents.limits import Limits
from retrieval.documents.records import Problem
from retrieval.documents.table import Rows as Readable
from retrieval.documents.table import first_rows
from retrieval.documents.worker import serve
from retrieval.errors import CodedError
from training.tables.wire import Header, Names, Row, encode, place

_WORKBOOKS: Final = (".xlsx", ".xlsm")
_HEADER_ROWS: Final = 10
"""Number of rows in which a header is looked for: it may be below a few rows of titles."""
_UNREADABLE: Final = Row(("",))
_UNSAVED: Final = re.compile(rb"</f>\s*(?:</c>|<v\s*/>|<v></v>)")
_CHUNK: Final = 1 << 20
_OVERLAP: Final = 64


def main() -> int:
    """Parse one table for `training.tables.reading.rows_of`."""
    return serve(events_of, encode)


def events_of(path: Path, options: Mapping[str, Any], limits: Limits) -> Iterator[Header | Row]:
    """Yield the header of a table, then its rows.

    Args:
        path: The table.
        options: `wanted`: the possible names of each required column.
        limits: Limits of the parsing.

    Raises:
        FileError: It is neither text nor a workbook (`file.binary`), or a workbook that is damaged,
            empty, or unpacks to too much.
    """
    wanted: Sequence[Names] = options["wanted"]
    if path.suffix.casefold() in _WORKBOOKS:
        yield from _headed(_sheets(path, limits), wanted, "", unsaved=_unsaved(path))
        return
    encoding = sniff_encoding(path)
    separator = _separator(path, encoding, wanted)
    table = DelimitedRows(path, path.stat().st_size, encoding, limits, separator)
    yield from _headed([table], wanted, encoding.name)


def _headed(
    sheets: Sequence[Readable], wanted: Sequence[Names], encoding: str, *, unsaved: bool = False
) -> Iterator[Header | Row]:
    """Yield the header and the rows below it, of the first sheet with all required columns, or else
    of the first sheet."""
    tops = [(sheet, first_rows(sheet, _HEADER_ROWS)) for sheet in sheets]
    every = [(sheet, number, _folded(cells)) for sheet, top in tops for number, cells in top]
    fitting = (one for one in every if _has(one[2], wanted))
    found = next(fitting, every[0] if every else None)
    if found is None:
        yield Header((), encoding)
        return
    sheet, number, header = found
    # rows of a sheet end at the last cell that is filled
    width = 0 if encoding else len(header)
    yield Header(tuple(header), encoding, unsaved)
    yield from _below(sheet, number, width)


def _below(sheet: Readable, header: int, width: int) -> Iterator[Row]:
    """Yield the rows below the header, padded with empty cells to a width."""
    for event in sheet:
        if isinstance(event, Problem):
            yield _UNREADABLE
        elif isinstance(event, tuple) and event[0] > header and any(event[1]):
            cells = [cell.replace("\0", "") for cell in event[1]]
            yield Row((*cells, *[""] * (width - len(cells))))


def _sheets(path: Path, limits: Limits) -> Sequence[Readable]:
    """All visible sheets that are not empty; formulas have the value saved with them."""
    from retrieval.documents.spreadsheet import EverySheet  # openpyxl is slow to import

    book = EverySheet(path, limits)
    try:
        for _ in book.load():
            pass
    except (CodedError, MemoryError):
        raise
    except Exception as error:  # openpyxl raises all kinds of exceptions for broken cells
        raise damaged_error() from error
    return book.sheets


def _unsaved(path: Path) -> bool:
    """Whether a workbook has formulas without a saved value, as written by programs that cannot
    evaluate formulas."""
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        for name in sheets:
            with archive.open(name) as stream:
                tail = b""
                while chunk := stream.read(_CHUNK):
                    if _UNSAVED.search(tail + chunk):
                        return True
                    tail = chunk[-_OVERLAP:]
    return False


def _separator(path: Path, encoding: Encoding, wanted: Sequence[Names]) -> str:
    """The delimiter with which a line near the top has all required columns; "" if there is
    none."""
    limit = Limits().line_chars
    with encoding.open(path) as file:
        top = list(islice(iter(lambda: file.readline(limit), ""), _HEADER_ROWS))
    csv.field_size_limit(limit)
    for line in top:
        for separator in DELIMITERS:
            try:
                cells = next(csv.reader([line], delimiter=separator), [])
            except csv.Error:
                continue
            if _has(_folded(cells), wanted):
                return separator
    return ""


def _has(header: Sequence[str], wanted: Sequence[Names]) -> bool:
    """Whether a header has every required column, each at a different index."""
    places = [place(header, names) for names in wanted]
    return None not in places and len(set(places)) == len(places)


def _folded(cells: Sequence[str]) -> list[str]:
    return [cell.strip().casefold() for cell in cells]


if __name__ == "__main__":
    sys.exit(main())
