"""Questions move to their answers, away from all others of a batch (InfoNCE, van den Oord 2018)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from assistant.contracts import RunSample
from training.encoders.encoder import Encoder, alike, padded
from training.runs.learner import Learner, Learnt
from training.search.mining import TWINS

if TYPE_CHECKING:
    from training.recipes.search import Search

_SHOWN = 160
"""Characters of an answer in a sample."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions, and the number of each one's answer among `answers`."""

    questions: list[str]
    right: list[int]
    answers: list[str]


class SearchLearner(Learner):
    """Learns pairs.

    Args:
        encoder: What is trained.
        train: Pairs that are learnt from.
        negatives: Numbers of hard negatives of each question.
        held_out: Pairs that tell when to stop.
        guard: Pairs of another shop, which must be found as before.
        recipe, device: Of the run.
    """

    def __init__(
        self, encoder: Encoder, train: Asked, negatives: Sequence[Sequence[int]], held_out: Asked,
        guard: Asked, recipe: Search, device: str,
    ) -> None:  # fmt: skip
        self.model: Encoder = encoder.to(device)
        self._recipe, self._device = recipe, device
        self._questions = encoder.tokens(train.questions)
        self._answers = encoder.tokens(train.answers)
        self._right, self._negatives = train.right, negatives
        self._held_out, self._guard = held_out, guard
        self.model.eval()
        self._at_first = (
            encoder.read(self._questions, device), encoder.read(self._answers, device)
        )  # fmt: skip
        told = self._at_first[1]
        # what all answers of a company have in common tells none of them apart
        self._apart = nn.functional.normalize(told - told.mean(0), dim=1)

    def learn(self, batch: Sequence[int], step: int) -> Learnt:
        """As `Learner.learn`."""
        shown = [self._right[at] for at in batch]
        hard = [n for at in batch for n in self._negatives[at][: self._recipe.negatives]]
        numbers = shown + [n for n in dict.fromkeys(hard) if n not in set(shown)]
        asked = self._vectors([self._questions[at] for at in batch])
        told = self._vectors([self._answers[n] for n in numbers])
        scores = asked @ told.T / self._recipe.warmth
        # an answer that stands there twice is right twice, and so is one that says the same
        same = self._apart[shown] @ self._apart[numbers].T > TWINS
        wanted = torch.arange(len(batch), device=self._device)
        other = same.to(self._device)
        other[torch.arange(len(batch)), torch.arange(len(batch))] = False
        loss = nn.functional.cross_entropy(
            scores.masked_fill(other, -torch.inf), wanted, reduction="sum"
        )
        if self._recipe.hold:
            drift = self._drift(asked, self._at_first[0][list(batch)])
            drift = drift + self._drift(told, self._at_first[1][numbers]) * len(batch) / len(told)
            loss = loss + self._recipe.hold / self._recipe.warmth * drift
        loss.backward()
        return Learnt(loss, float(len(batch)))

    def measure(self) -> Mapping[str, float]:
        """How often the first answer found is the right one, here and in the other shop."""
        return {
            "r_at_1": self.found(self._held_out),
            "guard_r_at_1": self.found(self._guard),
        }

    def found(self, asked: Asked) -> float:
        """The share of questions whose nearest answer is the right one; 0 of none."""
        if not asked.questions:
            return 0.0
        return float((self._nearest(asked) == torch.tensor(asked.right)).double().mean())

    def samples(self) -> Iterator[RunSample]:
        """What it finds now for some questions that are held out."""
        of = self._held_out
        few = range(0, len(of.questions), max(1, len(of.questions) // 5))
        some = Asked([of.questions[at] for at in few], [of.right[at] for at in few], of.answers)
        if not some.questions:
            return
        for question, right, said in zip(
            some.questions, some.right, self._nearest(some).tolist(), strict=True
        ):
            yield RunSample(
                step=0, question=question, wanted=of.answers[right][:_SHOWN],
                said=of.answers[said][:_SHOWN],
            )  # fmt: skip

    def _nearest(self, asked: Asked) -> Tensor:
        self.model.eval()
        questions = self.model.read(self.model.tokens(asked.questions), self._device)
        answers = self.model.read(self.model.tokens(asked.answers), self._device)
        return (questions @ answers.T).argmax(1)

    def _vectors(self, rows: Sequence[Sequence[int]]) -> Tensor:
        groups = alike([len(row) for row in rows])
        read = []
        for some in groups:
            ids, mask = padded([rows[at] for at in some], self._device)
            with torch.autocast(self._device.partition(":")[0], dtype=torch.bfloat16):
                read.append(self.model(self.model.words(ids), mask))
        places = torch.tensor([at for some in groups for at in some], device=self._device)
        found = torch.cat(read).float()
        return found[torch.argsort(places)]

    def _drift(self, now: Tensor, before: Tensor) -> Tensor:
        """How far vectors have moved, summed over rows: 1 less the cosine."""
        return (1 - (now * before.to(self._device)).sum(1)).sum()
