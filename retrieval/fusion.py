"""Combines the evidence of vectors, words and titles for a candidate into one score.

This is a conditional logit: each candidate has a few features, its score is their weighted sum, and
the weights maximise the likelihood of the correct candidates among their rivals (McFadden 1974; in
ranking, ListNet's top-one loss, Cao et al. 2007). `benchmarks.fit_search` fits them on a variety of
knowledge bases, none of which is used for evaluation; they are stored in `search_model.json`.

It stays robust where single retrievers fail, for these reasons:

- cosines are scaled by the share of the question that the model can read, so that a model that does
  not know the language has no influence instead of a misleading one;
- words count as a share of what the question could reach (`term_table`), so that they have little
  influence if few of the question's words occur. They are weighted with the logarithm of the number
  of entries: singling out one of thousands takes more than choosing among thirty, where chance
  matches mislead;
- words matter less for a candidate that the vectors already agree with (`both`);
- earlier turns count in full only if no title of the knowledge base has been mentioned: a mention
  reveals the topic of a conversation better than all other words.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FEATURES: Final = (
    "question",
    "answer",
    "nearest",
    "words",
    "words_alone",
    "words_of_question",
    "both",
    "title",
    "conversation_nearest",
    "conversation_words",
    "turn_nearest",
    "turn_words",
)
"""The columns of `features`, in order."""

_USUAL_ENTRIES: Final = 120
"""Number of entries for which the weight of words is 1; an arbitrary unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The evidence on the candidates of one query; arrays are float64 of shape (candidates,).

    Attributes:
        question: Highest cosine with a question variant of the candidate; NaN if it has none.
        answer: Cosine with its title and answer; for a long answer, the mean of the cosines with
            the whole and with the nearest piece.
        words: Share of the last turn's words that it covers (`TermTable.shares`).
        words_of_question: The same for its question variants alone.
        around: Like `words`, for the last turn and earlier turns with decreasing weights.
        title: How certainly the conversation mentions its title (`TitleIndex.mentions`).
        context: Highest cosine of the last turns together with any of its vectors.
        readable: Share of the query that the model can read, 0 to 1.
        followup: 1 if there are turns before the last one, else 0.
    """

    question: Floats
    answer: Floats
    words: Floats
    words_of_question: Floats
    around: Floats
    title: Floats
    context: Floats
    readable: float
    followup: float

    @property
    def nearest(self) -> Floats:
        """Highest cosine of the last turn with any vector, scaled by `readable`."""
        nearest: Floats = np.fmax(self.question, self.answer) * self.readable
        return nearest


def features(evidence: Evidence, entries: int) -> Floats:
    """The features of each candidate.

    Args:
        evidence: Evidence on the candidates.
        entries: Number of entries in the knowledge base.

    Returns:
        float64 of shape (candidates, len(FEATURES)).
    """
    readable = evidence.readable
    nearest = evidence.nearest
    size = math.log1p(entries) / math.log1p(_USUAL_ENTRIES)
    unnamed = 1 - min(1.0, float(evidence.title.max(initial=0.0)))
    earlier = evidence.followup * unnamed
    return np.stack(
        [
            np.nan_to_num(evidence.question) * readable,
            evidence.answer * readable,
            nearest,
            evidence.words * size,
            evidence.words * (1 - readable) * size,
            evidence.words_of_question * size,
            evidence.words * nearest,
            evidence.title,
            evidence.context * readable * earlier,
            evidence.around * earlier,
            nearest * earlier,
            evidence.words * earlier,
        ],
        axis=1,
    )
