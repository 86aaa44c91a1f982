"""Reads the rows of a training table: XLSX, or CSV of any dialect and encoding.

A table is untrusted input, so it is parsed in a limited child process, as every imported file.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from assistant.errors import InputError
from retrieval.documents.limits import MEGABYTE, Limits
from retrieval.documents.sandbox import parser_command, stream
from training.tables.wire import Header, Names, Row, decode, place

_LARGEST: Final = 200 * MEGABYTE
_LIMITS: Final = replace(
    Limits(), file_bytes=_LARGEST, archive_bytes=160 * MEGABYTE, records=10_000_000
)
"""Limits of the process that parses a table."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The content of a table.

    Attributes:
        header: The names of the columns, in lower case.
        rest: Yields the rows below, of varying length; an unreadable row is a single empty cell.
            Iterating raises the errors of the table's later parts.
        encoding: Encoding of a text file; "" for a workbook.
        unsaved: Whether cells may be empty only because a formula's value was not saved.
    """

    header: Sequence[str]
    rest: Iterator[Sequence[str]]
    encoding: str
    unsaved: bool = False

    def column(self, names: Names) -> int | None:
        """Index of the column with the first of these names that the table has; None if it has
        none of them."""
        return place(self.header, names)


@contextmanager
def rows_of(path: Path, *wanted: Names) -> Iterator[Rows]:
    """Open a table for the length of a block; its child process ends with the block.

    Args:
        path: XLSX, or CSV (or TSV) in UTF-8, with or without a byte-order mark, or in an encoding
            that can be detected.
        wanted: The possible names of each required column. A row near the top of a sheet that has
            all of them is the header; if there is none, the first row is.

    Raises:
        InputError: The file is missing (`examples.missing`) or too large (`examples.large`).
        FileError: It is neither text nor a workbook (`file.binary`), or a workbook that is damaged,
            empty, or unpacks to too much.
        ParserLimitError, ParserCrashError: The child process exceeded a limit, or crashed.
    """
    if not _size(path):
        yield Rows([], iter(()), "")
        return
    options = {"wanted": [list(names) for names in wanted]}
    with closing(stream(path, options, _LIMITS, _command(), decode)) as events:
        head = next(events, None)
        if not isinstance(head, Header):
            head = Header((), "")
        yield Rows(head.columns, _cells(events), head.encoding, head.unsaved)


def _cells(events: Iterator[Header | Row]) -> Iterator[Sequence[str]]:
    for event in events:
        if isinstance(event, Row):
            yield event.cells


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "read-table"]
    return parser_command("training.tables.parsing")


def no_columns(rows: Rows, expected: str) -> InputError:
    """The error for a table without the required columns. It does not quote the header found, which
    may be a customer's message."""
    count = len(rows.header)
    some = "one column" if count == 1 else f"{count:,} columns of other names"
    return InputError(
        code="examples.columns", expected=expected,
        found=some if any(rows.header) else "nothing in it",
        remedy="Name the columns, and try again",
    )  # fmt: skip


def _size(path: Path) -> int:
    try:
        if path.exists() and not path.is_file():  # a pipe might block, and a device never end
            raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
        with path.open("rb"):
            size = path.stat().st_size
    except OSError as error:
        raise InputError(
            code="examples.missing", expected="a table that can be read",
            found=error.strerror or "no such file", remedy="Check the path, and try again",
        ) from error  # fmt: skip
    if size > _LARGEST:
        raise InputError(
            code="examples.large", expected=f"a table of at most {_LARGEST // MEGABYTE} MB",
            found=f"{size // MEGABYTE} MB", remedy="Take a part of it",
        )  # fmt: skip
    return size
