"""Long texts in pieces, so that only what is on show is ever laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from assistant.contracts import Message


LONGEST: Final = 1_500
"""Characters in a piece: some thirty lines, laid out in a millisecond."""
_SHORTEST: Final = 1_000
_BREAK: Final = re.compile(r"\s")


class Piece(NamedTuple):
    """A stretch `[start, end)` of one message's text, one row of the thread.

    Attributes:
        message: Its place among the messages.
        first, last: Whether it begins or ends its message.
        day: The day, where the message begins one.
    """

    message: int
    start: int
    end: int
    first: bool
    last: bool
    day: date | None


def pieces_of(messages: Sequence[Message], texts: Sequence[str]) -> list[Piece]:
    """All pieces of a conversation, in order."""
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
    """Where a text is cut: at its last line end that still fits, a space, or hard."""
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
