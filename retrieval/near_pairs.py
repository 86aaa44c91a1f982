"""Finds near-duplicate pairs among all entries.

Comparing all pairs would take hours. Instead, answers get MinHash signatures (Broder, "On the
resemblance and containment of documents", 1997), and only pairs with an equal band of the signature
are compared word by word. The amount of work is bounded whatever the entries are: 100,000 of them
take about a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrieval.duplicates import LONG
from retrieval.term_table import Terms, TermTable
from retrieval.word_overlap import alike, share

LEAST: Final = 0.7
"""Minimum Jaccard similarity of two answers."""
MOST_PAIRS: Final = 2_000
"""Maximum number of pairs returned."""
_BANDS: Final = 8
_ROWS: Final = 3
"""With eight bands of three rows, 97 % of answers that share 70 % of their words have an equal
band; of those that share 85 %, all but one in 2,000."""
_NEXT: Final = 8
"""Number of neighbours with an equal band that an entry is paired with, to bound huge groups."""
_COMPARED: Final = 20_000
"""Number of the most likely pairs that are compared word by word."""
_SEED: Final = 1997

Numbers = NDArray[np.int64]
Signatures = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class NearPair:
    """Two entries, the one with the lower id first, and their similarity, 0 to 1."""

    one: int
    other: int
    likeness: float


def near_pairs(
    terms: TermTable,
    entries: Sequence[tuple[int, Terms]],
    title_of: Callable[[int], str],
    sharing_a_question: Iterable[tuple[int, int]] = (),
) -> list[NearPair]:
    """The near-duplicate pairs among these entries, the most similar first.

    Two entries are a pair if they have a question in common; or if their answers are similar, with
    the same numbers, and are either long or have similar questions. Entries with different titles
    are never a pair.

    Args:
        terms: The table of the entries' words.
        entries: Ascending ids, with the words of each.
        title_of: Returns the title of an entry, normalised.
        sharing_a_question: Pairs of ids that have a question in common.
    """
    comparing = _Comparing(terms, dict(entries), title_of)
    found = {}
    for one, other in sharing_a_question:
        pair = comparing.pair(min(one, other), max(one, other), asked=True)
        if pair is not None:
            found[pair.one, pair.other] = pair
    for one, other in _likely(entries):
        pair = comparing.pair(one, other, asked=False)
        if pair is not None:
            found.setdefault((one, other), pair)
    ranked = sorted(found.values(), key=lambda pair: (-pair.likeness, pair.one, pair.other))
    return ranked[:MOST_PAIRS]


class _Comparing:
    """Compares pairs of entries word by word."""

    def __init__(
        self, terms: TermTable, entries: dict[int, Terms], title_of: Callable[[int], str]
    ) -> None:
        self._spelled = terms.spelled
        self._entries = entries
        self._title_of = title_of
        self._sets = lru_cache(maxsize=2 * _COMPARED)(self._words_of)

    def pair(self, one: int, other: int, *, asked: bool) -> NearPair | None:
        if one == other or one not in self._entries or other not in self._entries:
            return None
        titles = {self._title_of(one), self._title_of(other)} - {""}
        if len(titles) > 1:
            return None
        (asks, says), (other_asks, other_says) = self._sets(one), self._sets(other)
        long = min(len(says), len(other_says)) >= LONG
        if not asked and not (
            alike(says, other_says, self._spelled, LEAST)
            and (long or (asks and alike(asks, other_asks, self._spelled, LEAST)))
        ):
            return None
        shares = [share(says, other_says)]
        if asks and other_asks:
            shares.append(1.0 if asked else share(asks, other_asks))
        return NearPair(one, other, sum(shares) / len(shares))

    def _words_of(self, id_: int) -> tuple[frozenset[int], frozenset[int]]:
        terms = self._entries[id_]
        return frozenset(terms.of_questions.tolist()), frozenset(terms.of_answer.tolist())


def _likely(entries: Sequence[tuple[int, Terms]]) -> Iterator[tuple[int, int]]:
    """Yield pairs whose answers may be similar, the most likely first; the ids of each ascend."""
    answered = [(id_, terms.of_answer) for id_, terms in entries if terms.answer]
    if len(answered) < 2:
        return
    signatures = _signatures([words for _, words in answered])
    pairs, bands = np.unique(np.concatenate(list(_sharing_a_band(signatures))), return_counts=True)
    likely = np.argsort(-bands, kind="stable")[: 4 * _COMPARED]
    ones, others = pairs[likely] >> 32, pairs[likely] & 0xFFFFFFFF
    equal = np.zeros(len(likely), np.int64)
    for signature in signatures:
        equal += signature[ones] == signature[others]
    best = np.argsort(-equal, kind="stable")[:_COMPARED]
    for one, other in zip(ones[best].tolist(), others[best].tolist(), strict=True):
        yield answered[one][0], answered[other][0]


def _signatures(answers: Sequence[NDArray[np.uint32]]) -> list[Signatures]:
    """The MinHash signatures: for each random order of words, the minimum of each answer."""
    every = np.concatenate(answers)
    starts = np.cumsum([0, *map(len, answers[:-1])])
    random = np.random.default_rng(_SEED)
    vocabulary = int(every.max()) + 1
    orders = (random.integers(0, 2**32, vocabulary, dtype=np.uint32) for _ in range(_BANDS * _ROWS))
    return [np.minimum.reduceat(order[every], starts) for order in orders]


def _sharing_a_band(signatures: Sequence[Signatures]) -> Iterator[Numbers]:
    """Yield pairs of indices with an equal band, each packed into one number, the lower index in
    the upper half."""
    for band in range(_BANDS):
        rows = [row.astype(np.uint64) for row in signatures[band * _ROWS : (band + 1) * _ROWS]]
        key = rows[0]
        for row in rows[1:]:
            key = key * np.uint64(0x9E3779B97F4A7C15) + row
        order = np.argsort(key, kind="stable").astype(np.int64)  # stable: indices ascend in a group
        ordered = key[order]
        for step in range(1, _NEXT + 1):
            same = np.flatnonzero(ordered[step:] == ordered[:-step])
            yield order[same] << 32 | order[same + step]
