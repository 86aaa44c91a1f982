"""What was replaced in a conversation, and what was left although it looks like somebody's.

None of this holds a value that was replaced: places say where it stands in the original, which
whoever still has it may look up (`Place.of`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final, Literal

SUBJECT: Final = -1
"""The number of the subject, where a message's number is asked for."""
_AROUND: Final = 60
LeftKind = Literal["capitalised", "number", "handle"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place where something was replaced.

    Attributes:
        message: Which message of the conversation, from 0, or `SUBJECT`.
        start, end: Where it stood in the original text.
        kind: What it is ("Email", "Name", …).
        placeholder: What stands there now ("{{Name 2}}").
        at: Where the placeholder begins in the redacted text.
    """

    message: int
    start: int
    end: int
    kind: str
    placeholder: str
    at: int

    def of(self, original: str) -> str:
        """What was replaced, out of the original text."""
        return original[self.start : self.end]

    def around(self, redacted: str, characters: int = _AROUND) -> tuple[str, str]:
        """The words before and behind it in the redacted text: they hold nothing personal."""
        end = self.at + len(self.placeholder)
        return redacted[max(0, self.at - characters) : self.at], redacted[end : end + characters]


@dataclass(frozen=True, slots=True)
class Left:
    """Something that was left and should be looked at.

    Attributes:
        message: Which message, from 0, or `SUBJECT`.
        start, end: Where it stands in the redacted text.
        text: What it is.
        kind: `capitalised` words inside a sentence, a `number`, or a `handle` with an @.
    """

    message: int
    start: int
    end: int
    text: str
    kind: LeftKind

    def around(self, redacted: str, characters: int = _AROUND) -> tuple[str, str]:
        """The words before and behind it in the redacted text."""
        return (
            redacted[max(0, self.start - characters) : self.start],
            redacted[self.end : self.end + characters],
        )


@dataclass(frozen=True, slots=True)
class Findings:
    """Of one conversation: what was replaced, in order, and samples of what was not."""

    places: tuple[Place, ...]
    left: tuple[Left, ...]

    @property
    def counts(self) -> Counter[str]:
        """How many places were replaced, by kind."""
        return Counter(place.kind for place in self.places)
