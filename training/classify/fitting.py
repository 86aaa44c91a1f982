"""A head from texts, labels and vectors: seconds on a processor, no torch.

What is out of scope is told from the labels' own examples, each measured as if it had not been
there; examples that say so themselves, where there are some, decide how strict that is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.errors import InputError
from assistant.understanding.grams import Grams
from assistant.understanding.head import OUT, Floats, Head, featured, forgiven, softmax
from training.classify.regression import RIDGE, STEPS, fit

REFUSED: Final = 0.013
"""Share of a label's own examples that may be called out of scope for the sake of what is."""
_STRICTEST: Final = 0.025
_CAUGHT: Final = 0.8
"""Share of the given out-of-scope examples to catch, if that costs no more than `_STRICTEST`."""
_HELD_BACK: Final = 20.0
"""So many times the ridge where the embedding model was trained on the labels: its vectors make
them look easier than they are. Tried 1 to 160 on the validation part of clinc150: 0.1 to 0.2 % more
right from here on."""
_FEW: Final = 50
"""Fewer unseen texts cannot tell which share of texts lies where."""
_MOST: Final = 40_000
"""Texts that are learnt from; of more, so many of each label as its share."""
_MOST_LABELS: Final = 2_000
"""Of more, no head would fit into memory; they are numbers or sentences, and no labels."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts with labels, and their vectors.

    Attributes:
        vectors: float32 (texts, dims).
        unseen: Of each text, whether the embedding model that made its vector was not trained on
            it; None: on none. Vectors that were trained on lie nearer to their label than any
            other will.
    """

    texts: Sequence[str]
    labels: Sequence[str]
    vectors: Floats
    unseen: NDArray[np.bool_] | None = None

    def __len__(self) -> int:
        return len(self.texts)

    def at(self, rows: Sequence[int] | NDArray[np.intp]) -> Labelled:
        """Some of them."""
        return Labelled(
            [self.texts[row] for row in rows],
            [self.labels[row] for row in rows],
            self.vectors[np.asarray(rows, np.intp)],
            None if self.unseen is None else self.unseen[np.asarray(rows, np.intp)],
        )


def fit_head(
    known: Labelled,
    embedding: str,
    *,
    seed: int = 0,
    ridge: float = RIDGE,
    steps: int = STEPS,
    refused: float = REFUSED,
    tell: Callable[[int, int, float], None] = lambda step, steps, loss: None,
) -> Head:
    """Fit a head.

    Args:
        known: At least two labels beside `OUT`.
        embedding: `model_id` of the model that made the vectors.
        seed: Of the choice among more texts than are learnt from.
        ridge, steps, tell: As in `regression.fit`.
        refused: Share of what is in scope that may be called out of scope; 0: nothing is.

    Raises:
        InputError: Fewer than two labels (`intents.one-label`), or so many that these must be
            something else (`intents.many-labels`).
    """
    if len(known) > _MOST:
        known = known.at(sampled(known.labels, seed))
    names, truth = numbered(known.labels)
    grams = Grams.seen(known.texts)
    features = featured(known.vectors, known.texts, grams)
    pull = ridge if known.unseen is None else ridge * _HELD_BACK
    weights = fit(features, truth, len(names), ridge=pull, steps=steps, tell=tell)
    middles, spreads, own = _middles(features, truth, len(names))
    head = Head(
        labels=names, weights=weights, middles=middles, spreads=spreads, floor=-np.inf,
        temperature=1.0, grams=grams, embedding=embedding,
    )  # fmt: skip
    telling = _telling(names, truth, known.unseen)
    if refused > 0:
        near = (own - forgiven(spreads, truth))[telling]
        outside = features[truth == names.index(OUT)] if OUT in names else features[:0]
        head = replace(head, floor=_floor(head, near, outside, refused))
    if known.unseen is not None:
        warmth = _temperature(head.scores(features[telling]), truth[telling])
        head = replace(head, temperature=warmth)
    return head


