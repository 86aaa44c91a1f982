"""Examples of about one length together, so that little is padding."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.starter.mixture import Mixture
from training.starter.recipe import Recipe
from training.starter.tokens import Encoder

_POOL = 1024
"""Examples that are sorted by length at a time."""


@dataclass(frozen=True, slots=True)
class Batch:
    """`ids`: (rows, length), padded with 0 behind. `learnt`: (rows, length), whether the token at a
    position is one to foresee. `tokens`: those that are no padding."""

    ids: npt.NDArray[np.int64]
    learnt: npt.NDArray[np.bool_]
    tokens: int


def batches(mixture: Mixture, encoder: Encoder, recipe: Recipe, *, pool: int) -> Iterator[Batch]:
    """The batches of one pool of examples, in an order that depends on the seed and the pool."""
    encoded = [encoder.example(mixture.example(pool * _POOL + at)) for at in range(_POOL)]
    fitting = sorted((each for each in encoded if len(each[0]) <= recipe.longest), key=_length)
    grouped: list[list[tuple[list[int], int]]] = [[]]
    for each in fitting:
        if len(each[0]) * (len(grouped[-1]) + 1) > recipe.batch_tokens:
            grouped.append([])
        grouped[-1].append(each)
    random.Random(f"{recipe.seed}/{pool}").shuffle(grouped)
    for group in grouped:
        if group:
            yield _batch(group)


def _length(encoded: tuple[list[int], int]) -> int:
    return len(encoded[0])


def _batch(group: list[tuple[list[int], int]]) -> Batch:
    width = max(len(ids) for ids, _ in group)
    ids = np.zeros((len(group), width), dtype=np.int64)
    learnt = np.zeros((len(group), width), dtype=np.bool_)
    for row, (each, first) in enumerate(group):
        ids[row, : len(each)] = each
        learnt[row, first : len(each)] = True
    return Batch(ids, learnt, sum(len(each) for each, _ in group))
