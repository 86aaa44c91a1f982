"""Calibrated confidence of a result: a logistic regression on a few features.

This is Platt scaling (1999) with more features than the score, fitted on knowledge bases that are
not used for evaluation. The most important one is the odds of the score against all rivals (from
the conditional logit of `fusion`). The others are how strong vectors and words are on their own,
whether even the nearest entry is far away, and how long entries are, since long ones are seldom
confused. A score alone means different things in different knowledge bases; the features were
selected by leaving out one family of knowledge bases at a time.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrieval.fusion import Evidence

Floats = NDArray[np.float64]

CONFIDENCE_FEATURES: Final = (
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
"""The columns of `confidence_features`, in order."""

_LOW, _HIGH = -6.0, 7.0
"""Range to which log odds are clipped, as values beyond it carry no more information."""
_NEAR: Final = 0.4
"""Cosine below which sentences are seldom about the same thing; the feature is the distance below.
"""
_USUAL_LENGTH: Final = 4.0
"""Logarithm of the number of words of a typical entry, used as the origin of the length scale."""


def odds(scores: Floats, groups: list[list[int]], nothing: float) -> Floats:
    """The probability of each group of near-duplicate candidates.

    Args:
        scores: Scores of all candidates, shape (candidates,).
        groups: Indices into `scores`.
        nothing: Score of an additional rival, "none of these": without it, the best of few entries
            would always be far ahead, whatever is asked.

    Returns:
        float64 of shape (groups,), with a sum below 1.
    """
    highest = max(float(scores.max()), nothing)
    shares = np.exp(scores - highest)
    total = shares.sum() + math.exp(nothing - highest)
    return np.array([shares[group].sum() / total for group in groups])


def confidence_features(
    shares: Floats, evidence: Evidence, places: NDArray[np.intp], words_per_entry: float
) -> Floats:
    """The features from which the confidence of each result is computed.

    Args:
        shares: Probability of each result (from `odds`), shape (results,).
        evidence: Evidence of all candidates.
        places: Candidate index of each result, shape (results,).
        words_per_entry: Average length of the knowledge base's entries, in words.

    Returns:
        float64 of shape (results, len(CONFIDENCE_FEATURES)).
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


def confidence(features: Floats, weights: Floats) -> Floats:
    """The probability that each result is right, float64 of shape (results,)."""
    likely: Floats = 1 / (1 + np.exp(-np.clip(features @ weights, -30, 30)))
    return likely
