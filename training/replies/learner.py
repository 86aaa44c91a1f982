"""The learner of supervised fine-tuning.

Only the trainer process loads this module.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import torch

from assistant.prompt import Prompt
from training.learning.batches import Encoded, grouped
from training.recipes.dialogue_tuning import DialogueTuning
from training.replies.decoder import DecoderLearner
from training.replies.encoding import ReplyEncoder
from training.replies.memory import AT_ONCE
from training.replies.trainable_model import TrainableModel
from training.runs.learner import SummedLoss


class ReplyLearner(DecoderLearner):
    """Next-token prediction on the tokens of agents' replies.

    Args, beyond those of `DecoderLearner`:
        train: Examples to learn from.
        held_out: Examples to measure on, for early stopping.
    """

    def __init__(
        self, trainable: TrainableModel, encoder: ReplyEncoder | None, recipe: DialogueTuning,
        device: str, asked: Sequence[tuple[Prompt, str]], train: Sequence[Encoded],
        held_out: Sequence[Encoded],
    ) -> None:  # fmt: skip
        super().__init__(trainable, encoder, recipe, device, asked)
        self._train, self._held_out = train, held_out
        self._sizes = [len(one.ids) for one in train]

    def sizes(self) -> Sequence[int]:
        """Number of tokens of each training example."""
        return self._sizes

    def learn(self, batch: Sequence[int], step: int) -> SummedLoss:
        """Accumulate gradients; returns the summed cross entropy of the learnt tokens and their
        number."""
        losses, _ = self.losses([self._train[place] for place in batch])
        loss = losses.sum()
        beside = self.beside()
        (loss if beside is None else loss + len(losses) * beside).backward()
        return SummedLoss(loss, float(len(losses)))

    def measure(self) -> Mapping[str, float]:
        """`held_out_loss` (nats per token), and `likelihood`: the geometric mean of the
        probabilities of agents' tokens."""
        total, count = 0.0, 0
        for some in self._held_out_pieces():
            with torch.no_grad():
                losses, _ = self.losses(some)
            total, count = total + float(losses.double().sum()), count + len(losses)
        loss = total / max(1, count)
        return {"held_out_loss": loss, "likelihood": math.exp(-loss)}

    def _held_out_pieces(self) -> Iterator[list[Encoded]]:
        for group in grouped([len(one.ids) for one in self._held_out], AT_ONCE):
            yield [self._held_out[place] for place in group]
