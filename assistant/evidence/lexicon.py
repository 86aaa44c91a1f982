"""The function words that change a statement's meaning: negations, limits, comparisons, opposites.

Each language has a `Lexicon` of its own (`english.py`, `chinese.py`); none knows the patterns of
another. Words are stored as the search indexes tokenize them (`retrieval.text.words`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from retrieval.text import words

Rewrite = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

UPPER: Final = -1
"""An upper bound, or a latest time: within, at most, until."""
LOWER: Final = 1
"""A lower bound, or an earliest time: at least, over, from."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words and patterns of one language.

    Attributes:
        lang: The primary language subtag.
        rewrites: Patterns and their replacements, applied in order to the normalised text.
        negators: Words that negate a clause; two of them in a clause cancel out.
        breaks: Words at which a new clause begins.
        same: A word's class, for words that are synonyms in a company's answers.
        opposites: A word's opposites.
        marks: Words that add or remove a limit, by kind (`only`, `if`, `must`, `all`, …).
        before, after: Patterns before (after) a number that make it a bound.
        light: Words of little content: their weight is limited.
        empty: Words without content.
    """

    lang: str
    rewrites: tuple[Rewrite, ...]
    negators: frozenset[str]
    breaks: frozenset[str]
    same: dict[str, str]
    opposites: dict[str, frozenset[str]]
    marks: dict[str, str]
    before: tuple[tuple[re.Pattern[str], int], ...]
    after: tuple[tuple[re.Pattern[str], int], ...]
    light: frozenset[str]
    empty: frozenset[str]


def classes(lang: str, groups: Iterable[str]) -> dict[str, str]:
    """Map each word to the first word of its group."""
    found: dict[str, str] = {}
    for group in groups:
        cut = [stem for word in group.split() for stem in words(word, lang)[:1]]
        for stem in cut:
            found.setdefault(stem, cut[0])
    return found


def pairs(lang: str, text: str, same: dict[str, str] | None = None) -> dict[str, frozenset[str]]:
    """Map each word to its opposites, from "in/out open/closed,shut"; `same` gives classes of
    words.
    """
    found: dict[str, set[str]] = {}
    for pair in text.split():
        sides = [
            {
                (same or {}).get(stem, stem)
                for word in side.split(",")
                for stem in words(word, lang)[:1]
            }
            for side in pair.split("/")
        ]
        for here, there in ((0, 1), (1, 0)):
            for word in sides[here]:
                found.setdefault(word, set()).update(sides[there] - {word})
    return {word: frozenset(others) for word, others in found.items()}


def stems(lang: str, text: str) -> frozenset[str]:
    """The words of a list, as the search indexes tokenize them."""
    return frozenset(stem for word in text.split() for stem in words(word, lang)[:1])


def patterns(*rows: tuple[str, str]) -> tuple[Rewrite, ...]:
    """Rewrites whose replacement is separated from its neighbours by spaces."""
    return tuple((re.compile(pattern), " " + put + " ") for pattern, put in rows)
