"""What a task gives the loop: a model, how it learns from a few examples, how good it is.

Only the trainer's process loads this module.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np
import torch
from torch import Tensor, nn

from assistant.contracts import RunSample

if TYPE_CHECKING:
    from training.recipes.looping import Looping


class Learnt(NamedTuple):
    """The loss SUMMED over what was learnt from, and how much that was (examples, tokens …)."""

    loss: Tensor
    weight: float


class Learner(ABC):
    """One model in training.

    Attributes:
        model: Its weights that ask for gradients are trained, and kept in checkpoints.
    """

    model: nn.Module

    @abstractmethod
    def learn(self, batch: Sequence[int], step: int) -> Learnt:
        """Forward and backward: add the gradients of the summed loss of examples with these
        numbers. The loop divides by the weight of the whole batch, over all processes, so that
        halving what is in memory at once changes nothing.

        Chance (torch, numpy, random) is seeded anew for each step; keep no generator of your own
        across steps.
        """

    @abstractmethod
    def measure(self) -> Mapping[str, float]:
        """Figures on the held-out part; the recipe's `quality` must be among them. Every process
        of a group calls it; do the same in all of them."""

    def samples(self) -> Iterator[RunSample]:
        """What the model says now for some held-out questions."""
        return iter(())

    def at_once(self, recipe: Looping) -> int:
        """How much is in memory at once at the beginning: examples, or what `pieces` counts by."""
        return min(recipe.micro_batch or recipe.batch, recipe.batch)

    def pieces(self, batch: Sequence[int], at_once: int) -> Iterator[Sequence[int]]:
        """A batch in parts of at most `at_once` examples (or tokens, where lengths differ much).
        The loop halves `at_once` when memory runs out, and takes the same step again."""
        for begin in range(0, len(batch), at_once):
            yield batch[begin : begin + at_once]

    def optimizer(self, recipe: Looping) -> torch.optim.Optimizer:
        """AdamW; weight decay on matrices only. A group's `lr` is its height, which the loop's
        cosine lowers."""
        trained = [each for each in self.model.parameters() if each.requires_grad]
        groups = [
            {"params": [p for p in trained if p.ndim > 1], "weight_decay": recipe.weight_decay},
            {"params": [p for p in trained if p.ndim <= 1], "weight_decay": 0.0},
        ]
        return torch.optim.AdamW([g for g in groups if g["params"]], lr=recipe.learning_rate)

    def stepped(self, step: int) -> None:  # noqa: B027 - most have nothing to do
        """Called after the optimizer's step number `step` (from 1)."""

    def state(self) -> dict[str, Any]:
        """What the next step depends on beside weights and optimizer: tensors, numbers, texts."""
        return {}

    def restore(self, state: Mapping[str, Any]) -> None:  # noqa: B027 - as `state`
        """Take back what `state` gave."""

    def weights(self) -> dict[str, Tensor]:
        """What training changes: parameters with gradients, and all lasting buffers."""
        trained = {n: p.detach() for n, p in self.model.named_parameters() if p.requires_grad}
        lasting = self.model.state_dict().keys()
        buffers = {n: b for n, b in self.model.named_buffers() if n in lasting}
        return {**trained, **buffers}

    def set_weights(self, weights: Mapping[str, Tensor]) -> None:
        """Take back what `weights` gave."""
        own = self.weights()
        if own.keys() != weights.keys():
            raise ValueError("a checkpoint of another model")
        with torch.no_grad():
            for name, value in weights.items():
                own[name].copy_(value)


class Plan(Protocol):
    """Which examples each step learns from: the same at every start, whatever happened before."""

    @property
    def steps(self) -> int: ...

    def batch(self, step: int) -> Sequence[int]:
        """Numbers of the examples of a step; steps begin at 0."""
        ...


class Shuffled:
    """Every example once a pass, in an order of chance.

    Args:
        examples: How many there are.
        batch, epochs, seed: Of the recipe.
    """

    def __init__(self, examples: int, *, batch: int, epochs: float, seed: int) -> None:
        self._examples, self._batch, self._seed = examples, batch, seed
        self.steps = max(1, round(examples * epochs / batch))
        self._orders: dict[int, Any] = {}

    def batch(self, step: int) -> list[int]:
        first = step * self._batch
        return [self._at(place) for place in range(first, first + self._batch)]

    def _at(self, place: int) -> int:
        epoch, within = divmod(place, self._examples)
        if epoch not in self._orders:
            self._orders = {
                known: order for known, order in self._orders.items() if known >= epoch - 1
            }
            self._orders[epoch] = np.random.default_rng((self._seed, epoch)).permutation(
                self._examples
            )
        return int(self._orders[epoch][within])
