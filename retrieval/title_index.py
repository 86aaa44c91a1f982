"""Finds the titles that a conversation mentions, even misheard or mistyped.

Titles are compared by character n-grams, so that "the taco shop at under dogs" still matches "Taco
Shop at Underdogs". The score is the share of a title's information (n-grams weighted by their
rarity among titles) found in one turn; it decreases with every turn that follows.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrieval.text import normalise

FADING: Final = 0.85
"""Factor by which the strength of a mention decreases with each later turn."""
TURNS: Final = 9
"""Number of turns examined: the last one and eight before it."""
_WORDS: Final = 80
"""Number of words examined at the end of a turn."""
_SHORTLIST: Final = 128
_KEPT: Final = 4
"""Number of titles whose entries all become candidates."""
_LEAST: Final = 0.3
_COMMON: Final = 0.05
_FEW_TITLES: Final = 2_000
"""Number of titles from which n-grams in more than `_COMMON` of all titles are ignored when
shortlisting."""

_WORD: Final = re.compile(r"[^\W_]+")
_UNSPACED: Final = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")

Floats = NDArray[np.float64]
Numbers = NDArray[np.uint32]


@dataclass(slots=True)
class _Title:
    key: str
    number: int
    grams: Numbers
    entries: set[int]


class TitleIndex:
    """Finds mentioned titles by fuzzy matching. Reading is safe while one writer is active."""

    def __init__(self) -> None:
        self._titles: dict[str, _Title] = {}
        self._by_number: dict[int, _Title] = {}
        self._title_of: dict[int, str] = {}
        self._grams: dict[str, int] = {}
        self._postings: list[array[int]] = []
        self._with_gram: list[int] = []
        self._next = 0

    def __len__(self) -> int:
        """The number of distinct titles."""
        return len(self._titles)

    def put(self, id_: int, title: str) -> None:
        """Set the title of an entry ("" for none)."""
        key = normalise(title)
        if self._title_of.get(id_, "") == key:
            return
        self.drop(id_)
        if not key:
            return
        known = self._titles.get(key)
        if known is None:
            known = self._learn(key)
        known.entries.add(id_)
        self._title_of[id_] = key

    def drop(self, id_: int) -> None:
        """Remove the title of an entry; an entry without one is ignored."""
        key = self._title_of.pop(id_, None)
        if key is None:
            return
        title = self._titles[key]
        title.entries.discard(id_)
        if not title.entries:
            del self._titles[key]
            del self._by_number[title.number]
            for gram in title.grams.tolist():
                self._with_gram[gram] -= 1  # postings keep its number, which is unknown now

    def title_of(self, id_: int) -> str:
        """The normalised title of an entry; "" if it has none."""
        return self._title_of.get(id_, "")

    def mentions(self, turns: Sequence[str]) -> dict[str, float]:
        """The titles that a conversation mentions, and how certainly.

        Args:
            turns: Text of the turns, the last turn first.

        Returns:
            Normalised titles (`title_of`) with a positive strength, at most `_SHORTLIST` of them.
        """
        if not self._titles:
            return {}
        said = [self._numbers_of(turn) for turn in turns[:TURNS]]
        numbers = self._shortlist(said)
        found = [title for n in numbers.tolist() if (title := self._by_number.get(n))]
        if not found:
            return {}
        strengths = self._strengths(found, said)
        return {
            title.key: float(strength)
            for title, strength in zip(found, strengths, strict=True)
            if strength > 0
        }

    def entries_of(self, mentions: dict[str, float], limit: int) -> list[int]:
        """Ids of at most `limit` entries of the titles that are mentioned most certainly."""
        best = sorted(mentions, key=lambda key: (-mentions[key], key))[:_KEPT]
        entries: list[int] = []
        for key in best:
            title = self._titles.get(key)
            if title is not None and mentions[key] >= _LEAST:
                entries += sorted(title.entries)
        return entries[:limit]

    def _learn(self, key: str) -> _Title:
        numbers = sorted({self._gram(gram) for gram in grams(key)})
        title = _Title(key, self._next, np.array(numbers, np.uint32), set())
        self._next += 1
        for number in numbers:
            self._postings[number].append(title.number)
            self._with_gram[number] += 1
        self._by_number[title.number] = title
        self._titles[key] = title
        return title

    def _gram(self, gram: str) -> int:
        number = self._grams.get(gram)
        if number is None:
            number = len(self._postings)
            self._postings.append(array("I"))
            self._with_gram.append(0)
            self._grams[gram] = number
        return number

    def _numbers_of(self, turn: str) -> Numbers:
        known = self._grams
        return np.array([known[gram] for gram in _said(turn) if gram in known], np.uint32)

    def _weights(self, numbers: Numbers) -> Floats:
        having = np.array([self._with_gram[number] for number in numbers.tolist()], float)
        return np.log((len(self._titles) + 1) / (having + 0.5)).clip(min=0)

    def _shortlist(self, said: Sequence[Numbers]) -> NDArray[np.intp]:
        """Numbers of the titles that share the most information with the turns, approximately."""
        worth: dict[int, float] = {}
        for age, numbers in enumerate(said):
            for number in numbers.tolist():
                worth.setdefault(number, FADING**age)
        most = max(_FEW_TITLES, len(self._titles)) * _COMMON
        every = np.array([n for n in worth if self._with_gram[n] <= most], np.uint32)
        if not len(every):
            return np.zeros(0, np.intp)
        value = self._weights(every) * np.array([worth[n] for n in every.tolist()])
        postings = [self._postings[n] for n in every.tolist()]
        shared = np.bincount(
            np.concatenate([np.frombuffer(p, np.uint32) for p in postings]),
            weights=np.repeat(value, [len(p) for p in postings]),
        )
        kept = min(_SHORTLIST, len(shared))
        return np.argpartition(-shared, kept - 1)[:kept]

    def _strengths(self, titles: Sequence[_Title], said: Sequence[Numbers]) -> Floats:
        lengths = [len(title.grams) for title in titles]
        every = np.concatenate([title.grams for title in titles])
        distinct, place = np.unique(every, return_inverse=True)
        weights = self._weights(distinct)[place]
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.intp)
        total = np.add.reduceat(weights, starts).clip(min=1e-9)
        best = np.zeros(len(titles))
        for age, numbers in enumerate(said):
            here = np.isin(distinct, numbers)[place]
            mass = np.add.reduceat(weights * here, starts)
            best = np.maximum(best, (mass / total) ** 2 * np.log1p(mass) * FADING**age)
        return best


@lru_cache(maxsize=4096)
def _said(turn: str) -> frozenset[str]:
    return grams(normalise(turn[-4_000:]), _WORDS)


def grams(text: str, last_words: int = 0) -> frozenset[str]:
    """The character n-grams by which a normalised text is compared.

    They are trigrams of each word with boundary marks, and 4-grams of the text without spaces,
    which also match if a word is written as two; for text with Chinese, Japanese or Korean, they
    are single characters and bigrams.
    """
    words = _WORD.findall(text.replace("'", "").replace("’", ""))
    words = words[-last_words:] if last_words else words
    joined = "".join(words)
    if _UNSPACED.search(joined):
        return frozenset(joined) | {joined[i : i + 2] for i in range(len(joined) - 1)}
    found = {"#" + joined[i : i + 4] for i in range(len(joined) - 3)}
    for word in words:
        bordered = f"_{word}_"
        found.update(bordered[i : i + 3] for i in range(len(bordered) - 2))
    return frozenset(found)
