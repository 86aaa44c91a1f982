"""The base class of the learners of fine-tuning and preference tuning.

Only the trainer process loads this module.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Final

import torch
from torch import Tensor

from assistant.contracts import RunSample
from assistant.prompt import Prompt
from training.learning.batches import Batch, Encoded, grouped, padded
from training.learning.losses import token_losses
from training.recipes.dialogue_tuning import DialogueTuning
from training.recipes.looped import LoopedRecipe
from training.replies.encoding import ReplyEncoder
from training.replies.examples import question_of
from training.replies.memory import AT_ONCE
from training.replies.trainable_model import TrainableModel
from training.runs.learner import Learner

_FULL_RATE: Final = 0.2
"""Factor on the learning rate when all weights of the model are trained."""
_WIDTH: Final = 1_024
"""Hidden size at which the recipe's learning rate holds: the effect of a step grows with the width,
so the rate is divided by it (Yang et al. 2022, "Tensor programs V")."""
_FACTORS: Final = (0.25, 8.0)
_SAMPLE_TOKENS: Final = 96


class DecoderLearner(Learner):
    """A decoder in training.

    Args:
        trainable: The model.
        encoder: Encodes the prompts of samples; without it there are no samples.
        recipe: The options of the training.
        device: The torch device of the model.
        asked: Held-out prompts with the agents' replies, for samples.
    """

    def __init__(
        self, trainable: TrainableModel, encoder: ReplyEncoder | None, recipe: DialogueTuning,
        device: str, asked: Sequence[tuple[Prompt, str]],
    ) -> None:  # fmt: skip
        self.trainable, self.model = trainable, trainable.whole
        self._encoder, self._recipe, self._device = encoder, recipe, device
        self._asked = asked
        self._half = _computes_half(recipe, device)
        self._taken = 0

    # ------------------------------------------------------------ the loop's interface

    def micro_batch_size(self, recipe: LoopedRecipe) -> int:
        """The initial micro-batch size, in tokens."""
        return recipe.micro_batch * self._longest() if recipe.micro_batch else AT_ONCE

    def pieces(self, batch: Sequence[int], micro_batch_size: int) -> Iterator[Sequence[int]]:
        """Split a batch into micro-batches of similar lengths, of at most
        `micro_batch_size` tokens each."""
        sizes = self.sizes()
        for group in grouped([sizes[place] for place in batch], micro_batch_size):
            yield [batch[place] for place in group]

    def optimizer(self, recipe: LoopedRecipe) -> torch.optim.Optimizer:
        """AdamW, with the learning rate scaled by the model's width and the training method."""
        optimizer = super().optimizer(recipe)
        width = _WIDTH / self.trainable.model.config.hidden_size
        factor = min(max(width, _FACTORS[0]), _FACTORS[1])
        for group in optimizer.param_groups:
            group["lr"] *= factor * (_FULL_RATE if self._recipe.method == "full" else 1.0)
        if self.trainable.ranks is not None:
            optimizer.register_step_post_hook(self._allocate)
        return optimizer

    def stepped(self, step: int) -> None:
        """Remember how many steps were taken."""
        self._taken = step

    def state(self) -> dict[str, Any]:
        """The number of steps taken, and the state of AdaLoRA's rank allocation."""
        ranks = self.trainable.ranks
        return {"taken": self._taken, "ranks": None if ranks is None else ranks.state()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Restore what `state` returned."""
        self._taken = state["taken"]
        if self.trainable.ranks is not None:
            self.trainable.ranks.restore(state["ranks"])

    def samples(self) -> Iterator[RunSample]:
        """The model's current replies to the sample prompts, by greedy decoding."""
        if self._encoder is None:
            return
        for prompt, wanted in self._asked:
            yield RunSample(
                step=self._taken,
                question=question_of(prompt),
                wanted=wanted,
                said=self._say(self._encoder, prompt),
            )

    @abstractmethod
    def sizes(self) -> Sequence[int]:
        """Number of tokens of each training example."""

    # ------------------------------------------------------------ computing

    def losses(self, examples: Sequence[Encoded]) -> tuple[Tensor, Tensor]:
        """The loss of each learnt token of some examples, and the mask of these tokens."""
        batch = padded(examples)
        ids, learnt = self._there(batch)
        with self._computing():
            return token_losses(self.trainable.model, ids, learnt), learnt

    def beside(self) -> Tensor | None:
        """An extra term of the loss (AdaLoRA's regularizer), or None."""
        return None if self.trainable.ranks is None else self.trainable.ranks.apart()

    def _allocate(self, *_: object) -> None:
        assert self.trainable.ranks is not None  # noqa: S101 - the hook is there only with them
        self.trainable.ranks.stepped(self._taken + 1)

    def _there(self, batch: Batch) -> tuple[Tensor, Tensor]:
        ids, learnt = torch.from_numpy(batch.ids), torch.from_numpy(batch.learnt)
        return ids.to(self._device), learnt.to(self._device)

    def _computing(self) -> AbstractContextManager[Any]:
        kind = self._device.partition(":")[0]
        computing: AbstractContextManager[Any] = torch.autocast(
            kind, dtype=torch.bfloat16, enabled=self._half
        )
        return computing

    def _say(self, encoder: ReplyEncoder, prompt: Prompt) -> str:
        ids = torch.tensor([encoder.prompt(prompt)], device=self._device)
        ends = encoder.vocabulary.ends
        with torch.no_grad(), self._computing():
            written = self.trainable.model.generate(
                input_ids=ids, attention_mask=torch.ones_like(ids), do_sample=False,
                max_new_tokens=_SAMPLE_TOKENS, eos_token_id=sorted(ends), pad_token_id=min(ends),
            )  # fmt: skip
        said = [id_ for id_ in written[0, ids.shape[1] :].tolist() if id_ not in ends]
        return str(encoder.vocabulary.tokenizer.decode(said)).strip()

    def _longest(self) -> int:
        return max(self.sizes(), default=1)


def _computes_half(recipe: DialogueTuning, device: str) -> bool:
    """Whether to compute in bfloat16 (by autocast): as the recipe says, or if the device is fast
    at it."""
    if recipe.precision != "auto":
        return recipe.precision == "half"
    if device.startswith("cuda"):
        return bool(torch.cuda.is_bf16_supported())
    known = getattr(torch.cpu, "_is_avx512_bf16_supported", None)
    return device == "cpu" and known is not None and bool(known())
