"""Which texts say nearly the same as one of others: every such pair is found, none by luck.

Two texts that share a part of their words must share one of the rarest of them, so only those with
a rare word in common are compared (prefix filtering: Chaudhuri et al., "A primitive operator for
similarity joins in data cleaning", 2006).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from retrieval.likeness import share
from retrieval.text import words

LEAST: Final = 0.8
"""Share of words (Jaccard) from which on two exchanges are near-duplicates."""

Words = frozenset[str]


def words_of(text: str) -> Words:
    """What a text is compared by."""
    return frozenset(words(text))


class NearIndex:
    """Texts that others are compared with.

    Args:
        known: As `words_of` gives them; one without words is nobody's duplicate.
        least: Share of words that near-duplicates must have in common.
    """

    def __init__(self, known: Iterable[Words], least: float = LEAST) -> None:
        self._known = [text for text in known if text]
        self._least = least
        self._counts = Counter(word for text in self._known for word in text)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(self._known):
            for word in self._rarest(text):
                self._by_word[word].append(place)

    def has_near(self, text: Words) -> bool:
        """Whether one of them is a near-duplicate of this text."""
        return any(share(text, self._known[place]) >= self._least for place in self._likely(text))

    def _rarest(self, text: Words) -> list[str]:
        """So many of its rarest words that a near-duplicate must have one of them among its own."""
        ordered = sorted(text, key=lambda word: (self._counts[word], word))
        return ordered[: len(text) - math.ceil(self._least * len(text)) + 1]

    def _likely(self, text: Words) -> Iterator[int]:
        seen: set[int] = set()
        for word in self._rarest(text) if text else ():
            for place in self._by_word.get(word, ()):
                if place not in seen:
                    seen.add(place)
                    yield place


def near_any(texts: Sequence[Words], others: Iterable[Words], least: float = LEAST) -> set[int]:
    """Places of the texts that are near-duplicates of one of the others."""
    index = NearIndex(others, least)
    return {place for place, text in enumerate(texts) if index.has_near(text)}
