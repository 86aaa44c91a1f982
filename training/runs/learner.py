"""The interface between a task and the training loop: model, gradients, measurements, batches.

Only the trainer process loads this module.
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
    from training.recipes.looped import LoopedRecipe


class SummedLoss(NamedTuple):
    """The loss SUMMED over a piece of a batch, and the piece's weight (examples, tokens …)."""

    loss: Tensor
    weight: float


class Learner(ABC):
    """One model in training.

    Attributes:
        model: Its parameters with `requires_grad` are trained, and saved in checkpoints.
    """

    model: nn.Module

    @abstractmethod
    def learn(self, batch: Sequence[int], step: int) -> SummedLoss:
        """Forward and backward: accumulate the gradients of the summed loss of these examples.

        The loop divides by the weight of the whole batch, over all processes, so the result does
        not depend on how a batch is cut into pieces. The random generators of torch, numpy and
        random are seeded for each step; keep no generator of your own across steps.
        """

    @abstractmethod
    def measure(self) -> Mapping[str, float]:
        """Figures on the held-out part; the recipe's `quality` must be among them. Every process
        of a group calls this, and must do the same work."""

    def samples(self) -> Iterator[RunSample]:
        """The model's current outputs for some held-out questions."""
        return iter(())

    def micro_batch_size(self, recipe: LoopedRecipe) -> int:
        """The initial micro-batch size, in the unit of `pieces` (examples, or tokens)."""
        return min(recipe.micro_batch or recipe.batch, recipe.batch)

    def pieces(self, batch: Sequence[int], micro_batch_size: int) -> Iterator[Sequence[int]]:
        """Split a batch into micro-batches of at most `micro_batch_size` examples (or tokens, in
        learners whose examples differ much in length). When memory runs out, the loop halves
        `micro_batch_size` and repeats the step."""
        for begin in range(0, len(batch), micro_batch_size):
            yield batch[begin : begin + micro_batch_size]

    def optimizer(self, recipe: LoopedRecipe) -> torch.optim.Optimizer:
        """AdamW, with weight decay on matrices only. A group's `lr` is its peak learning rate; the
        loop applies warm-up and cosine decay to it."""
        trained = [each for each in self.model.parameters() if each.requires_grad]
        groups = [
            {"params": [p for p in trained if p.ndim > 1], "weight_decay": recipe.weight_decay},
            {"params": [p for p in trained if p.ndim <= 1], "weight_decay": 0.0},
        ]
        return torch.optim.AdamW([g for g in groups if g["params"]], lr=recipe.learning_rate)

    def stepped(self, step: int) -> None:  # noqa: B027 - most have nothing to do
        """Called after the optimizer's step number `step` (from 1)."""

    def state(self) -> dict[str, Any]:
        """State, beside weights and optimizer, on which the next step depends: tensors, numbers,
        strings."""
        return {}

    def restore(self, state: Mapping[str, Any]) -> None:  # noqa: B027 - as `state`
        """Restore what `state` returned."""

    def weights(self) -> dict[str, Tensor]:
        """The tensors that training changes: trainable parameters and all persistent buffers."""
        trained = {n: p.detach() for n, p in self.model.named_parameters() if p.requires_grad}
        lasting = self.model.state_dict().keys()
        buffers = {n: b for n, b in self.model.named_buffers() if n in lasting}
        return {**trained, **buffers}

    def set_weights(self, weights: Mapping[str, Tensor]) -> None:
        """Load, in place, what `weights` returned.

        Raises:
            ValueError: The names are those of another model.
        """
        own = self.weights()
        if own.keys() != weights.keys():
            raise ValueError("a checkpoint of another model")
        with torch.no_grad():
            for name, value in weights.items():
                own[name].copy_(value)


class Plan(Protocol):
    """Which examples each step learns from; a function of the step alone, so restarts agree."""

    @property
    def steps(self) -> int: ...

    def batch(self, step: int) -> Sequence[int]:
        """Numbers of the examples of a step; steps are counted from 0."""
        ...


class ShuffledPlan:
    """Every example once per epoch, in random order.

    Args:
        examples: Number of examples.
        batch, epochs, seed: As in the recipe.
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
