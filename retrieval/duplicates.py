"""Groups near-duplicate results, so that each group is shown once.

Two entries are near-duplicates if they have the same title, the same numbers, and nearly the same
words, both in their answer and in their questions, or in a long answer alone (a reply stored under
two questions). Numbers are compared exactly, because a fee of 5 and one of 50 differ in one word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.term_table import TermTable
from retrieval.title_index import TitleIndex

NEARLY: Final = 0.85
"""Minimum Jaccard similarity of the words of near-duplicates."""
_LEAST_RATIO: Final = NEARLY - 1e-9
LONG: Final = 12
"""Minimum number of words in an answer for it alone to decide."""


@dataclass(frozen=True, slots=True)
class _Said:
    """The features of a result that are compared."""

    title: str
    questions: frozenset[int]
    answer: frozenset[int]
    size: int
    long: bool


class Folding:
    """Finds near-duplicates among results, using the words in the term table."""

    def __init__(self, terms: TermTable, titles: TitleIndex) -> None:
        self._terms = terms
        self._titles = titles

    def groups(self, ids: Sequence[int]) -> list[list[int]]:
        """Group positions in `ids` into near-duplicates, each group in order, the best first."""
        found: list[tuple[_Said | None, list[int]]] = []
        for place, id_ in enumerate(ids):
            said = self._said(id_)
            for leader, group in found:
                if (
                    leader is not None
                    and said is not None
                    # inlined, as nearly all pairs fail here: a call for each dominated the time
                    and _LEAST_RATIO <= leader.size / said.size <= 1 / _LEAST_RATIO
                    and self._same(leader, said)
                ):
                    group.append(place)
                    break
            else:
                found.append((said, [place]))
        return [group for _, group in found]

    def _said(self, id_: int) -> _Said | None:
        terms = self._terms.terms(id_)
        if terms is None:
            return None
        answer = frozenset(terms.of_answer.tolist())
        return _Said(
            self._titles.title_of(id_),
            frozenset(terms.of_questions.tolist()),
            answer,
            max(1, len(answer)),
            len(terms.of_answer) >= LONG,
        )

    def _same(self, one: _Said, other: _Said) -> bool:
        return (
            one.title == other.title
            and self._alike(one.answer, other.answer)
            and (one.long or self._alike(one.questions, other.questions))
        )

    def _alike(self, one: frozenset[int], other: frozenset[int]) -> bool:
        if one == other:
            return True
        if min(len(one), len(other)) < NEARLY * max(len(one), len(other)):
            return False
        if len(one & other) < NEARLY * len(one | other):
            return False
        differing = self._terms.spelled(one ^ other)
        return not any(character.isdigit() for word in differing for character in word)
