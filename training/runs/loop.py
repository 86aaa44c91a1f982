"""The training loop shared by all recipes derived from `LoopedRecipe`.

An interrupted and resumed run gives the same result as an uninterrupted one: the order of examples
and all randomness follow from the seed and the step, and a checkpoint holds the weights, the
optimizer and the learner's own state.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, cast

import numpy as np
import torch

from training.recipes.looped import MEASUREMENTS, LoopedRecipe
from training.runs.checkpoint import Checkpoint
from training.runs.control import Wish
from training.runs.errors import OutOfMemoryError, is_out_of_memory
from training.runs.learner import Learner, Plan
from training.runs.trainer import TrainerRun

_WISHES: tuple[Wish, ...] = ("go", "pause", "cancel")


@dataclass(slots=True)
class Progress:
    """How far a run has come; part of every checkpoint.

    Attributes:
        step: Steps taken.
        at_once: Micro-batch size of each process, in the learner's unit (examples or tokens);
            checkpoints hold it under this name.
        best, best_step: The best quality, and the step after which it was measured.
        worse: Measurements since then.
        summed, counted: Sum of the steps' mean losses and their number, for the mean of the run.
        figures: Results of the last measurement.
    """

    step: int = 0
    at_once: int = 1
    best: float = -math.inf
    best_step: int = -1
    worse: int = 0
    summed: float = 0.0
    counted: int = 0
    figures: dict[str, float] = field(default_factory=dict)


class Loop:
    """One run's loop.

    Args:
        run: The trainer's side of the run; its recipe is a `LoopedRecipe`.
        learner: The model, on the run's device.
        plan: Which examples each step learns from.
    """

    def __init__(self, run: TrainerRun, learner: Learner, plan: Plan) -> None:
        self._run, self._learner, self._plan = run, learner, plan
        self._recipe = cast("LoopedRecipe", run.recipe)
        self._optimizer = learner.optimizer(self._recipe)
        for group in self._optimizer.param_groups:
            group["height"] = group["lr"]
        self._progress = Progress(at_once=max(1, learner.micro_batch_size(self._recipe)))
        self._saved, self._saved_step = time.monotonic(), -1
        checkpoint = run.checkpoints.newest()
        if checkpoint is not None:
            self._restore(checkpoint)

    def train(self) -> Mapping[str, float]:
        """Train to the last step, or until the quality stops improving; then load the best weights.

        Returns the figures of the last measurement, the mean `loss`, the `steps` taken and the
        `best` quality.

        Raises:
            StoppedError: The run was paused or cancelled; do not catch it.
            OutOfMemoryError: Not even one example fits into memory.
        """
        run, progress, steps = self._run, self._progress, self._plan.steps
        run.begin(progress.step)
        if progress.step == 0 and progress.best_step < 0:
            # the quality before training; every step seeds its own randomness, so this changes none
            self._measure(steps)
        while progress.step < steps and not self._is_patience_over():
            wish = self._step(steps)
            measured = self._is_due(steps) and self._measure(steps)
            if not measured and time.monotonic() - self._saved > self._recipe.saved_every:
                self._save()
            run.obey(wish, self._save)
        self._take_best()
        run.tell(progress.step, steps, at_once=True)
        mean = progress.summed / max(1, progress.counted)
        return {**progress.figures, "loss": mean, "steps": progress.step, "best": progress.best}

    # ------------------------------------------------------------ one step

    def _step(self, steps: int) -> Wish:
        """Take one step; returns the wish that all processes follow after it."""
        number = self._progress.step
        batch = self._plan.batch(number)
        share = self._run.group.share(batch)
        self._learner.model.train()
        while True:
            loss, weight, failed = self._gradients(share, number)
            wish = _WISHES.index(self._run.wants()) if self._run.group.is_main else 0
            told = [loss, weight, float(failed), float(wish)]
            loss, weight, failures, wished = self._run.group.total(told, self._run.device)
            if not failures:
                break
            self._halve()
        self._apply(weight, steps)
        self._progress.step += 1
        self._learner.stepped(self._progress.step)
        mean = loss / max(weight, 1e-12)
        self._progress.summed += mean
        self._progress.counted += 1
        figures = {"loss": mean, "learning_rate": self._optimizer.param_groups[0]["lr"]}
        self._run.tell(self._progress.step, steps, figures, examples=len(batch))
        return _WISHES[round(wished)]

    def _gradients(self, share: list[int], step: int) -> tuple[float, float, bool]:
        """Accumulate gradients of this process's share; returns its summed loss, its weight and
        whether memory ran out."""
        self._optimizer.zero_grad(set_to_none=True)
        seed_generators(self._recipe.seed, step, self._run.group.rank)
        losses, weight = [], 0.0
        try:
            for piece in self._learner.pieces(share, self._progress.at_once):
                learnt = self._learner.learn(piece, step)
                losses.append(learnt.loss.detach())
                weight += learnt.weight
            # the first conversion to float waits for the device, so it comes after all pieces
            return sum(map(float, losses)), weight, False
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
        losses.clear()
        return 0.0, 0.0, True

    def _halve(self) -> None:
        """Halve the micro-batch size after some process ran out of memory.

        Raises:
            OutOfMemoryError: It was one already.
        """
        self._optimizer.zero_grad(set_to_none=True)
        if torch.cuda.is_available():
            torch.cuda.empty_cache()
        if self._progress.at_once <= 1:
            raise OutOfMemoryError(
                expected="memory for one example at a time",
                found="too little",
                remedy="Close other programs, choose shorter examples or a smaller model",
            )
        self._progress.at_once = (self._progress.at_once + 1) // 2
        self._run.warn("memory-halved")

    def _apply(self, weight: float, steps: int) -> None:
        trained = [
            p for group in self._optimizer.param_groups for p in group["params"] if p.requires_grad
        ]
        for parameter in trained:
            if parameter.grad is None:
                parameter.grad = torch.zeros_like(parameter)
        gradients = [parameter.grad for parameter in trained]
        self._run.group.add_up(gradients)
        torch._foreach_div_(gradients, max(weight, 1e-12))
        if self._recipe.clip:
            torch.nn.utils.clip_grad_norm_(trained, self._recipe.clip)
        factor = cosine_rate_factor((self._progress.step + 1) / (steps + 1), self._recipe.warm_up)
        for group in self._optimizer.param_groups:
            group["lr"] = group["height"] * factor
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)

    # ------------------------------------------------------------ measuring

    def _is_due(self, steps: int) -> bool:
        every = self._recipe.measured_every or max(1, steps // MEASUREMENTS)
        return self._progress.step % every == 0 or self._progress.step == steps

    def _is_patience_over(self) -> bool:
        return bool(self._recipe.patience) and self._progress.worse >= self._recipe.patience

    def _measure(self, steps: int) -> bool:
        """Measure on the held-out part; if the quality is the best yet, save and return True."""
        progress = self._progress
        self._learner.model.eval()
        seed_generators(self._recipe.seed, -1, 0)
        with torch.no_grad():
            figures = dict(self._learner.measure())
            if self._run.group.is_main:
                self._run.sample(self._learner.samples())
        quality = figures.get(self._recipe.quality, math.nan)
        progress.figures = figures
        self._run.tell(progress.step, steps, figures, at_once=True)
        if not quality > progress.best:
            progress.worse += 1
            return False
        progress.best, progress.best_step, progress.worse = quality, progress.step, 0
        self._save()
        return True

    def _take_best(self) -> None:
        """Load the weights with the best quality, unless they are the current ones."""
        if self._progress.best_step in (-1, self._progress.step):
            return
        best = self._run.checkpoints.at(self._progress.best_step)
        if best is not None:
            self._learner.set_weights(best.state["weights"])

    # ------------------------------------------------------------ checkpoints

    def _save(self) -> None:
        if self._saved_step == self._progress.step:
            return
        state: dict[str, Any] = {
            "weights": self._learner.weights(),
            "optimizer": self._optimizer.state_dict(),
            "progress": asdict(self._progress),
            "learner": self._learner.state(),
        }
        self._run.save(self._progress.step, state, keep=(self._progress.best_step,))
        self._saved, self._saved_step = time.monotonic(), self._progress.step

    def _restore(self, checkpoint: Checkpoint) -> None:
        self._learner.set_weights(checkpoint.state["weights"])
        self._optimizer.load_state_dict(checkpoint.state["optimizer"])
        self._learner.restore(checkpoint.state["learner"])
        self._progress = Progress(**checkpoint.state["progress"])
        self._saved_step = checkpoint.step


def seed_generators(seed: int, step: int, rank: int) -> None:
    """Seed torch, numpy and random for one step of one process."""
    mixed = np.random.SeedSequence((seed, step + 1, rank)).generate_state(2)
    torch.manual_seed(int(mixed[0]))
    np.random.seed(int(mixed[1]))
    random.seed(int(mixed[0]) << 32 | int(mixed[1]))


def cosine_rate_factor(done: float, warm_up: float) -> float:
    """The learning rate relative to its peak, after the fraction `done` of a run: linear warm-up,
    then cosine decay to 0."""
    if done <= warm_up:
        return done / warm_up
    return 0.5 * (1 + math.cos(math.pi * (done - warm_up) / max(1e-9, 1 - warm_up)))
