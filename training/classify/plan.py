"""The plan of batches for contrastive learning: labels occur several times in a batch, so that
there are positive pairs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

TOGETHER: Final = 4
"""Number of examples of one label that are put into a batch together."""


class LabelBalancedPlan:
    """Every example once per epoch, in small groups of the same label.

    Args:
        labels: The label of each example.
        batch, epochs, seed: As in the recipe.
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
        """Indices of the examples of a step; steps are counted from 0."""
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
