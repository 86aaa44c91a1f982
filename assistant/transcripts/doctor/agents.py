"""Pseudonyms for agents: initials and a number, the same each time a file is read."""

from __future__ import annotations

from collections import Counter
from typing import Final

MOST: Final = 10_000
"""Maximum number of authors with a pseudonym of their own; all later ones are "…"."""
OTHERS: Final = "…"
_INITIALS: Final = 3


class Agents:
    """Assigns pseudonyms to authors in the order in which they appear."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._taken: Counter[str] = Counter()

    def name(self, author: str) -> str:
        """ "Maria Sanchez" → "M. S. 1"; "" for an author without a name."""
        author = " ".join(author.split())
        if not author:
            return ""
        known = self._known.get(author)
        if known is None:
            if len(self._known) >= MOST:
                return OTHERS
            initials = _initials(author)
            self._taken[initials] += 1
            known = self._known[author] = f"{initials} {self._taken[initials]}"
        return known


def _initials(author: str) -> str:
    words = author.partition("@")[0].replace(".", " ").replace("_", " ").split()
    letters = [word[0].upper() for word in words if word[0].isalpha()]
    return " ".join(f"{letter}." for letter in letters[:_INITIALS]) or "#"
