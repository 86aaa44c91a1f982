"""The tagger's head: turns features of each word into the most likely sequence of tags.

A word's hidden states, shape and affixes are projected to one short vector; the vectors of its
neighbours are concatenated; one hidden layer scores the tags; the Viterbi algorithm (1967) finds
the best allowed sequence. The weights (`head.npz`) are written by `python -m training.names`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

FORMAT: Final = 1
TAGS: Final = (
    "O", "B-person", "I-person", "B-address", "I-address", "place", "company", "other",
)  # fmt: skip
"""Places, companies and other names are learnt so that they are not mistaken for people."""
SIDE: Final = 2
"""Number of neighbours on each side that are used."""
WEIGHTS: Final = Path(__file__).with_name("head.npz")
_FORBIDDEN: Final = -1e4

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Head:
    """The weights fitted by `training.names`.

    Attributes:
        digest: Digest of the embedding model whose hidden states it reads.
        layers: Which of its layers.
        mean, scale: For standardising the states, (width,).
        narrow, narrow_bias: (width + SHAPE, inner) and (inner,).
        affixes: A row for each bucket, (BUCKETS, inner).
        hidden, hidden_bias: ((2 SIDE + 1) inner, hidden) and (hidden,).
        out, out_bias: (hidden, tags) and (tags,).
        steps: The score of a tag (column) after another (row), (tags, tags).
    """

    digest: str
    layers: tuple[int, ...]
    mean: Floats
    scale: Floats
    narrow: Floats
    narrow_bias: Floats
    affixes: Floats
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: Floats
    steps: Floats

    def scores(self, states: Floats, shapes: Floats, affixes: NDArray[np.int64]) -> Floats:
        """Scores of each word's tags, (words, tags)."""
        seen = np.concatenate([(states - self.mean) / self.scale, shapes], axis=1)
        inner = seen @ self.narrow + self.narrow_bias + self.affixes[affixes].sum(axis=1)
        inner = np.maximum(inner, 0)
        wide = np.pad(inner, ((SIDE, SIDE), (0, 0)))
        around = np.concatenate([wide[at : at + len(inner)] for at in range(2 * SIDE + 1)], axis=1)
        hidden = np.maximum(around @ self.hidden + self.hidden_bias, 0)
        scores: Floats = hidden @ self.out + self.out_bias
        return scores

    def best(self, texts: Sequence[Floats]) -> list[list[int]]:
        """The allowed tag sequence with the highest sum, for each text's scores (words, tags)."""
        lengths = np.array([len(scores) for scores in texts])
        wide = np.zeros((len(texts), lengths.max(initial=1), len(TAGS)), np.float32)
        for place, scores in enumerate(texts):
            wide[place, : len(scores)] = scores
        steps = self.steps + forbidden()
        total = wide[:, 0] + _first()
        same = np.broadcast_to(np.arange(len(TAGS)), total.shape)
        back = []
        for at in range(1, wide.shape[1]):
            ways = total[:, :, None] + steps
            live = (at < lengths)[:, None]
            back.append(np.where(live, ways.argmax(axis=1), same))
            total = np.where(live, ways.max(axis=1) + wide[:, at], total)
        tags = [total.argmax(axis=1)]
        every = np.arange(len(texts))
        for came_from in reversed(back):
            tags.append(came_from[every, tags[-1]])
        rows = np.stack(tags[::-1], axis=1).tolist()
        return [row[:length] for row, length in zip(rows, lengths.tolist(), strict=True)]


@cache
def forbidden() -> Floats:
    """Penalties of forbidden transitions: to an I- tag from anything but its own kind."""
    table = np.zeros((len(TAGS), len(TAGS)), np.float32)
    for column, tag in enumerate(TAGS):
        if tag.startswith("I-"):
            allowed = (TAGS.index("B" + tag[1:]), column)
            table[[row for row in range(len(TAGS)) if row not in allowed], column] = _FORBIDDEN
    return table


@cache
def _first() -> Floats:
    return np.array([_FORBIDDEN if tag.startswith("I-") else 0 for tag in TAGS], np.float32)