def numbered(labels: Sequence[str]) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    """The labels' names in order, and the number of each text's.

    Raises:
        InputError: As `fit_head`.
    """
    names = tuple(sorted(set(labels)))
    if len(set(names) - {OUT}) < 2:
        raise InputError(
            code="intents.one-label", expected="examples of at least two labels",
            found="one label, or none", remedy="Add examples of another",
        )  # fmt: skip
    if len(names) > _MOST_LABELS:
        raise InputError(
            code="intents.many-labels", expected=f"at most {_MOST_LABELS:,} labels",
            found=f"{len(names):,}", remedy="Check which column is the label",
        )  # fmt: skip
    numbers = {name: number for number, name in enumerate(names)}
    return names, np.array([numbers[label] for label in labels], np.intp)


def _temperature(scores: Floats, truth: NDArray[np.intp]) -> float:
    """What scores are divided by for probabilities that hold (Guo et al. 2017)."""
    rows = np.arange(len(truth))

    def surprise(temperature: float) -> float:
        likely = softmax(scores / np.float32(temperature))[rows, truth]
        return float(-np.log(np.maximum(likely, 1e-12)).mean())

    tried: list[float] = np.geomspace(0.25, 4, 33).tolist()
    return min(tried, key=surprise)


def sampled(labels: Sequence[str], seed: int) -> NDArray[np.intp]:
    """Places of those that are learnt from, in the order given: all; or so many of each label as
    its share, at least twenty."""
    if len(labels) <= _MOST:
        return np.arange(len(labels))
    random = np.random.default_rng(seed)
    share = _MOST / len(labels)
    places: dict[str, list[int]] = {}
    for place, label in enumerate(labels):
        places.setdefault(label, []).append(place)
    kept = [
        random.choice(some, min(len(some), max(20, int(len(some) * share))), replace=False)
        for some in places.values()
    ]
    return np.sort(np.concatenate(kept)).astype(np.intp)


def _middles(
    features: Floats, truth: NDArray[np.intp], count: int
) -> tuple[Floats, Floats, Floats]:
    """Unit columns towards each label's mean; how near its examples lie to it on average; and how
    near each example lies to the mean of the others of its label."""
    lengths = np.maximum(np.linalg.norm(features, axis=1, keepdims=True), np.float32(1e-6))
    units = features / lengths
    sums = np.eye(count, dtype=np.float32)[:, truth] @ units
    sizes = np.linalg.norm(sums, axis=1, keepdims=True)
    middles = (sums / np.maximum(sizes, np.float32(1e-6))).T.astype(np.float32)
    others = sums[truth] - units
    apart = np.maximum(np.linalg.norm(others, axis=1), np.float32(1e-6))
    own = np.einsum("nd,nd->n", others, units) / apart
    totals = np.bincount(truth, own, minlength=count)
    spreads = totals / np.maximum(np.bincount(truth, minlength=count), 1)
    return middles, spreads.astype(np.float32), own.astype(np.float32)


def _telling(
    names: tuple[str, ...], truth: NDArray[np.intp], unseen: NDArray[np.bool_] | None
) -> NDArray[np.bool_]:
    """Which examples tell how near is near: of those with a label, the unseen, or all where these
    are few."""
    inside = np.ones(len(truth), np.bool_)
    if OUT in names:
        inside = truth != names.index(OUT)
    if unseen is None or (inside & unseen).sum() < _FEW:
        return inside
    return inside & unseen


def _floor(head: Head, near: Floats, outside: Floats, refused: float) -> float:
    """The closeness below which nothing fits.

    Args:
        near: Of the examples that tell, how near each lies to its label's others.
        outside: Features of the examples that belong to no label; may be empty.
        refused: As for `fit_head`.
    """
    if not len(outside):
        return float(np.quantile(near, refused))
    scores = head.scores(outside)
    scores[:, head.labels.index(OUT)] = -np.inf
    wrong = head.closeness(outside, scores.argmax(axis=1))
    wanted = float(np.quantile(wrong, _CAUGHT))
    low, high = np.quantile(near, [refused, _STRICTEST])
    return float(np.clip(wanted, low, high))
