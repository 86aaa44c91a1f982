"""A text normalised for the patterns: ASCII digits and letters, composed accents, nothing
invisible.

Full-width and other scripts' digits become ASCII, compatibility letters their plain forms, spaces
of any width a space; zero-width characters, soft hyphens and direction marks are left out.
Positions can be mapped back to the original text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import Final

_HYPHENS: Final = "\u2010\u2011\u2012\u2212\uff0d"
_WIDE: Final = {"＠": "@", "．": ".", "＋": "+", "＿": "_", "＃": "#", "／": "/"}
_ODD: Final = re.compile(r"[^\x00-\x7f]")
_LETTERS: Final = ("<font>", "<wide>", "<narrow>", "<super>", "<sub>", "<circle>")


class Plain:
    """A normalised text, and the mapping back to the original.

    Attributes:
        text: The text to search; equal to the original for nearly every text.
    """

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = original
        self._plain_at: list[int] = []
        self._original_at: list[int] = []
        if original.isascii() or not any(map(_odd, set(original))):
            return
        pieces: list[str] = []
        at = length = 0
        for found in _ODD.finditer(original):
            character, place = found[0], found.start()
            pieces.append(original[at:place])
            length += place - at
            at = place + 1
            shown = character
            if unicodedata.combining(character) and length:
                shown = _joined(pieces, character)
            elif _odd(character):
                shown = _shown(character)
            if shown != character:  # lengths differ from here on
                self._plain_at.append(length + len(shown))
                self._original_at.append(place + 1)
            pieces.append(shown)
            length += len(shown)
        pieces.append(original[at:])
        self.text = "".join(pieces)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original for a span of `text`, including invisible characters."""
        if not self._plain_at:
            return start, end
        return self._back(start), self._back(end)

    def _back(self, at: int) -> int:
        """The position in the original of a character of `text`."""
        index = bisect_right(self._plain_at, at) - 1
        shift = self._original_at[index] - self._plain_at[index] if index >= 0 else 0
        return at + shift


def _joined(pieces: list[str], mark: str) -> str:
    """Join an accent to the preceding letter; returns "", or the accent if that fails."""
    index = len(pieces) - 1
    while index >= 0 and not pieces[index]:
        index -= 1
    if index < 0:
        return mark
    whole = unicodedata.normalize("NFC", pieces[index][-1] + mark)
    if len(whole) != 1:
        return mark
    pieces[index] = pieces[index][:-1] + whole
    return ""


def _joins(character: str) -> bool:
    return unicodedata.combining(character) > 0


def _odd(character: str) -> bool:
    """Whether a character is replaced by another, or left out."""
    return not character.isascii() and (_shown(character) != character or _joins(character))


@lru_cache(maxsize=4096)
def _shown(character: str) -> str:
    if character.isascii():
        return character
    if character in _HYPHENS:
        return "-"
    if character in _WIDE:
        return _WIDE[character]
    kind = unicodedata.category(character)
    if kind == "Nd":
        return str(unicodedata.decimal(character))
    if kind == "Zs":
        return " "
    if kind == "Cf":
        return ""
    if unicodedata.decomposition(character).startswith(_LETTERS):
        plain = unicodedata.normalize("NFKC", character)
        return plain if len(plain) == 1 and plain.isascii() and plain.isalnum() else character
    return character
