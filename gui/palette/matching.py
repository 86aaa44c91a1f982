"""Scores how well a query matches a name: by words, by initials, or as a subsequence of letters."""

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
"""A subsequence may span at most this many times the length of the query."""

Stretch = tuple[int, int]
"""Start and end, in code points."""


def best(query: str, names: Iterable[str]) -> int:
    """Return the best score of any of the names; 0 if none matches."""
    return max((fit(query, name) for name in names), default=0)


def fit(query: str, name: str) -> int:
    """Score a match from 0 (none) to 100; an empty query matches everything."""
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
    """Return where the words of a query occur in a text, for highlighting."""
    parts = sorted({part for part in query.casefold().split() if part}, key=len, reverse=True)
    if not parts:
        return []
    pattern = "|".join(re.escape(part) for part in parts)
    return [found.span() for found in re.finditer(pattern, text, re.IGNORECASE)]


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def _on_the_way(letters: str, text: str) -> bool:
    """Return whether the letters form a compact subsequence starting at the beginning of a word."""
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
