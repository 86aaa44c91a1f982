"""Rows of a table as people have them: XLSX, or CSV of any dialect and encoding.

A table may be anybody's, so it is read in a limited process, as every file that comes in.
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
"""What a table may cost the process that reads it."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What a table says.

    Attributes:
        header: The names of the columns, in small letters.
        rest: The rows below, each as long as it is; one empty cell for a row that cannot be read.
            What is wrong further down is raised here.
        encoding: Of a file of text; "" for a workbook.
        unsaved: Whether cells may be empty only because a formula's value was never saved.
    """

    header: Sequence[str]
    rest: Iterator[Sequence[str]]
    encoding: str
    unsaved: bool = False

    def column(self, names: Names) -> int | None:
        """The place of the first of these names that the table has; None if it has none."""
        return place(self.header, names)


@contextmanager
def rows_of(path: Path, *wanted: Names) -> Iterator[Rows]:
    """Open a table; its reader ends with the block.

    Args:
        path: XLSX, or CSV (or TSV) in UTF-8, with or without a byte-order mark, or in what the
            file seems to be.
        wanted: The columns that are needed. Where they stand together in a row near the top of a
            sheet, that row is the header; else the first row is.

    Raises:
        InputError: It is not there (`examples.missing`) or too large (`examples.large`).
        FileError: It is neither text nor a workbook (`file.binary`), or a workbook that is damaged,
            empty, or unpacks to too much.
        ParserLimitError, ParserCrashError: It costs more than a table may, or ends its reader.
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
    """The error of a table without the columns that are needed; what it has is not quoted, as it
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
        if path.exists() and not path.is_file():  # a pipe would wait for ever, a device never end
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
