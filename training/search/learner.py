"""Questions move to their answers, away from all others of a batch (InfoNCE, van den Oord 2018)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

import torch
from torch import Tensor, nn

from assistant.contracts import RunSample
from training.encoders.bounded import HELD, HELD_ON_GPU, BoundedReading
from training.encoders.encoder import Encoder
from training.runs.learner import Learner, Learnt
from training.search.mining import TWINS

if TYPE_CHECKING:
    from training.recipes.looping import Looping
    from training.recipes.search import Search

_COMPARED: Final = 256
"""Questions whose scores with all answers are in memory at once."""
_SHOWN = 160
"""Characters of an answer in a sample."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions, and the number of each one's answer among `answers`."""

    questions: list[str]
    right: list[int]
    answers: list[str]


def held_tokens(recipe: Search, device: str, longest: int) -> int:
    """How many tokens a step holds the activations of.

    Args:
        recipe: Its `micro_batch`, if there is one, says how many pairs.
        device: Of the run.
        longest: Tokens of an answer.
    """
    if recipe.micro_batch:
        return recipe.micro_batch * (2 + recipe.negatives) * longest
    return HELD_ON_GPU if device.startswith("cuda") else HELD


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
        self._held = self.at_once(recipe)
        self.model.eval()
        self._at_first = (
            encoder.read(self._questions, device), encoder.read(self._answers, device)
        )  # fmt: skip
        told = self._at_first[1]
        # what all answers of a company have in common tells none of them apart
        self._apart = nn.functional.normalize(told - told.mean(0), dim=1)

    def at_once(self, recipe: Looping) -> int:
        """Tokens whose activations are in memory at once; texts beyond are encoded twice."""
        longest = max(map(len, self._answers), default=1)
        return held_tokens(cast("Search", recipe), self._device, longest)

    def pieces(self, batch: Sequence[int], at_once: int) -> Iterator[Sequence[int]]:
        """Always the whole batch, because each question is compared with all its answers; what
        is halved is how many tokens are held."""
        self._held = at_once
        yield batch

    def learn(self, batch: Sequence[int], step: int) -> Learnt:
        """As `Learner.learn`."""
        shown = [self._right[at] for at in batch]
        hard = [n for at in batch for n in self._negatives[at][: self._recipe.negatives]]
        numbers = shown + [n for n in dict.fromkeys(hard) if n not in set(shown)]
        rows = [*(self._questions[at] for at in batch), *(self._answers[n] for n in numbers)]
        read = BoundedReading(self.model, rows, self._device, self._held)
        asked, told = read.vectors[: len(batch)], read.vectors[len(batch) :]
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
        read.backward()
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
        nearest = [(some @ answers.T).argmax(1) for some in questions.split(_COMPARED)]
        return torch.cat(nearest)

    def _drift(self, now: Tensor, before: Tensor) -> Tensor:
        """How far vectors have moved, summed over rows: 1 less the cosine."""
        return (1 - (now * before.to(self._device)).sum(1)).sum()
