"""Splits long texts into pieces, so that only the visible ones have to be laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from assistant.contracts import Message


LONGEST: Final = 1_500
"""Maximum characters per piece: about thirty lines, laid out in a millisecond."""
_SHORTEST: Final = 1_000
_BREAK: Final = re.compile(r"\s")


class Piece(NamedTuple):
    """The range `[start, end)` of one message's text, a row of the thread.

    Attributes:
        message: Index of the message.
        first, last: Whether it is the first or last piece of its message.
        day: The date, if the message is the first of a day.
    """

    message: int
    start: int
    end: int
    first: bool
    last: bool
    day: date | None


def pieces_of(messages: Sequence[Message], texts: Sequence[str]) -> list[Piece]:
    """Return all pieces of a conversation, in order."""
    found: list[Piece] = []
    before: date | None = None
    for place, (message, text) in enumerate(zip(messages, texts, strict=True)):
        day = message.at.astimezone().date()
        for start, end in cuts(text):
            begins = day if start == 0 and day != before else None
            found.append(Piece(place, start, end, start == 0, end == len(text), begins))
        before = day
    return found


def cuts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the positions to cut at: the last line break that fits, else a space, else anywhere."""
    start = 0
    while len(text) - start > LONGEST:
        end = start + LONGEST
        newline = text.rfind("\n", start + _SHORTEST, end)
        if newline >= 0:
            end = newline + 1
        else:
            spaces = [m.end() for m in _BREAK.finditer(text, start + _SHORTEST, end)]
            end = spaces[-1] if spaces else end
        yield start, end
        start = end
    yield start, len(text)
