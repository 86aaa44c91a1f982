"""A fitted head: maps an embedding and the words of a text to a label and its confidence.

A softmax regression over the vector and the hashed words. Texts outside all labels are recognised
by their angle to the centroid of the predicted label, because a probability distribution over
labels cannot say "none of these".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.understanding.grams import BUCKETS, Grams

Floats = NDArray[np.float32]
Read = Callable[[Sequence[str]], Floats]
"""Texts → unit vectors of an embedding model, float32 of shape (texts, dims)."""

OUT: Final = ""
"""The label of texts that belong to no label."""
WORDS: Final = 0.5
"""Weight of the hashed words relative to the vector, whose length is 1."""
_TOGETHER: Final = 4_096
"""Texts whose words are vectorized at once."""
_SPREAD: Final = 0.3
"""Share of a label's own mean cosine that is subtracted. Tried 0 to 1 on held-out training data."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """A head's prediction for one text.

    Attributes:
        label: The most likely label; `OUT` if none fits.
        confidence: Probability of the label or, for `OUT`, that no label fits: 0 to 1.
        likeliest: The most likely label other than `OUT`.
    """

    label: str
    confidence: float
    likeliest: str


@dataclass(frozen=True, slots=True)
class Head:
    """The fitted parameters.

    Attributes:
        labels: In the order of the columns; includes `OUT` if there were examples of it.
        weights: float32 (dims + BUCKETS + 1, labels); the last row is the intercept.
        middles: float32 (dims + BUCKETS, labels), unit columns: the centroid of each label's
            examples.
        spreads: float32 (labels,): mean cosine of a label's examples to their centroid.
        floor: Threshold of `closeness` below which no label fits; -inf: some label always fits.
        temperature: Divides the scores before the softmax.
        grams: The vectorizer of words.
        embedding: `model_id` of the embedding model whose vectors it reads.
    """

    labels: tuple[str, ...]
    weights: Floats
    middles: Floats
    spreads: Floats
    floor: float
    temperature: float
    grams: Grams
    embedding: str

    @property
    def dims(self) -> int:
        """The size of the vectors it reads."""
        return len(self.weights) - BUCKETS - 1

    def scores(self, features: Floats) -> Floats:
        """The scores of the labels before the softmax: float32 (texts, labels)."""
        found: Floats = features @ self.weights[:-1] + self.weights[-1]
        return found

    def probabilities(self, features: Floats) -> Floats:
        """The probabilities of the labels: float32 (texts, labels)."""
        return softmax(self.scores(features) / self.temperature)

    def closeness(self, features: Floats, labels: NDArray[np.intp]) -> Floats:
        """The cosine of each text to the centroid of its label, minus that label's allowance."""
        lengths = np.maximum(np.linalg.norm(features, axis=1), np.float32(1e-6))
        # one product over all labels is ten times faster than gathering a column for each text
        cosines = (features @ self.middles)[np.arange(len(labels)), labels] / lengths
        found: Floats = (cosines - forgiven(self.spreads, labels)).astype(np.float32)
        return found

    def predict(self, vectors: Floats, texts: Sequence[str]) -> list[Prediction]:
        """Predict the label of each text.

        Args:
            vectors: Unit vectors of the texts, shape (texts, dims).
            texts: The texts, for their words.
        """
        said: list[Prediction] = []
        for begin in range(0, len(texts), _TOGETHER):  # in batches, to limit the memory
            part = slice(begin, begin + _TOGETHER)
            said += self._predict(vectors[part], texts[part])
        return said

    def _predict(self, vectors: Floats, texts: Sequence[str]) -> list[Prediction]:
        features = featured(vectors, texts, self.grams)
        likely = self.probabilities(features)
        inside = likely.copy()
        if OUT in self.labels:
            inside[:, self.labels.index(OUT)] = -1
        best = inside.argmax(axis=1)
        near = self.closeness(features, best)
        return [
            self._prediction(likely[row], int(best[row]), float(near[row]))
            for row in range(len(texts))
        ]

    def _prediction(self, likely: Floats, best: int, near: float) -> Prediction:
        name = self.labels[best]
        if OUT in self.labels:
            out = self.labels.index(OUT)
            if likely[out] > likely[best]:
                return Prediction(OUT, float(likely[out]), name)
        if near < self.floor:
            return Prediction(OUT, float(1 - likely[best]), name)
        return Prediction(name, float(likely[best]), name)


def featured(vectors: Floats, texts: Sequence[str], grams: Grams) -> Floats:
    """The features a head reads: float32 (texts, dims + BUCKETS)."""
    return np.hstack([vectors.astype(np.float32), WORDS * grams.vectors(texts)])


def forgiven(spreads: Floats, labels: NDArray[np.intp]) -> Floats:
    """The allowance subtracted from a text's cosine to the centroid of its label."""
    found: Floats = np.float32(_SPREAD) * spreads[labels]
    return found


def softmax(scores: Floats) -> Floats:
    """Softmax along the last axis."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    found: Floats = (powers / powers.sum(axis=-1, keepdims=True)).astype(np.float32)
    return found
