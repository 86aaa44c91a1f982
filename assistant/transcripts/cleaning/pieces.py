"""Pieces of a message that are to be cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Piece(NamedTuple):
    """A range of characters and the kind of text in it ("quote", "signature", "greeting")."""

    start: int
    end: int
    kind: str


class Lines:
    """The lines of a text with their start offsets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: Sequence[str] = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def __len__(self) -> int:
        return len(self.lines)

    def piece(self, first: int, last: int, kind: str) -> Piece:
        """The lines from `first` to before `last`, with the white space left over at either edge
        of the text."""
        start, end = self.starts[first], min(self.starts[last], len(self.text))
        if not self.text[end:].strip():
            end = len(self.text)
        if end == len(self.text):
            start = len(self.text[:start].rstrip())
        if not self.text[:start].strip():
            start = 0
            end += len(self.text[end:]) - len(self.text[end:].lstrip())
        return Piece(start, end, kind)
