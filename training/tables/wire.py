"""The messages in which the child process sends a table; they are validated when received."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.documents.wire import Message, texts

Names = Sequence[str]
"""The possible names of a column in lower case; the first that a table has is taken."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table.

    Attributes:
        columns: Names of the columns, in lower case; empty if the table is empty.
        encoding: Encoding of a text file; "" for a workbook.
        unsaved: Whether cells may be empty only because a formula's value was not saved.
    """

    columns: tuple[str, ...]
    encoding: str
    unsaved: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row; a single empty one for an unreadable row."""

    cells: tuple[str, ...]

    @property
    def answer(self) -> str:
        """The longest cell, by which the child process measures how much data waits to be sent."""
        return max(self.cells, key=len, default="")


def encode(event: Header | Row) -> Message:
    """Convert an event to a message."""
    if isinstance(event, Header):
        return ["h", event.columns, event.encoding, event.unsaved]
    return ["w", *event.cells]


def decode(message: Message) -> Header | Row:
    """Convert a message to an event; raises ValueError or TypeError if it is invalid."""
    if message[0] == "h":
        _, columns, encoding, unsaved = message
        texts(encoding, *columns)
        if type(unsaved) is not bool:
            raise TypeError
        return Header(tuple(columns), encoding, unsaved)
    if message[0] == "w":
        texts(*message)
        return Row(tuple(message[1:]))
    raise ValueError


def place(header: Sequence[str], names: Names) -> int | None:
    """Index of the first of these names that a header has; None if it has none of them."""
    return next((header.index(name) for name in names if name in header), None)
