"""Measures the speed of tuning the search, by steps on some of the pairs.

Only the probe process loads this module (`training.cli.train_probe`).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import torch

from training.encoders import trial
from training.encoders.encoder import Encoder
from training.recipes.search import Search
from training.search.learner import QuestionAnswerPairs, SearchLearner, held_tokens

_LEAST_PAIRS: Final = 2


def measured(asked: dict[str, Any], began: float) -> dict[str, Any]:
    """Take some steps; returns the fields of a `Pace`.

    Args:
        asked: The request from `search.estimating`: questions, the answer of each (answers of
            others serve as negatives), and `read_a_step`: the number of answers in a step of the
            run.
        began: Start time of the process, in seconds since 1970.
    """
    torch.set_num_threads(asked["threads"])
    recipe = Search.model_validate(asked["recipe"])
    questions, answers = list(asked["questions"]), list(asked["answers"])
    count = len(answers)
    hard = min(recipe.negatives, count - 1)
    encoder = Encoder(Path(asked["weights"]), dropout=0.0, longest=int(asked["longest"]))
    started = time.time() - began
    question, answer = _mean(encoder.tokens(questions)), _mean(encoder.tokens(answers))
    pair = question + answer * (1 + hard)
    held = held_tokens(recipe, trial.device(), round(max(question, answer)))
    size = tried(recipe.batch, count, hard, pair, held)
    # answers after those of the batch, so that no answer occurs twice in a step
    negatives = [[(at + size * (turn + 1)) % count for turn in range(hard)] for at in range(count)]
    pairs = QuestionAnswerPairs(questions, list(range(count)), answers)
    none = QuestionAnswerPairs([], [], [])
    learner = SearchLearner(encoder, pairs, negatives, none, none, recipe, trial.device())
    whole = recipe.batch * question + int(asked["read_a_step"]) * answer
    found = trial.paced(
        learner, _OrderedPlan(count, size), recipe, encoder, started, questions, answers,
        share=whole / (size * pair), held=max(1.0, min(whole, held) / (size * pair)),
    )  # fmt: skip
    # a step of the run encodes texts twice that exceed the tokens kept in memory
    found["step_s"] += found["told_s"] * max(0.0, whole - held) / answer
    return found


def tried(batch: int, count: int, hard: int, pair: float, held: int) -> int:
    """The number of pairs in a measured step: as many as the run keeps in memory at once.

    Args:
        batch: Number of pairs in a step of the run.
        count: Number of pairs available.
        hard: Number of negatives of each pair.
        pair: Number of tokens of a question with its answer and negatives.
        held: Number of tokens that the run keeps in memory.
    """
    return max(_LEAST_PAIRS, min(batch, count // (1 + hard), int(held / pair)))


def _mean(rows: Sequence[Sequence[int]]) -> float:
    return sum(map(len, rows)) / len(rows)


class _OrderedPlan:
    """A plan whose steps take `size` pairs each, in order."""

    steps = 1_000_000

    def __init__(self, count: int, size: int) -> None:
        self._count, self._size = count, size

    def batch(self, step: int) -> list[int]:
        return [(step * self._size + at) % self._count for at in range(self._size)]
