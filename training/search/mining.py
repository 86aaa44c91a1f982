"""Mines hard negatives: wrong answers that the search ranks near the right one.

Answers that score almost as high as the right one are often right too, so they are left out, as in
Moreira et al. 2024, "NV-Retriever" (positive-aware mining). This is done in the engine, before the
trainer starts, with the vectors of the model in use.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_AS_GOOD: Final = 0.95
"""Share of the right answer's score from which on another answer may be right too."""
TWINS: Final = 0.9
"""Cosine similarity above which two answers say the same."""
_NEAREST: Final = 40
"""Number of nearest answers that are considered for each question."""
_AT_ONCE: Final = 512


def mine(
    questions: Floats, answers: Floats, right: Sequence[int], count: int
) -> Iterator[list[int]]:
    """Yield the hard negatives of each question, hardest first.

    Args:
        questions: Unit vectors, (questions, dims).
        answers: Unit vectors, (answers, dims).
        right: Number of each question's answer.
        count: Maximum number of negatives of each question.
    """
    looked = min(_NEAREST, len(answers))
    for begin in range(0, len(questions), _AT_ONCE):
        some = questions[begin : begin + _AT_ONCE]
        own = np.asarray(right[begin : begin + len(some)], np.intp)
        scores = some @ answers.T
        positive = scores[np.arange(len(some)), own]
        nearest = np.argpartition(-scores, looked - 1, axis=1)[:, :looked]
        for row, places in enumerate(nearest):
            ordered = places[np.argsort(-scores[row, places], kind="stable")]
            twins = answers[ordered] @ answers[own[row]] > TWINS
            fair = (scores[row, ordered] < _AS_GOOD * positive[row]) & ~twins
            yield ordered[fair & (ordered != own[row])][:count].tolist()
