"""The blocks that every document reader yields: headings, text and tables in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the outermost, 0 the title of the document."""

    text: str
    level: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, list item or code block: the smallest unit that is kept together."""

    text: str
    page: int | None = None
    item: bool = False
    """Whether it begins an item of a list."""


@dataclass(frozen=True, slots=True)
class QuestionAnswer:
    """A question and its answer that the document itself marks as such (`dl`, `details`)."""

    question: str
    answer: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table inside a document, with all rows including the header."""

    rows: Sequence[Sequence[str]]
    page: int | None = None


Block = Heading | Text | QuestionAnswer | Table
