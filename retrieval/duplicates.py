"""Results that say the same thing are shown once.

Two entries are near-duplicates when they have the same title, the same numbers, and nearly the same
words: both in their answer and in their questions, or in a long answer alone (a reply stored under
two questions). Numbers are compared exactly, because a fee of 5 and one of 50 differ in one word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrieval.term_table import TermTable
from retrieval.title_index import TitleIndex

NEARLY: Final = 0.85
"""Least share of words in common (Jaccard) of texts that say the same."""
LONG: Final = 12
"""Words from which on an answer alone shows that two entries are one."""


class Folding:
    """Finds near-duplicates among results, by words already cut."""

    def __init__(self, terms: TermTable, titles: TitleIndex) -> None:
        self._terms = terms
        self._titles = titles

    def groups(self, ids: Sequence[int]) -> list[list[int]]:
        """Positions in `ids` that say the same, each group in order, led by its best."""
        found: list[list[int]] = []
        for place, id_ in enumerate(ids):
            for group in found:
                if self._same(ids[group[0]], id_):
                    group.append(place)
                    break
            else:
                found.append([place])
        return found

    def _same(self, one: int, other: int) -> bool:
        here, there = self._terms.terms(one), self._terms.terms(other)
        if here is None or there is None:
            return False
        if self._titles.title_of(one) != self._titles.title_of(other):
            return False
        if not self._alike(here.of_answer, there.of_answer):
            return False
        if len(here.of_answer) >= LONG:
            return True
        return self._alike(here.of_questions, there.of_questions)

    def _alike(self, one: NDArray[np.uint32], other: NDArray[np.uint32]) -> bool:
        here, there = set(one.tolist()), set(other.tolist())
        if here == there:
            return True
        if len(here & there) < NEARLY * len(here | there):
            return False
        differing = self._terms.spelled(here ^ there)
        return not any(character.isdigit() for word in differing for character in word)
