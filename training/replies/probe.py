"""Measures how fast this machine trains a decoder: real steps on random tokens.

Only the probe process loads this module.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from training.replies.speed_probe import Probe
from training.runs.machine import peak_memory

_LEARNS_S: Final = 4.0
_LEAST_STEPS: Final = 2
_WRITES: Final = 24
"""Number of tokens generated to measure the time per token."""


def measured(asked: dict[str, Any], began: float) -> dict[str, Any]:
    """Take some steps; returns the fields of a `Probe`.

    Args:
        asked: The request from `speed_probe.probe`.
        began: Start time of the process, in seconds since 1970.
    """
    import torch

    from training import recipes
    from training.replies import trainable_model
    from training.replies.memory import is_short

    torch.set_num_threads(asked["threads"])
    recipe: Any = recipes.find(asked["kind"]).model_validate(asked["recipe"])
    device = "cuda" if torch.cuda.is_available() else "cpu"
    sizes = [(int(size), int(first)) for size, first in asked["sizes"]]
    model = trainable_model.load(Path(asked["folder"]), device, frozen=recipe.method != "full")
    lengths = [size for size, _ in sizes]
    saving = recipe.checkpointing == "on" or (
        recipe.checkpointing == "auto" and is_short(model, recipe, lengths, device)
    )
    trainable = trainable_model.made_trainable(model, recipe, steps=1000, checkpointing=saving)
    start = time.time() - began
    trial = _Trial(trainable, recipe, device, sizes)
    learn = trial.learn()
    found = Probe(
        start_s=start, learn_s=learn, read_s=trial.read(), write_s=trial.write(),
        memory_bytes=peak_memory(device), trained_bytes=trial.trained_bytes, device=device,
    )  # fmt: skip
    return asdict(found)


class _Trial:
    """Training steps on random examples of given sizes."""

    def __init__(
        self, trainable: Any, recipe: Any, device: str, sizes: Sequence[tuple[int, int]]
    ) -> None:
        from training.learning.batches import Encoded
        from training.replies.learner import ReplyLearner

        chance = random.Random(recipe.seed)
        vocabulary = trainable.model.config.vocab_size
        ordered = sorted(sizes, reverse=True)
        self._examples = [
            Encoded([chance.randrange(vocabulary) for _ in range(size)], first)
            for size, first in ordered
        ]
        # no samples are drawn, so no encoder is needed
        self._learner = ReplyLearner(
            trainable, None, recipe, device, [], self._examples, self._examples[: recipe.batch]
        )
        self._recipe, self._device, self._model = recipe, device, trainable.model
        self._optimizer = self._learner.optimizer(recipe)

    @property
    def trained_bytes(self) -> int:
        return sum(4 * one.numel() for one in self._learner.model.parameters() if one.requires_grad)

    def learn(self) -> float:
        """Seconds per token to train. The longest examples go first: they give the peak memory."""
        from training.learning.plans import LengthGroupedPlan

        size = self._recipe.batch
        self._step(range(min(size, len(self._examples))))
        plan = LengthGroupedPlan(
            self._learner.sizes(), batch=size, epochs=1000, seed=self._recipe.seed
        )
        tokens, step, began = 0, 0, time.perf_counter()
        while step < _LEAST_STEPS or time.perf_counter() - began < _LEARNS_S:
            tokens += self._step(plan.batch(step))
            step += 1
        return (time.perf_counter() - began) / tokens

    def _step(self, places: Sequence[int]) -> int:
        self._learner.model.train()
        for piece in self._learner.pieces(places, self._learner.micro_batch_size(self._recipe)):
            self._learner.learn(piece, 0)
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        return sum(len(self._examples[place].ids) for place in places)

    def read(self) -> float:
        """Seconds per token for a forward pass."""
        import torch

        self._learner.model.eval()
        began = time.perf_counter()
        with torch.no_grad():
            self._learner.measure()
        some = self._examples[: self._recipe.batch]
        return (time.perf_counter() - began) / sum(len(one.ids) for one in some)

    def write(self) -> float:
        """Seconds per generated token."""
        import torch

        prompt = torch.tensor([self._examples[-1][0]], device=self._device)
        seconds = []
        for count in (1, 1 + _WRITES):
            began = time.perf_counter()
            with torch.no_grad():
                self._model.generate(
                    input_ids=prompt, attention_mask=torch.ones_like(prompt), do_sample=False,
                    min_new_tokens=count, max_new_tokens=count,
                )  # fmt: skip
            seconds.append(time.perf_counter() - began)
        return max(0.0, seconds[1] - seconds[0]) / _WRITES
