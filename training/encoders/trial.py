"""Measures the speed of tuning an encoder by real training steps.

Only the probe process loads this module.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

import torch

from training.encoders.encoder import Encoder
from training.encoders.pace import Pace
from training.runs.machine import peak_memory

if TYPE_CHECKING:
    from training.recipes.looped import LoopedRecipe
    from training.runs.learner import Learner, Plan

_LEARNS_S: Final = 4.0
_LEAST_STEPS: Final = 2


def device() -> str:
    """The torch device that a trainer would use."""
    return "cuda" if torch.cuda.is_available() else "cpu"


def paced(
    learner: Learner, plan: Plan, recipe: LoopedRecipe, encoder: Encoder, started: float,
    asked: Sequence[str], told: Sequence[str] = (), *, share: float = 1.0, held: float = 1.0,
) -> dict[str, Any]:  # fmt: skip
    """Take training steps for some seconds; returns the fields of a `Pace`.

    Args:
        learner, plan, recipe: Those of a run, except that steps may be smaller.
        encoder: The learner's encoder.
        started: Seconds until everything was loaded.
        asked, told: Questions and answers for forward passes.
        share: Size of a step of the run relative to one measured here.
        held: Memory of activations in the run relative to that here.
    """
    optimizer = learner.optimizer(recipe)
    loaded = peak_memory(device())
    step(learner, plan, optimizer, 0)  # not timed: the first step allocates memory
    steps, began = 0, time.perf_counter()
    while steps < _LEAST_STEPS or time.perf_counter() - began < _LEARNS_S:
        step(learner, plan, optimizer, steps + 1)
        steps += 1
    step_s = share * (time.perf_counter() - began) / steps
    memory = loaded + round(held * (peak_memory(device()) - loaded))
    learner.model.eval()
    read_s, told_s = _read(encoder, asked), _read(encoder, told)
    trained = sum(4 * one.numel() for one in learner.model.parameters() if one.requires_grad)
    return asdict(
        Pace(
            start_s=started, step_s=step_s, read_s=read_s, told_s=told_s,
            memory_bytes=max(memory, peak_memory(device())), trained_bytes=trained,
            device=device(),
        )
    )  # fmt: skip


def step(learner: Learner, plan: Plan, optimizer: torch.optim.Optimizer, number: int) -> None:
    """Take one training step."""
    learner.model.train()
    learner.learn(plan.batch(number), number)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)


def _read(encoder: Encoder, texts: Sequence[str]) -> float:
    """Seconds to tokenize and embed a text, measured."""
    if not texts:
        return 0.0
    encoder.read(encoder.tokens(texts[:4]), device())
    began = time.perf_counter()
    encoder.read(encoder.tokens(texts), device())
    return (time.perf_counter() - began) / len(texts)
