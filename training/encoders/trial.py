"""Real steps of a recipe on an encoder, to tell how long a run will take.

Only the process that tries it out loads this module.
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
    from training.recipes.looping import Looping
    from training.runs.learner import Learner, Plan

_LEARNS_S: Final = 4.0
_LEAST_STEPS: Final = 2


def device() -> str:
    """What a trainer would compute on."""
    return "cuda" if torch.cuda.is_available() else "cpu"


def paced(
    learner: Learner, plan: Plan, recipe: Looping, encoder: Encoder, started: float,
    asked: Sequence[str], told: Sequence[str] = (), *, share: float = 1.0, held: float = 1.0,
) -> dict[str, Any]:  # fmt: skip
    """Take steps for some seconds; a `Pace` as JSON has it.

    Args:
        learner, plan, recipe: As a run would have them.
        encoder: The learner's.
        started: Seconds until all was loaded.
        asked, told: Questions and answers to be read.
        share: How many times as much a step of the run learns from.
        held: How many times as much of that is in memory at once.
    """
    optimizer = learner.optimizer(recipe)
    loaded = peak_memory(device())
    step(learner, plan, optimizer, 0)  # the first sets memory aside
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
    """One step of a run."""
    learner.model.train()
    learner.learn(plan.batch(number), number)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)


def _read(encoder: Encoder, texts: Sequence[str]) -> float:
    """Seconds that reading a text takes, with making tokens of it."""
    if not texts:
        return 0.0
    encoder.read(encoder.tokens(texts[:4]), device())
    began = time.perf_counter()
    encoder.read(encoder.tokens(texts), device())
    return (time.perf_counter() - began) / len(texts)
