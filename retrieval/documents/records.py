"""What reading a file yields: records, problems with their row or page, and progress."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Locator:
    """Where in its file a record stands.

    `row` counts as a spreadsheet shows it (the first row is 1); `page` starts at 1; `heading` is
    the path of headings above the text, outermost first, joined by " › ".
    """

    row: int | None = None
    page: int | None = None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One answerable piece of a file.

    `key` is its identity inside the file: the file's own id where it has one, else derived from
    the question or from heading and text, so that an edited file changes only what changed.
    Keys are unique within one reading. `answer` is never empty; without `questions` it is a
    passage. `lang` is a primary language subtag, or "" where the file does not say.
    """

    key: str
    questions: tuple[str, ...]
    answer: str
    title: str = ""
    tags: tuple[str, ...] = ()
    lang: str = ""
    locator: Locator = field(default_factory=Locator)


@dataclass(frozen=True, slots=True)
class Problem:
    """A row or page that could not be taken; everything else of the file was.

    `found` describes and never quotes more than a column's name, so it may be logged.
    """

    code: str
    expected: str
    found: str
    remedy: str
    row: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of the file is read: bytes, rows or pages, `done` out of `total` (0: unknown)."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table, told before its rows, or before the error that none fits.

    `roles` says which column is taken for what: role → the names of its columns. A name that
    looks like data, as in a table without a header, is left out.
    """

    columns: tuple[str, ...]
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


Event = Record | Problem | Progress | Table

ColumnMap = Mapping[str, str]
"""Role → the column's name in the file, for example `{"question": "Q", "answer": "A"}`."""
