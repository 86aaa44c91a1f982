"""One score from what vectors, words and titles say of a candidate.

A conditional logit: each candidate has a handful of features, its score is their weighted sum, and
the weights are those under which the right candidates are likeliest among their rivals (McFadden
1974; in ranking, ListNet's top-one loss, Cao et al. 2007). `benchmarks.fit_search` fits them on
knowledge bases of many shapes and none that is judged; they ship in `search_model.json`.

What makes it hold where the retrievers it joins fail in turn:

- what vectors say is scaled by how much of the question the model can read, so that a model that
  does not know the language is silent rather than misleading;
- words are a share of what the question could reach (`term_table`), so that a question whose words
  are hardly met gives them little say, and they weigh with the logarithm of the number of entries:
  to single out one of thousands takes more than to choose among thirty, where chance words mislead;
- words matter less for a candidate the vectors already agree with (`both`);
- what was said before counts in full only while no title of the knowledge base has been spoken of:
  a mention says better than all other words what a conversation is about.
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
"""A knowledge base of this size is where the weight of words is 1: only a choice of unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of the candidates of one query; arrays are float64 of shape (candidates,).

    Attributes:
        question: Greatest cosine with one of its question variants; NaN where it has none.
        answer: Cosine with its title and answer; of a long one, the mean of the whole's and the
            nearest piece's.
        words: Share of the last turn's words it covers (`TermTable.shares`).
        words_of_question: The same of its question variants alone.
        around: The same for the last turn and the turns before it, which count less and less.
        title: How surely the conversation speaks of its title (`TitleIndex.mentions`).
        context: Greatest cosine of the last turns together with any of its vectors.
        readable: How much of the query the model can read, 0 to 1.
        followup: 1 where something was said before the last turn, else 0.
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
        """Greatest cosine of the last turn with any vector, scaled by what the model can read."""
        nearest: Floats = np.fmax(self.question, self.answer) * self.readable
        return nearest


def features(evidence: Evidence, entries: int) -> Floats:
    """The features of each candidate.

    Args:
        evidence: Of the candidates.
        entries: How many entries the knowledge base has.

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
