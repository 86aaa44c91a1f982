"""The events of reading a file: records, problems with their row or page, and progress."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Locator:
    """The position of a record in its file.

    `row` is the number that a spreadsheet shows (the first row is 1); `page` starts at 1; `heading`
    is the path of headings above the text, outermost first, joined by " › ".
    """

    row: int | None = None
    page: int | None = None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One answer or passage of a file.

    `key` identifies it inside the file: the file's own id if it has one, else a key derived from
    the question or from heading and text, so that importing an edited file again only changes what
    was edited. Keys are unique within one reading. `answer` is never empty; without `questions` it
    is a passage. `lang` is a primary language subtag, or "" if the file does not say.
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
    """A row or page that could not be read; the rest of the file is not affected.

    `found` describes the content and quotes at most a column's name, so that it may be logged.
    """

    code: str
    expected: str
    found: str
    remedy: str
    row: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of the file has been read (bytes, rows or pages): `done` of `total` (0: unknown)."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table, yielded before its rows, or before the error that they do not fit.

    `roles` maps each recognised role to the names of its columns. Names that look like data, as in
    a table without a header, are left out.
    """

    columns: tuple[str, ...]
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


Event = Record | Problem | Progress | Table

ColumnMap = Mapping[str, str]
"""Role → the column's name in the file, for example `{"question": "Q", "answer": "A"}`."""
