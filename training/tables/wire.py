"""How a table crosses from the process that reads it: checked on arrival."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.documents.wire import Message, texts

Names = Sequence[str]
"""What a column may be called, in small letters; the first that is there counts."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a table is.

    Attributes:
        columns: Their names, in small letters; none where nothing is in it.
        encoding: Of a file of text; "" for a workbook.
        unsaved: Whether cells may be empty only because a formula's value was never saved.
    """

    columns: tuple[str, ...]
    encoding: str
    unsaved: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, or a single empty one for a row that cannot be read."""

    cells: tuple[str, ...]

    @property
    def answer(self) -> str:
        """The longest cell: by it the reading process tells how much waits to be handed over."""
        return max(self.cells, key=len, default="")


def encode(event: Header | Row) -> Message:
    """An event as a message."""
    if isinstance(event, Header):
        return ["h", event.columns, event.encoding, event.unsaved]
    return ["w", *event.cells]


def decode(message: Message) -> Header | Row:
    """An event out of a message; raises ValueError or TypeError for what is none."""
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
    """Where the first of these names stands that a header has; None if it has none."""
    return next((header.index(name) for name in names if name in header), None)
