"""Steps of tuning on some of the pairs that will be learnt from.

Only the process that tries it out loads this module (`training.cli.train_probe`).
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, Final

import torch

from training.encoders import trial
from training.encoders.encoder import Encoder
from training.recipes.search import Search
from training.search.learner import Asked, SearchLearner

_PAIRS: Final = 8
"""Of a step that is tried: a whole one may take half a minute."""


def measured(asked: dict[str, Any], began: float) -> dict[str, Any]:
    """A `Pace`.

    Args:
        asked: As `search.estimating` writes it: questions and, beside them, the answer of each;
            the negatives of one are answers of others; `read_a_step`: how many answers a step of
            the run reads.
        began: When the process did, in seconds since 1970.
    """
    torch.set_num_threads(asked["threads"])
    recipe = Search.model_validate(asked["recipe"])
    questions, answers = list(asked["questions"]), list(asked["answers"])
    count = len(answers)
    size = min(recipe.batch, count, _PAIRS)
    hard = min(recipe.negatives, count - 1)
    encoder = Encoder(Path(asked["weights"]), dropout=0.0, longest=int(asked["longest"]))
    started = time.time() - began
    # those behind a batch, so that no answer is read twice
    negatives = [[(at + size * (turn + 1)) % count for turn in range(hard)] for at in range(count)]
    pairs, none = Asked(questions, list(range(count)), answers), Asked([], [], [])
    learner = SearchLearner(encoder, pairs, negatives, none, none, recipe, trial.device())
    share = int(asked["read_a_step"]) / (size * (1 + hard))
    return trial.paced(
        learner, _InOrder(count, size), recipe, encoder, started, questions, answers, share=share
    )


class _InOrder:
    """Steps on so many pairs, one after the other."""

    steps = 1_000_000

    def __init__(self, count: int, size: int) -> None:
        self._count, self._size = count, size

    def batch(self, step: int) -> list[int]:
        return [(step * self._size + at) % self._count for at in range(self._size)]
