"""The plan of a training run that batches examples of similar lengths."""

from __future__ import annotations

from collections.abc import Sequence

from training.learning.batches import epoch_steps


class LengthGroupedPlan:
    """Every example once per epoch; the examples of a step have similar lengths.

    Args:
        sizes: Number of tokens of each example.
        batch, epochs, seed: As in the recipe.
    """

    def __init__(self, sizes: Sequence[int], *, batch: int, epochs: float, seed: int) -> None:
        self._sizes, self._batch, self._seed = sizes, batch, seed
        self._within = -(-len(sizes) // batch)
        self.steps = max(1, round(self._within * epochs))
        self._known: tuple[int, list[list[int]]] = (-1, [])

    def batch(self, step: int) -> Sequence[int]:
        """Indices of the examples of a step; steps are counted from 0."""
        epoch, within = divmod(step, self._within)
        if self._known[0] != epoch:
            steps = epoch_steps(self._sizes, self._batch, seed=self._seed, epoch=epoch)
            self._known = (epoch, steps)
        return self._known[1][within]
