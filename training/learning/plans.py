"""Which examples each step learns from, those of like length together."""

from __future__ import annotations

from collections.abc import Sequence

from training.learning.batches import epoch_steps


class ByLength:
    """Every example once a pass; a step's examples are about as long as each other.

    Args:
        sizes: Tokens of each example.
        batch, epochs, seed: Of the recipe.
    """

    def __init__(self, sizes: Sequence[int], *, batch: int, epochs: float, seed: int) -> None:
        self._sizes, self._batch, self._seed = sizes, batch, seed
        self._within = -(-len(sizes) // batch)
        self.steps = max(1, round(self._within * epochs))
        self._known: tuple[int, list[list[int]]] = (-1, [])

    def batch(self, step: int) -> Sequence[int]:
        """Places of the examples of a step; steps begin at 0."""
        epoch, within = divmod(step, self._within)
        if self._known[0] != epoch:
            steps = epoch_steps(self._sizes, self._batch, seed=self._seed, epoch=epoch)
            self._known = (epoch, steps)
        return self._known[1][within]
