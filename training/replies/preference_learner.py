"""A decoder that learns to write what agents sent rather than what they were shown.

Only the trainer's process loads this module.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import torch

from assistant.prompt import Prompt
from training.learning.batches import Encoded, grouped
from training.learning.losses import preference_losses, row_sums
from training.recipes.adapting import Adapting
from training.replies.adapting import Adapted
from training.replies.decoder import DecoderLearner
from training.replies.encoding import ReplyEncoder
from training.replies.memory import AT_ONCE
from training.runs.learner import Learnt

Pair = tuple[Encoded, Encoded]
"""What was sent and what was shown, behind the same prompt."""


class PreferenceLearner(DecoderLearner):
    """Direct preference optimisation on pairs; arguments beyond `DecoderLearner`'s:

    Args:
        train, held_out: The pairs.
        beta: How hard it is held to the model before.

    Attributes:
        known: What `margins` gave before the first step; to be set before anything is learnt.
    """

    def __init__(
        self, adapted: Adapted, encoder: ReplyEncoder, recipe: Adapting, device: str,
        asked: Sequence[tuple[Prompt, str]], train: Sequence[Pair], held_out: Sequence[Pair],
        *, beta: float,
    ) -> None:  # fmt: skip
        super().__init__(adapted, encoder, recipe, device, asked)
        self._pairs = [*train, *held_out]
        self._learnt_from = len(train)
        self._beta = beta
        self._sizes = [len(one[0]) + len(other[0]) for one, other in self._pairs]
        self.known: Sequence[float] = ()

    def sizes(self) -> Sequence[int]:
        """Tokens of each pair that is learnt from."""
        return self._sizes[: self._learnt_from]

    def learn(self, batch: Sequence[int], step: int) -> Learnt:
        """The summed loss of the pairs, and how many they are."""
        margins = self._margins(batch)
        loss = self._loss(margins, batch).sum()
        beside = self.beside()
        (loss if beside is None else loss + len(batch) * beside).backward()
        return Learnt(loss, float(len(batch)))

    def measure(self) -> Mapping[str, float]:
        """`held_out_loss`, `likelihood` (its exponential), and `preferred`: of the held-out pairs,
        the share whose sent reply became likelier against the shown one."""
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
        """How much likelier the model thinks what was sent, for every pair (nats)."""
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
        """(pairs,) log-probability of what was sent less that of what was shown."""
        sent = [self._pairs[place][0] for place in places]
        shown = [self._pairs[place][1] for place in places]
        losses, learnt = self.losses([*sent, *shown])
        sums = row_sums(losses, learnt)
        return sums[len(places) :] - sums[: len(places)]

    def _loss(self, margins: torch.Tensor, places: Sequence[int]) -> torch.Tensor:
        known = torch.tensor([self.known[place] for place in places], device=margins.device)
        return preference_losses(margins, known, self._beta)
