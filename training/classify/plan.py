"""Batches in which every label that occurs, occurs several times: so there is something alike to
compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

TOGETHER: Final = 4
"""Examples of one label that stand in a batch together."""


class ByLabel:
    """Every example once a pass, in small groups of one label.

    Args:
        labels: Of each example.
        batch, epochs, seed: Of the recipe.
    """

    def __init__(self, labels: Sequence[int], *, batch: int, epochs: float, seed: int) -> None:
        self._labels = np.asarray(labels)
        self._groups = max(1, batch // TOGETHER)
        self._seed = seed
        sizes = np.unique(self._labels, return_counts=True)[1]
        self._within = int(-(-np.sum(-(-sizes // TOGETHER)) // self._groups))
        self.steps = max(1, round(self._within * epochs))
        self._known: tuple[int, list[list[int]]] = (-1, [])

    def batch(self, step: int) -> Sequence[int]:
        """Places of the examples of a step; steps begin at 0."""
        epoch, within = divmod(step, self._within)
        if self._known[0] != epoch:
            self._known = (epoch, self._pass(epoch))
        return self._known[1][within]

    def _pass(self, epoch: int) -> list[list[int]]:
        random = np.random.default_rng((self._seed, epoch))
        groups: list[list[int]] = []
        for label in np.unique(self._labels):
            places = random.permutation(np.flatnonzero(self._labels == label)).tolist()
            groups += [places[at : at + TOGETHER] for at in range(0, len(places), TOGETHER)]
        ordered = [groups[at] for at in random.permutation(len(groups))]
        return [
            [place for group in ordered[at : at + self._groups] for place in group]
            for at in range(0, len(ordered), self._groups)
        ]
