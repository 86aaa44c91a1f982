"""Fits a classifier head on vectors and texts, in seconds on a CPU and without torch.

The threshold below which a text is out of scope comes from the labelled examples, each measured
with itself left out. If there are examples of texts out of scope, they decide how strict it is.
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
"""Default share of labelled examples that may be classified as out of scope."""
_STRICTEST: Final = 0.025
_CAUGHT: Final = 0.8
"""Share of the given out-of-scope examples to reject, unless that would reject more than
`_STRICTEST` of the labelled ones."""
_HELD_BACK: Final = 20.0
"""Factor on the ridge if the embedding model was tuned on the labels, as its vectors make them look
easier than they are. Of factors from 1 to 160 on the validation part of clinc150, those from this
one on gave 0.1 to 0.2 % more accuracy."""
_FEW: Final = 50
"""Minimum number of unseen texts from which quantiles are taken."""
_MOST: Final = 40_000
"""Maximum number of texts to learn from; of more, a stratified sample is taken."""
_MOST_LABELS: Final = 2_000
"""Maximum number of labels. With more, the head would not fit into memory, and they are most likely
numbers or sentences instead of labels."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts with labels, and their vectors.

    Attributes:
        vectors: float32 (texts, dims).
        unseen: For each text, whether the tuned embedding model was not trained on it; None if the
            model was not tuned. Vectors of texts it was trained on are nearer to their label than
            those of new texts will be.
    """

    texts: Sequence[str]
    labels: Sequence[str]
    vectors: Floats
    unseen: NDArray[np.bool_] | None = None

    def __len__(self) -> int:
        return len(self.texts)

    def at(self, rows: Sequence[int] | NDArray[np.intp]) -> Labelled:
        """The texts with these indices."""
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
        known: Examples of at least two labels beside `OUT`.
        embedding: `model_id` of the model that made the vectors.
        seed: Random seed of the sample, if there are more than `_MOST` texts.
        ridge, steps, tell: As in `regression.fit`.
        refused: Share of texts in scope that may be classified as out of scope; 0: no text is.

    Raises:
        InputError: There are fewer than two labels (`intents.one-label`), or too many to be labels
            (`intents.many-labels`).
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
    """The sorted names of the labels, and the number of each text's label.

    Raises:
        InputError: As in `fit_head`.
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
    """The temperature that calibrates the probabilities (Guo et al. 2017)."""
    rows = np.arange(len(truth))

    def surprise(temperature: float) -> float:
        likely = softmax(scores / np.float32(temperature))[rows, truth]
        return float(-np.log(np.maximum(likely, 1e-12)).mean())

    tried: list[float] = np.geomspace(0.25, 4, 33).tolist()
    return min(tried, key=surprise)


def sampled(labels: Sequence[str], seed: int) -> NDArray[np.intp]:
    """Indices of the texts to learn from, in order: all, or a sample of about `_MOST` that is
    stratified by label, with at least twenty of each."""
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
    """The centroid of each label, as unit columns; the average cosine similarity of each label's
    examples to the centroid of its others; and that similarity for each example."""
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
    """Mask of the examples used for calibration: the labelled ones that are unseen, or all labelled
    ones if these are too few."""
    inside = np.ones(len(truth), np.bool_)
    if OUT in names:
        inside = truth != names.index(OUT)
    if unseen is None or (inside & unseen).sum() < _FEW:
        return inside
    return inside & unseen


def _floor(head: Head, near: Floats, outside: Floats, refused: float) -> float:
    """The closeness below which a text is out of scope.

    Args:
        near: Closeness of each calibration example to the others of its label.
        outside: Features of the examples that are out of scope; may be empty.
        refused: As in `fit_head`.
    """
    if not len(outside):
        return float(np.quantile(near, refused))
    scores = head.scores(outside)
    scores[:, head.labels.index(OUT)] = -np.inf
    wrong = head.closeness(outside, scores.argmax(axis=1))
    wanted = float(np.quantile(wrong, _CAUGHT))
    low, high = np.quantile(near, [refused, _STRICTEST])
    return float(np.clip(wanted, low, high))
