"""Determines which words of a reply are checked at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_LETTER: Final = r"[^\W\d_\u2e80-\uffff]"
_WORD: Final = re.compile(rf"{_LETTER}+(?:['’]{_LETTER}+)*")
_LEFT_ALONE: Final = re.compile(r"\{\{.*?\}\}|\S*(?:@|://|www\.|[\d_#/\\])\S*")
"""Placeholders; addresses, numbers, codes and paths."""
_ENDS: Final = frozenset('.!?:…"“”„»«()-–—•*>')
_SHORTEST, _LONGEST = 2, 50
_CAPITAL_NOUNS: Final = frozenset({"de", "lb"})
"""Languages in which capitalised words are not necessarily names."""


class Word(NamedTuple):
    """A word and its position, in characters of a Python string."""

    start: int
    text: str

    @property
    def plain(self) -> str:
        """The word with the apostrophe used in dictionaries."""
        return self.text.replace("’", "'")


def words(line: str, lang: str) -> Iterator[Word]:
    """Yield the words of a line that a dictionary can check: no names, codes, addresses or
    placeholders, and no Chinese."""
    left_alone = [match.span() for match in _LEFT_ALONE.finditer(line)]
    for match in _WORD.finditer(line):
        start, text = match.start(), match.group()
        if not _SHORTEST <= len(text) <= _LONGEST or not text[1:].islower():
            continue  # codes and abbreviations
        if any(begin <= start < end for begin, end in left_alone):
            continue
        if text[0].isupper() and lang not in _CAPITAL_NOUNS and not _begins(line, start):
            continue  # a name
        yield Word(start, text)


def _begins(line: str, at: int) -> bool:
    """Return whether a sentence begins at this position."""
    before = line[:at].rstrip()
    return not before or before[-1] in _ENDS
