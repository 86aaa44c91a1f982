"""How well a few typed letters fit a name: by its words, its initials, or letters on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_WHOLE: Final = 100
_WORDS: Final = 80
_INSIDE: Final = 60
_INITIALS: Final = 50
_LETTERS: Final = 30
_LOOSENESS: Final = 2
"""Letters on the way may lie this many times as far apart as they were typed."""

Stretch = tuple[int, int]
"""From and to, in code points."""


def best(query: str, names: Iterable[str]) -> int:
    """The best fit of any of the names; 0 where none fits."""
    return max((fit(query, name) for name in names), default=0)


def fit(query: str, name: str) -> int:
    """How well a query fits a name, 0 (not) to 100; everything fits nothing typed."""
    wanted, text = _folded(query), _folded(name)
    if not wanted or text.startswith(wanted):
        return _WHOLE
    words = text.split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return _WORDS
    if all(part in text for part in wanted.split()):
        return _INSIDE
    letters = wanted.replace(" ", "")
    if len(letters) > 1 and "".join(word[0] for word in words).startswith(letters):
        return _INITIALS
    return _LETTERS if _on_the_way(letters, text) else 0


def stretches(query: str, text: str) -> list[Stretch]:
    """Where the words of a query stand in a text, for marking them."""
    parts = sorted({part for part in query.casefold().split() if part}, key=len, reverse=True)
    if not parts:
        return []
    pattern = "|".join(re.escape(part) for part in parts)
    return [found.span() for found in re.finditer(pattern, text, re.IGNORECASE)]


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def _on_the_way(letters: str, text: str) -> bool:
    """Whether the letters come in this order, near each other, from the start of a word on."""
    if len(letters) < 3:
        return False
    starts = [found.start() for found in re.finditer(rf"\b{re.escape(letters[0])}", text)]
    return any(_reached(letters, text, start) for start in starts)


def _reached(letters: str, text: str, start: int) -> bool:
    at = start - 1
    for letter in letters:
        at = text.find(letter, at + 1)
        if at < 0:
            return False
    return at - start < len(letters) * _LOOSENESS
