"""The training loop of the starter model; it resumes from its last checkpoint."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import Qwen3ForCausalLM

from assistant.prompt import MARKERS, PADDING
from training.learning.batches import Batch
from training.runs.checkpoint import Checkpoints
from training.starter.batches import batches
from training.starter.mixture import Mixture
from training.starter.model import build, loss_of
from training.starter.recipe import Recipe
from training.starter.tokens import Encoder

_PADDING = MARKERS.index(PADDING)
_SAVED_EVERY = 300.0
"""Seconds between checkpoints."""
_TOLD_EVERY = 50
"""Steps between lines of progress."""


@dataclass(slots=True)
class Progress:
    """How far a run has come; `pool` and `within` identify the next batch."""

    step: int = 0
    tokens: int = 0
    pool: int = 0
    within: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    step: int
    tokens: int
    loss: float
    tokens_per_second: float


class Run:
    """A training run in a folder; resumes from its newest checkpoint, if there is one."""

    def __init__(
        self, folder: Path, recipe: Recipe, mixture: Mixture, encoder: Encoder, device: str
    ) -> None:
        self._recipe, self._device = recipe, device
        self._mixture, self._encoder = mixture, encoder
        self.model = build(recipe.shape, seed=recipe.seed).to(device)
        self._optimizers = _optimizers(self.model, recipe)
        self.progress = Progress()
        self._checkpoints = Checkpoints(folder)
        newest = self._checkpoints.newest()
        if newest is not None:
            self._restore(newest.state)

    def train(self, tell: Callable[[Report], None]) -> Qwen3ForCausalLM:
        """Train on `recipe.tokens` tokens, saving a checkpoint every few minutes and at the end."""
        self.model.train()
        saved, started, read = time.monotonic(), time.monotonic(), 0
        losses: list[float] = []
        while self.progress.tokens < self._recipe.tokens:
            pool = batches(self._mixture, self._encoder, self._recipe, pool=self.progress.pool)
            for number, batch in enumerate(pool):
                if number < self.progress.within:
                    continue
                if self.progress.tokens >= self._recipe.tokens:
                    break
                losses.append(self._step(batch))
                read += batch.tokens
                self.progress.within = number + 1
                if self.progress.step % _TOLD_EVERY == 0:
                    speed = read / (time.monotonic() - started)
                    mean = sum(losses) / len(losses)
                    tell(Report(self.progress.step, self.progress.tokens, mean, speed))
                    losses, read, started = [], 0, time.monotonic()
                if time.monotonic() - saved > _SAVED_EVERY:
                    self._save()
                    saved = time.monotonic()
            else:
                self.progress.pool, self.progress.within = self.progress.pool + 1, 0
        self._save()
        return self.model

    def _step(self, batch: Batch) -> float:
        done = self.progress.tokens / self._recipe.tokens
        factor = trapezoid_rate_factor(done, self._recipe)
        ids = torch.from_numpy(batch.ids).to(self._device)
        whole = done < self._recipe.prompts_learnt
        learnt = ids != _PADDING if whole else torch.from_numpy(batch.learnt).to(self._device)
        with torch.autocast(self._device, dtype=torch.bfloat16):
            loss = loss_of(self.model, ids, learnt)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimizer in self._optimizers:
            for group in optimizer.param_groups:
                group["lr"] = group["initial_lr"] * factor
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        self.progress.step += 1
        self.progress.tokens += batch.tokens
        return float(loss.detach())

    def _save(self) -> None:
        progress = self.progress
        state = {
            "model": self.model.state_dict(),
            "optimizers": [optimizer.state_dict() for optimizer in self._optimizers],
            "progress": [progress.step, progress.tokens, progress.pool, progress.within],
        }
        self._checkpoints.save(progress.step, state)

    def _restore(self, state: dict[str, Any]) -> None:
        self.model.load_state_dict(state["model"])
        for optimizer, kept in zip(self._optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(kept)
        self.progress = Progress(*state["progress"])


def trapezoid_rate_factor(done: float, recipe: Recipe) -> float:
    """The learning rate relative to its peak, after the fraction `done` of a run: linear warm-up,
    constant, linear decay to 0."""
    if done < recipe.warm_up:
        return max(done / recipe.warm_up, 0.02)
    return max(min(1.0, (1 - done) / recipe.cool_down), 0.0)


def _optimizers(model: nn.Module, recipe: Recipe) -> list[torch.optim.Optimizer]:
    """Muon for the matrices of the layers (Jordan et al. 2024, "Muon"; about twice as
    sample-efficient as Adam here), AdamW for the embedding and the norms."""
    matrices: list[Tensor] = []
    others: list[Tensor] = []
    for name, weights in model.named_parameters():
        inner = weights.ndim == 2 and "embed" not in name and "lm_head" not in name
        (matrices if inner else others).append(weights)
    optimizers: list[torch.optim.Optimizer] = [
        torch.optim.Muon(matrices, lr=recipe.matrix_rate, momentum=0.95, weight_decay=recipe.decay),
        torch.optim.AdamW(others, lr=recipe.vector_rate, betas=(0.9, 0.95), weight_decay=0.0),
    ]
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["initial_lr"] = group["lr"]
    return optimizers
