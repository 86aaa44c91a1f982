"""The learner of preference tuning: to write what agents sent rather than what they were shown.

Only the trainer process loads this module.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import torch

from assistant.prompt import Prompt
from training.learning.batches import Encoded, grouped
from training.learning.losses import preference_losses, row_sums
from training.recipes.dialogue_tuning import DialogueTuning
from training.replies.decoder import DecoderLearner
from training.replies.encoding import ReplyEncoder
from training.replies.memory import AT_ONCE
from training.replies.trainable_model import TrainableModel
from training.runs.learner import SummedLoss

Pair = tuple[Encoded, Encoded]
"""The reply that was sent and the draft that was shown, each after the same prompt."""


class PreferenceLearner(DecoderLearner):
    """Direct preference optimization (DPO) on pairs.

    Args, beyond those of `DecoderLearner`:
        train, held_out: The pairs.
        beta: How strongly the model is held to the reference (the base model).

    Attributes:
        known: The reference's margins: what `margins` returned before the first step. Must be set
            before training.
    """

    def __init__(
        self, trainable: TrainableModel, encoder: ReplyEncoder, recipe: DialogueTuning, device: str,
        asked: Sequence[tuple[Prompt, str]], train: Sequence[Pair], held_out: Sequence[Pair],
        *, beta: float,
    ) -> None:  # fmt: skip
        super().__init__(trainable, encoder, recipe, device, asked)
        self._pairs = [*train, *held_out]
        self._learnt_from = len(train)
        self._beta = beta
        self._sizes = [len(one[0]) + len(other[0]) for one, other in self._pairs]
        self.known: Sequence[float] = ()

    def sizes(self) -> Sequence[int]:
        """Number of tokens of each training pair."""
        return self._sizes[: self._learnt_from]

    def learn(self, batch: Sequence[int], step: int) -> SummedLoss:
        """Accumulate gradients; returns the summed loss of the pairs and their number."""
        margins = self._margins(batch)
        loss = self._loss(margins, batch).sum()
        beside = self.beside()
        (loss if beside is None else loss + len(batch) * beside).backward()
        return SummedLoss(loss, float(len(batch)))

    def measure(self) -> Mapping[str, float]:
        """`held_out_loss`, `likelihood` (exp of the negative loss), and `preferred`: the share of
        held-out pairs whose margin became greater than the reference's."""
        places = range(self._learnt_from, len(self._pairs))
        total, better = 0.0, 0
        for piece in self._held_out_pieces(places):
            with torch.no_grad():
                margins = self._margins(piece)
            total += float(self._loss(margins, piece).double().sum())
            known = torch.tensor([self.known[place] for place in piece], device=margins.device)
            better += int((margins > known).sum())
        loss = total / max(1, len(places))
        share = better / max(1, len(places))
        return {"held_out_loss": loss, "likelihood": math.exp(-loss), "preferred": share}

    def margins(self) -> list[float]:
        """The margin of every pair: log-probability of the sent reply minus that of the shown
        draft, in nats."""
        found = [0.0] * len(self._pairs)
        self.model.eval()
        with torch.no_grad():
            for piece in self._held_out_pieces(range(len(self._pairs))):
                for place, margin in zip(piece, self._margins(piece).tolist(), strict=True):
                    found[place] = margin
        return found

    def _held_out_pieces(self, places: Sequence[int]) -> Iterator[list[int]]:
        for group in grouped([self._sizes[place] for place in places], AT_ONCE):
            yield [places[at] for at in group]

    def _margins(self, places: Sequence[int]) -> torch.Tensor:
        """(pairs,) log-probability of the sent reply minus that of the shown draft."""
        sent = [self._pairs[place][0] for place in places]
        shown = [self._pairs[place][1] for place in places]
        losses, learnt = self.losses([*sent, *shown])
        sums = row_sums(losses, learnt)
        return sums[len(places) :] - sums[: len(places)]

    def _loss(self, margins: torch.Tensor, places: Sequence[int]) -> torch.Tensor:
        known = torch.tensor([self.known[place] for place in places], device=margins.device)
        return preference_losses(margins, known, self._beta)
