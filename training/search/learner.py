"""The learner that tunes the search's encoder: questions move to their answers, and away from all
others of the batch (InfoNCE, van den Oord 2018)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

import torch
from torch import Tensor, nn

from assistant.contracts import RunSample
from training.encoders.bounded import HELD, HELD_ON_GPU, BoundedReading
from training.encoders.encoder import Encoder
from training.runs.learner import Learner, SummedLoss
from training.search.mining import TWINS

if TYPE_CHECKING:
    from training.recipes.looped import LoopedRecipe
    from training.recipes.search import Search

_COMPARED: Final = 256
"""Number of questions whose scores with all answers are computed at once."""
_SHOWN = 160
"""Maximum characters of an answer in a sample."""


@dataclass(frozen=True, slots=True)
class QuestionAnswerPairs:
    """Questions, the index of each one's answer, and all answers."""

    questions: list[str]
    right: list[int]
    answers: list[str]


def held_tokens(recipe: Search, device: str, longest: int) -> int:
    """The number of tokens whose activations a step keeps in memory.

    Args:
        recipe: The recipe; its `micro_batch`, if set, is this number in pairs.
        device: The torch device of the run.
        longest: Number of tokens to assume for each text.
    """
    if recipe.micro_batch:
        return recipe.micro_batch * (2 + recipe.negatives) * longest
    return HELD_ON_GPU if device.startswith("cuda") else HELD


class SearchLearner(Learner):
    """Tunes an encoder on pairs of questions and answers.

    Args:
        encoder: The encoder.
        train: Pairs to learn from.
        negatives: Indices of the hard negatives of each question.
        held_out: Pairs to measure on, for early stopping.
        guard: Pairs of another shop, on which the search must not get worse.
        recipe, device: The recipe and the torch device of the run.
    """

    def __init__(
        self, encoder: Encoder, train: QuestionAnswerPairs, negatives: Sequence[Sequence[int]],
        held_out: QuestionAnswerPairs, guard: QuestionAnswerPairs, recipe: Search, device: str,
    ) -> None:  # fmt: skip
        self.model: Encoder = encoder.to(device)
        self._recipe, self._device = recipe, device
        self._questions = encoder.tokens(train.questions)
        self._answers = encoder.tokens(train.answers)
        self._right, self._negatives = train.right, negatives
        self._held_out, self._guard = held_out, guard
        self._held = self.micro_batch_size(recipe)
        self.model.eval()
        self._at_first = (
            encoder.read(self._questions, device), encoder.read(self._answers, device)
        )  # fmt: skip
        told = self._at_first[1]
        # without the mean: what all answers have in common does not distinguish them
        self._apart = nn.functional.normalize(told - told.mean(0), dim=1)

    def micro_batch_size(self, recipe: LoopedRecipe) -> int:
        """The number of tokens whose activations are kept; texts beyond it are encoded twice."""
        longest = max(map(len, self._answers), default=1)
        return held_tokens(cast("Search", recipe), self._device, longest)

    def pieces(self, batch: Sequence[int], micro_batch_size: int) -> Iterator[Sequence[int]]:
        """Always the whole batch, because each question is compared with all answers;
        `micro_batch_size` limits the number of tokens whose activations are kept."""
        self._held = micro_batch_size
        yield batch

    def learn(self, batch: Sequence[int], step: int) -> SummedLoss:
        """As `Learner.learn`."""
        shown = [self._right[at] for at in batch]
        hard = [n for at in batch for n in self._negatives[at][: self._recipe.negatives]]
        numbers = shown + [n for n in dict.fromkeys(hard) if n not in set(shown)]
        rows = [*(self._questions[at] for at in batch), *(self._answers[n] for n in numbers)]
        read = BoundedReading(self.model, rows, self._device, self._held)
        asked, told = read.vectors[: len(batch)], read.vectors[len(batch) :]
        scores = asked @ told.T / self._recipe.warmth
        # duplicates of the right answer, and answers that say the same, are no negatives
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
        return SummedLoss(loss, float(len(batch)))

    def measure(self) -> Mapping[str, float]:
        """The share of questions whose nearest answer is right, here and for the other shop."""
        return {
            "r_at_1": self.found(self._held_out),
            "guard_r_at_1": self.found(self._guard),
        }

    def found(self, asked: QuestionAnswerPairs) -> float:
        """The share of questions whose nearest answer is the right one; 0 if there are none."""
        if not asked.questions:
            return 0.0
        return float((self._nearest(asked) == torch.tensor(asked.right)).double().mean())

    def samples(self) -> Iterator[RunSample]:
        """The answers currently found for some held-out questions."""
        of = self._held_out
        few = range(0, len(of.questions), max(1, len(of.questions) // 5))
        some = QuestionAnswerPairs(
            [of.questions[at] for at in few], [of.right[at] for at in few], of.answers
        )
        if not some.questions:
            return
        for question, right, said in zip(
            some.questions, some.right, self._nearest(some).tolist(), strict=True
        ):
            yield RunSample(
                step=0, question=question, wanted=of.answers[right][:_SHOWN],
                said=of.answers[said][:_SHOWN],
            )  # fmt: skip

    def _nearest(self, asked: QuestionAnswerPairs) -> Tensor:
        self.model.eval()
        questions = self.model.read(self.model.tokens(asked.questions), self._device)
        answers = self.model.read(self.model.tokens(asked.answers), self._device)
        nearest = [(some @ answers.T).argmax(1) for some in questions.split(_COMPARED)]
        return torch.cat(nearest)

    def _drift(self, now: Tensor, before: Tensor) -> Tensor:
        """The movement of vectors, 1 minus the cosine similarity, summed over rows."""
        return (1 - (now * before.to(self._device)).sum(1)).sum()
