"""Selects the most typical of the replies to similar questions.

Agents answer the same question in many ways. Of many right replies, the best single guess is the
one closest to all others (minimum Bayes risk decoding: Kumar and Byrne 2004).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrieval.embedder import Vectors
from retrieval.text import words

_LIKE: Final = 32
"""Number of similar questions considered: of 16, 32, 64 and 125 the best, by a small margin, on
requests outside the evaluation sets."""
_WARMTH: Final = 0.15
"""Temperature of the weights: each such step down in cosine divides a question's weight by e."""


class TypicalReplies:
    """Replies to choose from.

    Args:
        asked: Unit vectors of their questions, float32 of shape (replies, dims).
        replies: The reply to each question; at least one.
        like: Number of similar questions considered.
    """

    def __init__(self, asked: Vectors, replies: Sequence[str], *, like: int = _LIKE) -> None:
        self._asked, self._like = asked, like
        self._said = [_phrases(reply) for reply in replies]

    def of(self, asked: Vectors) -> int:
        """The index of the typical reply to a question.

        Args:
            asked: The question's unit vector, float32 of shape (dims,).
        """
        likeness = self._asked @ asked
        near = np.argsort(-likeness, kind="stable")[: self._like]
        weights = np.exp(likeness[near].astype(np.float64) / _WARMTH)
        in_common = _in_common([self._said[place] for place in near])
        return int(near[(in_common @ weights).argmax()])


def _phrases(reply: str) -> Counter[object]:
    """Counts of its words and pairs of neighbouring words."""
    said = words(reply)
    return Counter([*said, *pairwise(said)])


def _in_common(replies: Sequence[Counter[object]]) -> NDArray[np.float64]:
    """Pairwise Dice coefficients of the replies' phrases, of shape (replies, replies).

    The diagonal is 0, because similarity to itself says nothing about a reply.
    """
    shares = np.zeros((len(replies), len(replies)))
    for row, one in enumerate(replies):
        for column, other in enumerate(replies[:row]):
            shared = 2 * (one & other).total() / max(1, one.total() + other.total())
            shares[row, column] = shares[column, row] = shared
    return shares
