"""The small words on which a statement turns: what denies, limits, compares and opposes.

Two languages know each other's patterns nowhere: each has a `Lexicon` of its own
(`english.py`, `chinese.py`). Words are held as the indexes cut them (`retrieval.text.words`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from retrieval.text import words

Rewrite = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

UPPER: Final = -1
"""A bound from above or before: within, at most, until."""
LOWER: Final = 1
"""A bound from below or after: at least, over, from."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a language has of each class.

    Attributes:
        lang: The primary language subtag.
        rewrites: Patterns and what is read in their place, in order; matched on folded text.
        negators: Words that turn a clause round; two of them in a clause cancel out.
        breaks: Words at which a new clause begins.
        same: A word's class, where several words say the same in a company's answers.
        opposites: A word's opposites.
        marks: Words of one kind (`only`, `if`, `must`, `all`, …): what adds or drops a limit.
        before, after: What stands before (behind) a number and bounds it.
        light: Words that say little: half the weight at most.
        empty: Words that say nothing.
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
    """word → the first word of its group."""
    found: dict[str, str] = {}
    for group in groups:
        cut = [stem for word in group.split() for stem in words(word, lang)[:1]]
        for stem in cut:
            found.setdefault(stem, cut[0])
    return found


def pairs(lang: str, text: str, same: dict[str, str] | None = None) -> dict[str, frozenset[str]]:
    """word → its opposites, from "in/out open/closed,shut"; `same` names the classes of words."""
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
    """The words of a list, as the indexes cut them."""
    return frozenset(stem for word in text.split() for stem in words(word, lang)[:1])


def patterns(*rows: tuple[str, str]) -> tuple[Rewrite, ...]:
    """Rewrites whose outcome stands apart from its neighbours."""
    return tuple((re.compile(pattern), " " + put + " ") for pattern, put in rows)
