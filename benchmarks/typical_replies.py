"""Of the replies to questions like one, the one that says most of what the others say.

Agents answer one question in many ways. Of so many right replies the best single guess is the one
that all of them come nearest to (minimum Bayes risk: Kumar and Byrne 2004).
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
"""Questions like one that are looked at: of 16, 32, 64 and 125 the best on requests that judge
nothing, though by little."""
_WARMTH: Final = 0.15
"""A question counts e times less for each such part of a cosine that it is further away."""


class TypicalReplies:
    """Replies to choose from.

    Args:
        asked: Unit vectors of their questions, float32 of shape (replies, dims).
        replies: What was replied to each; at least one.
    """

    def __init__(self, asked: Vectors, replies: Sequence[str]) -> None:
        self._asked = asked
        self._said = [_phrases(reply) for reply in replies]

    def of(self, asked: Vectors) -> int:
        """The place of the typical reply to a question.

        Args:
            asked: Its unit vector, float32 of shape (dims,).
        """
        likeness = self._asked @ asked
        near = np.argsort(-likeness, kind="stable")[:_LIKE]
        weights = np.exp(likeness[near].astype(np.float64) / _WARMTH)
        in_common = _in_common([self._said[place] for place in near])
        return int(near[(in_common @ weights).argmax()])


def _phrases(reply: str) -> Counter[object]:
    """How often it has each of its words and pairs of neighbours."""
    said = words(reply)
    return Counter([*said, *pairwise(said)])


def _in_common(replies: Sequence[Counter[object]]) -> NDArray[np.float64]:
    """The share of phrases that each reply has in common with each other one (Dice), of shape
    (replies, replies); 0 with itself, which says nothing for it."""
    shares = np.zeros((len(replies), len(replies)))
    for row, one in enumerate(replies):
        for column, other in enumerate(replies[:row]):
            shared = 2 * (one & other).total() / max(1, one.total() + other.total())
            shares[row, column] = shares[column, row] = shared
    return shares
