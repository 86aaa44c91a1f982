"""The trainer's side of the tiny task."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import torch
from torch import nn

from assistant.contracts import RunSample
from tests.training.runs import tiny_task
from training.runs.learner import Learner, SummedLoss


class Net(nn.Module):
    def __init__(self, words: int, dropout: float) -> None:
        super().__init__()
        self.table = nn.EmbeddingBag(words, 8)
        self.drop = nn.Dropout(dropout)
        self.head = nn.Linear(8, 2)

    def forward(self, bags: list[list[int]]) -> torch.Tensor:
        flat = torch.tensor([word for words in bags for word in words])
        starts = torch.tensor([0, *(len(words) for words in bags)][:-1]).cumsum(0)
        return self.head(self.drop(self.table(flat, starts)))


class TinyLearner(Learner):
    def __init__(self, run: Any) -> None:
        self._run, self._recipe = run, run.recipe
        self.model = Net(run.facts["words"], run.recipe.dropout)
        self._seen = 0

    def learn(self, batch: Sequence[int], step: int) -> SummedLoss:
        tiny_task.slow(self._run.out.parent, self._recipe.pause, step)
        if self._recipe.fits and len(batch) > self._recipe.fits:
            # the error of a machine with less memory
            raise torch.OutOfMemoryError("CUDA out of memory.")
        loss = self._loss("train", batch)
        loss.backward()
        self._seen += len(batch)
        return SummedLoss(loss, float(len(batch)))

    def measure(self) -> Mapping[str, float]:
        numbers = range(self._run.dataset.count("held_out"))
        bodies = self._run.dataset.get("held_out", numbers)
        scores = self.model([tiny_task.bag(body["text"]) for body in bodies])
        right = scores.argmax(1) == torch.tensor([body["label"] for body in bodies])
        return {
            "accuracy": right.double().mean().item(),
            "held_out_loss": self._loss("held_out", numbers).item() / len(numbers),
        }

    def samples(self) -> Iterator[RunSample]:
        return tiny_task.samples_of(self._run)

    def state(self) -> dict[str, Any]:
        return {"seen": self._seen}

    def restore(self, state: Mapping[str, Any]) -> None:
        self._seen = state["seen"]

    def _loss(self, part: str, numbers: Sequence[int]) -> torch.Tensor:
        bodies = self._run.dataset.get(part, numbers)
        scores = self.model([tiny_task.bag(body["text"]) for body in bodies])
        labels = torch.tensor([body["label"] for body in bodies])
        return nn.functional.cross_entropy(scores, labels, reduction="sum")
