"""Fits the head of the tagger: a small network on the embedding model's states of the words."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from assistant.redaction.tagger.head import SIDE, TAGS, Head
from assistant.redaction.tagger.words import AFFIXES, BUCKETS, SHAPE, affixes, shapes
from retrieval.embedder_states import WordStates
from training.names.example import Example

_INNER: Final = 80
_HIDDEN: Final = 160
_BATCH: Final = 48
_AT_ONCE: Final = 256
_NOT_READ: Final = 0.12
"""Probability of hiding a word's states from the network, so that it also learns from the word's
shape."""


@dataclass(frozen=True, slots=True)
class Read:
    """The network's input for an example; states are stored in half precision."""

    states: NDArray[np.float16]
    shapes: NDArray[np.float32]
    affixes: NDArray[np.int64]
    tags: NDArray[np.int64]


def read(examples: Sequence[Example], states: WordStates) -> list[Read]:
    """Compute the inputs of examples. They are short texts and are not cut."""
    found = []
    for start in range(0, len(examples), _AT_ONCE):
        labelled = [example.labelled() for example in examples[start : start + _AT_ONCE]]
        labelled = [one for one in labelled if one[1]]
        rows = states.read([[word.text for word in words] for _, words, _ in labelled])
        for (text, words, tags), (state, pieces) in zip(labelled, rows, strict=True):
            found.append(
                Read(state.astype(np.float16), shapes(words, text, pieces), affixes(words), tags)
            )
    return found


class Net(nn.Module):  # type: ignore[misc]  # torch is read as Any, to save a minute
    """The computation of `Head`, in torch."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.narrow = nn.Linear(width + SHAPE, _INNER)
        self.affixes = nn.Embedding(BUCKETS, _INNER)
        nn.init.normal_(self.affixes.weight, std=0.02)
        self.hidden = nn.Linear((2 * SIDE + 1) * _INNER, _HIDDEN)
        self.out = nn.Linear(_HIDDEN, len(TAGS))
        self.steps = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.drop = nn.Dropout(0.25)

    def forward(
        self, states: torch.Tensor, shape: torch.Tensor, rows: torch.Tensor
    ) -> torch.Tensor:
        """Scores of the tags: (texts, words, tags)."""
        if self.training:
            kept = torch.rand(states.shape[:2], device=states.device) > _NOT_READ
            states = states * kept[..., None]
        inner = self.narrow(torch.cat([states, shape], -1)) + self.drop(self.affixes(rows)).sum(-2)
        inner = self.drop(torch.relu(inner))
        inner = nn.functional.pad(inner, (0, 0, SIDE, SIDE))
        count = inner.shape[1] - 2 * SIDE
        around = torch.cat([inner[:, at : at + count] for at in range(2 * SIDE + 1)], -1)
        scores: torch.Tensor = self.out(self.drop(torch.relu(self.hidden(around))))
        return scores


def likelihood(
    net: Net, scores: torch.Tensor, tags: torch.Tensor, seen: torch.Tensor
) -> torch.Tensor:
    """Log-likelihood of each text's right sequence of tags under a linear-chain CRF (Lafferty et
    al. 2001)."""
    steps = net.steps
    total = scores[:, 0]
    right = scores[:, 0].gather(1, tags[:, :1]).squeeze(1)
    for at in range(1, scores.shape[1]):
        live = seen[:, at]
        step = torch.logsumexp(total[:, :, None] + steps[None], 1) + scores[:, at]
        total = torch.where(live[:, None], step, total)
        gain = (
            scores[:, at].gather(1, tags[:, at : at + 1]).squeeze(1)
            + steps[tags[:, at - 1], tags[:, at]]
        )
        right = right + torch.where(live, gain, 0.0)
    return right - torch.logsumexp(total, 1)


def fit(
    examples: Sequence[Read],
    *,
    digest: str,
    layers: tuple[int, ...],
    seed: int,
    epochs: int,
    tell: Callable[[str], None],
) -> Head:
    """Fit a head by maximizing the likelihood of the examples' tags."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    mean, scale = _spread(examples)
    net = Net(len(mean))
    steps = epochs * (len(examples) // _BATCH + 1)
    tuner = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=0.02)
    pace = torch.optim.lr_scheduler.OneCycleLR(tuner, 4e-3, total_steps=steps, pct_start=0.1)
    for epoch in range(epochs):
        net.train()
        loss = 0.0
        for batch in _batches(examples, chance):
            states, shape, rows, tags, seen = _stacked(batch, mean, scale)
            found = -likelihood(net, net(states, shape, rows), tags, seen)
            cost = found.sum() / seen.sum()
            tuner.zero_grad()
            cost.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            tuner.step()
            pace.step()
            loss += cost.item() * len(batch)
        tell(f"epoch {epoch + 1} of {epochs}: loss {loss / len(examples):.4f}")
    return _head(net, mean, scale, digest, layers)


def _spread(examples: Sequence[Read]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    some = np.concatenate([example.states for example in examples[::7]]).astype(np.float32)
    return some.mean(axis=0), some.std(axis=0) + 1e-3


def _batches(examples: Sequence[Read], chance: random.Random) -> list[list[Read]]:
    """Batches of examples of similar lengths, in random order."""
    order = sorted(examples, key=lambda one: len(one.tags) + 4 * chance.random())
    batches = [list(order[at : at + _BATCH]) for at in range(0, len(order), _BATCH)]
    chance.shuffle(batches)
    return batches


def _stacked(
    batch: Sequence[Read], mean: NDArray[np.float32], scale: NDArray[np.float32]
) -> tuple[torch.Tensor, ...]:
    count, width = max(len(one.tags) for one in batch), len(mean)
    states = torch.zeros(len(batch), count, width)
    shape = torch.zeros(len(batch), count, SHAPE)
    rows = torch.zeros(len(batch), count, AFFIXES, dtype=torch.long)
    tags = torch.zeros(len(batch), count, dtype=torch.long)
    seen = torch.zeros(len(batch), count, dtype=torch.bool)
    for place, one in enumerate(batch):
        size = len(one.tags)
        states[place, :size] = torch.from_numpy((one.states.astype(np.float32) - mean) / scale)
        shape[place, :size] = torch.from_numpy(one.shapes)
        rows[place, :size] = torch.from_numpy(one.affixes)
        tags[place, :size] = torch.from_numpy(one.tags)
        seen[place, :size] = True
    return states, shape, rows, tags, seen


def _head(
    net: Net,
    mean: NDArray[np.float32],
    scale: NDArray[np.float32],
    digest: str,
    layers: tuple[int, ...],
) -> Head:
    def values(tensor: torch.Tensor) -> NDArray[np.float32]:
        found: NDArray[np.float32] = tensor.detach().numpy().copy()
        return found

    return Head(
        digest=digest, layers=layers, mean=mean, scale=scale,
        narrow=values(net.narrow.weight.T), narrow_bias=values(net.narrow.bias),
        affixes=values(net.affixes.weight),
        hidden=values(net.hidden.weight.T), hidden_bias=values(net.hidden.bias),
        out=values(net.out.weight.T), out_bias=values(net.out.bias), steps=values(net.steps),
    )  # fmt: skip
