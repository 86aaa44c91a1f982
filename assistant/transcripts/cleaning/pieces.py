"""A piece of a message that is to be cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Piece(NamedTuple):
    """From where to where, and why."""

    start: int
    end: int
    kind: str


class Lines:
    """The lines of a text with their places."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: Sequence[str] = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def __len__(self) -> int:
        return len(self.lines)

    def piece(self, first: int, last: int, kind: str) -> Piece:
        """From a line to before another one, with the white space that then stands at an edge."""
        start, end = self.starts[first], min(self.starts[last], len(self.text))
        if not self.text[end:].strip():
            end = len(self.text)
        if end == len(self.text):
            start = len(self.text[:start].rstrip())
        if not self.text[:start].strip():
            start = 0
            end += len(self.text[end:]) - len(self.text[end:].lstrip())
        return Piece(start, end, kind)
