"""Batches of examples of similar lengths, to keep padding low."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt


class Encoded(NamedTuple):
    """An encoded example: its token ids, the index of the first token to learn, and token spans
    (start, end) after it that are masked, that is, not learnt."""

    ids: list[int]
    first: int
    read_only: Sequence[tuple[int, int]] = ()


_POOLED: Final = 32
"""Number of steps whose examples are sorted by length together: enough for almost no padding, while
the examples of a step still come from all over the data."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A padded batch. `ids`: (rows, length), right-padded with 0. `learnt`: (rows, length), True
    for tokens to learn. `tokens`: number of tokens without padding."""

    ids: npt.NDArray[np.int64]
    learnt: npt.NDArray[np.bool_]
    tokens: int


def grouped(sizes: Sequence[int], budget: int) -> list[list[int]]:
    """Group indices of examples by length, shortest first.

    Args:
        sizes: Number of tokens of each example.
        budget: Maximum tokens of a group, including padding; a longer example is a group by itself.
    """
    groups: list[list[int]] = []
    for place in sorted(range(len(sizes)), key=sizes.__getitem__):
        if not groups or sizes[place] * (len(groups[-1]) + 1) > budget:
            groups.append([])
        groups[-1].append(place)
    return groups


def padded(group: Sequence[Encoded]) -> Batch:
    """A group as a batch, padded to its longest example."""
    width = max(len(each.ids) for each in group)
    ids = np.zeros((len(group), width), dtype=np.int64)
    learnt = np.zeros((len(group), width), dtype=np.bool_)
    for row, each in enumerate(group):
        ids[row, : len(each.ids)] = each.ids
        learnt[row, each.first : len(each.ids)] = True
        for begin, end in each.read_only:
            learnt[row, begin:end] = False
    return Batch(ids, learnt, sum(len(each.ids) for each in group))


def epoch_steps(sizes: Sequence[int], per_step: int, *, seed: int, epoch: int) -> list[list[int]]:
    """The steps of one epoch: each is the indices of up to `per_step` examples of similar lengths.

    The same seed and epoch give the same steps, so that a resumed run continues with the same ones.
    """
    chance = random.Random(f"{seed}/{epoch}")
    order = list(range(len(sizes)))
    chance.shuffle(order)
    steps: list[list[int]] = []
    for at in range(0, len(order), per_step * _POOLED):
        pool = sorted(order[at : at + per_step * _POOLED], key=sizes.__getitem__)
        steps += [pool[begin : begin + per_step] for begin in range(0, len(pool), per_step)]
    chance.shuffle(steps)
    return steps
