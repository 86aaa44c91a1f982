"""Finds near-duplicates of texts, exactly: unlike with hashing methods, none is missed.

Two texts that share enough of their words must share one of their rarest words, so only texts with
a rare word in common are compared (prefix filtering: Chaudhuri et al., "A primitive operator for
similarity joins in data cleaning", 2006).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from retrieval.text import words
from retrieval.word_overlap import share

NEAR_DUPLICATE_SIMILARITY: Final = 0.8
"""Jaccard similarity of words from which on two exchanges are near-duplicates."""

Words = frozenset[str]


def words_of(text: str) -> Words:
    """The set of words by which a text is compared."""
    return frozenset(words(text))


class NearIndex:
    """An index of texts, in which near-duplicates of other texts can be looked up.

    Args:
        known: The texts, as `words_of` returns them; texts without words are ignored.
        least: Minimum similarity of near-duplicates.
    """

    def __init__(self, known: Iterable[Words], least: float = NEAR_DUPLICATE_SIMILARITY) -> None:
        self._known = [text for text in known if text]
        self._least = least
        self._counts = Counter(word for text in self._known for word in text)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(self._known):
            for word in self._rarest(text):
                self._by_word[word].append(place)

    def has_near(self, text: Words) -> bool:
        """Whether the index has a near-duplicate of this text."""
        return any(share(text, self._known[place]) >= self._least for place in self._likely(text))

    def _rarest(self, text: Words) -> list[str]:
        """The prefix of a text: just as many of its rarest words that any near-duplicate must have
        one of them in its own prefix."""
        ordered = sorted(text, key=lambda word: (self._counts[word], word))
        return ordered[: len(text) - math.ceil(self._least * len(text)) + 1]

    def _likely(self, text: Words) -> Iterator[int]:
        seen: set[int] = set()
        for word in self._rarest(text) if text else ():
            for place in self._by_word.get(word, ()):
                if place not in seen:
                    seen.add(place)
                    yield place


def near_any(
    texts: Sequence[Words], others: Iterable[Words], least: float = NEAR_DUPLICATE_SIMILARITY
) -> set[int]:
    """Indices of the texts that are near-duplicates of any of the others."""
    index = NearIndex(others, least)
    return {place for place, text in enumerate(texts) if index.has_near(text)}
