"""How likely a result is right: a logistic of a few signs, fitted on knowledge bases never judged.

Platt's method (1999) over more than the score. The score's odds against all its rivals come first
(the conditional logit of `fusion` gives them); then how much vectors and words say by themselves,
whether even the nearest entry is far off, and how long the entries are: long ones are seldom
confused. A score alone means different things
in different knowledge bases; the signs were chosen leaving one family of them out at a time.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrieval.fusion import Evidence

Floats = NDArray[np.float64]

SIGNS: Final = (
    "one",
    "log_odds",
    "log_odds_unread",
    "readable",
    "nearest",
    "far",
    "words",
    "words_unread",
    "length",
)
"""The columns of `signs`, in order."""

_LOW, _HIGH = -6.0, 7.0
"""Log odds beyond these say no more."""
_NEAR: Final = 0.4
"""A cosine below which sentences seldom speak of one thing; how far below it is what counts."""
_USUAL_LENGTH: Final = 4.0
"""Logarithm of the words of a usual entry: only the origin of a scale."""


def odds(scores: Floats, groups: list[list[int]], nothing: float) -> Floats:
    """The share of probability of each group of candidates, near-duplicates being one.

    Args:
        scores: Of all candidates; shape (candidates,).
        groups: Places in `scores`.
        nothing: The score of one more rival, "none of these": without it the best of three entries
            would always be far ahead, whatever is asked.

    Returns:
        float64 of shape (groups,), less than 1 in sum.
    """
    highest = max(float(scores.max()), nothing)
    shares = np.exp(scores - highest)
    total = shares.sum() + math.exp(nothing - highest)
    return np.array([shares[group].sum() / total for group in groups])


def signs(
    shares: Floats, evidence: Evidence, places: NDArray[np.intp], words_per_entry: float
) -> Floats:
    """What tells how likely each result is right.

    Args:
        shares: Of each result (`odds`); shape (results,).
        evidence: Of all candidates.
        places: Which candidate each result is; shape (results,).
        words_per_entry: How long the knowledge base's entries are on average.

    Returns:
        float64 of shape (results, len(SIGNS)).
    """
    log_odds = np.log((shares + 1e-9) / (1 - shares + 1e-9)).clip(_LOW, _HIGH)
    one = np.ones(len(shares))
    words = evidence.words[places]
    nearest = np.maximum(evidence.nearest, evidence.context * evidence.readable)[places]
    return np.stack(
        [
            one,
            log_odds,
            log_odds * (1 - evidence.readable),
            one * evidence.readable,
            evidence.nearest[places],
            evidence.readable * (_NEAR - nearest).clip(min=0),
            words * evidence.readable,
            words * (1 - evidence.readable),
            one * (math.log(max(1.0, words_per_entry)) - _USUAL_LENGTH),
        ],
        axis=1,
    )


def confidence(signs_: Floats, weights: Floats) -> Floats:
    """The probability that each result is right, float64 of shape (results,)."""
    likely: Floats = 1 / (1 + np.exp(-np.clip(signs_ @ weights, -30, 30)))
    return likely
