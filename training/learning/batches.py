"""Examples of about one length together, so that little is padding."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt


class Encoded(NamedTuple):
    """The ids of an example, the place of the first that is one to foresee, and places behind it
    (from, to) that are read only."""

    ids: list[int]
    first: int
    read_only: Sequence[tuple[int, int]] = ()


_POOLED: Final = 32
"""Steps whose examples are sorted by length together: enough for next to no padding, and each
step still has examples from anywhere in the data."""


@dataclass(frozen=True, slots=True)
class Batch:
    """`ids`: (rows, length), padded with 0 behind. `learnt`: (rows, length), whether the token at a
    position is one to foresee. `tokens`: those that are no padding."""

    ids: npt.NDArray[np.int64]
    learnt: npt.NDArray[np.bool_]
    tokens: int


def grouped(sizes: Sequence[int], budget: int) -> list[list[int]]:
    """Places of examples in groups of like length, the shortest first.

    Args:
        sizes: Tokens of each example.
        budget: Tokens of a group, padding counted; an example that is longer stands alone.
    """
    groups: list[list[int]] = []
    for place in sorted(range(len(sizes)), key=sizes.__getitem__):
        if not groups or sizes[place] * (len(groups[-1]) + 1) > budget:
            groups.append([])
        groups[-1].append(place)
    return groups


def padded(group: Sequence[Encoded]) -> Batch:
    """A group as one batch, as wide as its longest."""
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
    """The steps of one pass over the data: places of `per_step` examples of like length each.

    The same seed and epoch give the same steps, so that a run that was broken off goes on alike.
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
