"""The learner that tunes an encoder for intents, so that messages of one label move together.

The loss is a softmax over cosine similarities to an anchor vector for each label (Wang et al. 2018,
"NormFace"), plus the supervised contrastive loss (Khosla et al. 2020) within a batch and, if
enabled, the same once more with adversarially perturbed word embeddings (Miyato et al. 2017, FGM).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import torch
from torch import Tensor, nn

from assistant.contracts import RunSample
from training.classify.measures import measure
from training.encoders.encoder import Encoder, alike, padded
from training.runs.learner import Learner, SummedLoss

if TYPE_CHECKING:
    from training.recipes.intents import Intents

_SHARPNESS: Final = 20.0
"""Scale of the cosine similarities to anchors before the softmax."""
_WARMTH: Final = 0.1
"""Temperature of the contrastive loss."""


class Anchored(nn.Module):  # type: ignore[misc]  # torch is read as Any
    """An encoder with a trainable anchor vector for each label."""

    def __init__(self, encoder: Encoder, anchors: Tensor, dropout: float) -> None:
        super().__init__()
        self.encoder = encoder
        self.anchors = nn.Parameter(anchors)
        self._dropout = nn.Dropout(dropout)

    def scores(self, vectors: Tensor) -> Tensor:
        """Logits of the labels: (rows, labels)."""
        anchors = nn.functional.normalize(self.anchors, dim=1)
        found: Tensor = _SHARPNESS * self._dropout(vectors) @ anchors.T
        return found


class IntentLearner(Learner):
    """Tunes an encoder on labelled texts.

    Args:
        encoder: The encoder.
        names: Names of the labels.
        train, held_out: Texts, and the number of each one's label.
        recipe, device: The recipe and the torch device of the run.
    """

    def __init__(
        self, encoder: Encoder, names: Sequence[str], train: tuple[list[str], list[int]],
        held_out: tuple[list[str], list[int]], recipe: Intents, device: str,
    ) -> None:  # fmt: skip
        self._names, self._recipe, self._device = names, recipe, device
        self._rows, self._truth = encoder.tokens(train[0]), torch.tensor(train[1])
        self._asked, self._wanted = held_out
        self._asked_rows = encoder.tokens(self._asked)
        encoder.to(device).eval()
        anchors = _means(encoder.read(self._rows, device), self._truth, len(names))
        self.model: Anchored = Anchored(encoder, anchors, recipe.dropout).to(device)

    def learn(self, batch: Sequence[int], step: int) -> SummedLoss:
        """As `Learner.learn`; with adversarial training, each example counts twice."""
        groups = alike([len(self._rows[at]) for at in batch])
        read = [padded([self._rows[batch[at]] for at in some], self._device) for some in groups]
        order = [batch[at] for some in groups for at in some]
        truth = self._truth[order].to(self._device)
        words = [self.model.encoder.words(ids) for ids, _ in read]
        masks = [mask for _, mask in read]
        loss = self._loss(words, masks, truth)
        loss.backward()
        if not self._recipe.adversarial:
            return SummedLoss(loss, float(len(batch)))
        pushed = [
            self.model.encoder.words(ids) + self._recipe.adversarial * _direction(some)
            for (ids, _), some in zip(read, words, strict=True)
        ]
        harder = self._loss(pushed, masks, truth)
        harder.backward()
        return SummedLoss(loss + harder.detach(), 2.0 * len(batch))

    def measure(self) -> Mapping[str, float]:
        """Accuracy, macro-F1 and loss on the held-out texts."""
        if not self._wanted:
            return {self._recipe.quality: 0.0}
        scores = self._scores()
        said = [self._names[at] for at in scores.argmax(1).tolist()]
        found = measure([self._names[at] for at in self._wanted], said)
        loss = nn.functional.cross_entropy(scores, torch.tensor(self._wanted))
        return {
            "accuracy": found.accuracy, "macro_f1": found.macro_f1, "held_out_loss": float(loss),
        }  # fmt: skip

    def samples(self) -> Iterator[RunSample]:
        """The current predictions for some held-out texts."""
        few = range(0, len(self._asked), max(1, len(self._asked) // 5))
        vectors = self.model.encoder.read([self._asked_rows[at] for at in few], self._device)
        best = self.model.scores(vectors.to(self._device)).argmax(1).tolist()
        for at, said in zip(few, best, strict=True):
            yield RunSample(
                step=0, question=self._asked[at], wanted=self._names[self._wanted[at]],
                said=self._names[said],
            )  # fmt: skip

    def _scores(self) -> Tensor:
        vectors = self.model.encoder.read(self._asked_rows, self._device)
        with torch.no_grad():
            return self.model.scores(vectors.to(self._device)).float().cpu()

    def _loss(self, words: Sequence[Tensor], masks: Sequence[Tensor], truth: Tensor) -> Tensor:
        """The loss, summed over the rows of all groups."""
        with torch.autocast(self._device.partition(":")[0], dtype=torch.bfloat16):
            read = [self.model.encoder(*group) for group in zip(words, masks, strict=True)]
        vectors = torch.cat(read).float()
        loss = nn.functional.cross_entropy(
            self.model.scores(vectors), truth, reduction="sum",
            label_smoothing=self._recipe.smoothing,
        )  # fmt: skip
        if self._recipe.contrast:
            loss = loss + self._recipe.contrast * contrastive(vectors, truth)
        return loss


def contrastive(vectors: Tensor, truth: Tensor) -> Tensor:
    """The supervised contrastive loss, summed over rows; a row whose label is unique adds 0.

    Args:
        vectors: Unit vectors, (rows, dims).
        truth: Label of each row.
    """
    itself = torch.eye(len(truth), dtype=torch.bool, device=truth.device)
    scores = (vectors @ vectors.T / _WARMTH).masked_fill(itself, -torch.inf)
    surprise = torch.logsumexp(scores, dim=1, keepdim=True) - scores
    alike = (truth[:, None] == truth[None, :]) & ~itself
    found = surprise.masked_fill(~alike, 0).sum(1) / alike.sum(1).clamp(min=1)
    return found.sum()


def _direction(words: Tensor) -> Tensor:
    """The normalized gradient of each row's word embeddings: (rows, length, dims)."""
    if words.grad is None:
        raise ValueError("words have no gradient yet")
    pull = words.grad.detach()
    return pull / pull.norm(dim=(1, 2), keepdim=True).clamp(min=1e-12)


def _means(vectors: Tensor, truth: Tensor, count: int) -> Tensor:
    sums = torch.zeros(count, vectors.shape[1]).index_add(0, truth, vectors)
    return nn.functional.normalize(sums, dim=1)
