"""What was replaced in a conversation, and what was kept although it may be personal.

Replaced values are not stored: places refer to positions in the original, where those who still
have it can look them up (`Place.of`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final, Literal

SUBJECT: Final = -1
"""The subject's number, in place of a message's number."""
_AROUND: Final = 60
CandidateKind = Literal["capitalised", "number", "handle"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place where something was replaced.

    Attributes:
        message: Index of the message in the conversation, or `SUBJECT`.
        start, end: Its span in the original text.
        kind: The kind of data ("Email", "Name", …).
        placeholder: The placeholder in its place ("{{Name 2}}").
        at: Start of the placeholder in the redacted text.
    """

    message: int
    start: int
    end: int
    kind: str
    placeholder: str
    at: int

    def of(self, original: str) -> str:
        """The replaced value, read from the original text."""
        return original[self.start : self.end]

    def around(self, redacted: str, characters: int = _AROUND) -> tuple[str, str]:
        """The text before and after it in the redacted text, without personal data."""
        end = self.at + len(self.placeholder)
        return redacted[max(0, self.at - characters) : self.at], redacted[end : end + characters]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that was kept and should be reviewed.

    Attributes:
        message: Index of the message, or `SUBJECT`.
        start, end: Its span in the redacted text.
        text: The text itself.
        kind: `capitalised` words inside a sentence, a `number`, or a `handle` with an @.
    """

    message: int
    start: int
    end: int
    text: str
    kind: CandidateKind

    def around(self, redacted: str, characters: int = _AROUND) -> tuple[str, str]:
        """The text before and after it in the redacted text."""
        return (
            redacted[max(0, self.start - characters) : self.start],
            redacted[self.end : self.end + characters],
        )


@dataclass(frozen=True, slots=True)
class Findings:
    """The findings of one conversation: all places replaced, in order, and samples of what was
    kept.
    """

    places: tuple[Place, ...]
    left: tuple[Candidate, ...]

    @property
    def counts(self) -> Counter[str]:
        """Number of places replaced, by kind."""
        return Counter(place.kind for place in self.places)
