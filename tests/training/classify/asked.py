"""Random customer messages with labels, and a tiny embedding of them."""

from __future__ import annotations

import random
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from training.classify.fitting import Labelled

DIMS = 48
_TOPICS = {
    "refund": ("money back", "refund", "reimburse", "return the payment"),
    "delivery": ("parcel", "delivery", "courier", "shipment arrive"),
    "password": ("password", "log in", "sign in", "locked account"),
    "invoice": ("invoice", "receipt", "bill", "tax document"),
    "warranty": ("warranty", "guarantee", "repair", "broken after a year"),
}
_STRANGE = ("volcano", "saxophone", "penguin", "sonnet", "galaxy", "marathon", "soup")
_AROUND = (
    "please", "hello there", "i wonder", "can you tell me", "since monday", "about the",
    "where is my", "i need", "how do i get", "it is urgent", "thanks", "my order",
)  # fmt: skip

_FILLERS = {word for phrase in _AROUND for word in phrase.split()}


def messages(count: int, *, seed: int, labels: Sequence[str] = tuple(_TOPICS)) -> Labelled:
    """Random messages; the labels take turns."""
    chance = random.Random(seed)
    texts = []
    for number in range(count):
        topic = _TOPICS[labels[number % len(labels)]]
        texts.append(_around(chance.choice(topic), chance))
    return labelled(texts, [labels[number % len(labels)] for number in range(count)])


def strange(count: int, *, seed: int, label: str = "") -> Labelled:
    """Random messages that are out of scope of the labels."""
    chance = random.Random(seed)
    some = [f"{chance.choice(_STRANGE)} and {chance.choice(_STRANGE)}" for _ in range(count)]
    return labelled(some, [label] * count)


def together(*parts: Labelled) -> Labelled:
    return labelled(
        [text for part in parts for text in part.texts],
        [label for part in parts for label in part.labels],
    )


def labelled(texts: list[str], labels: list[str]) -> Labelled:
    return Labelled(texts, labels, vectors(texts))


def vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors: the normalized sum of a random vector for each word. Filler words have less
    weight, as in a trained embedding."""
    found = np.stack([sum(map(_word, text.split()), np.zeros(DIMS)) for text in texts])
    unit = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-6)
    return unit.astype(np.float32)


def _word(word: str) -> NDArray[np.float64]:
    seed = zlib.crc32(word.encode("utf-8", "replace"))
    weight = 0.2 if word in _FILLERS else 1.0
    return weight * np.random.default_rng(seed).standard_normal(DIMS)


def _around(topic: str, chance: random.Random) -> str:
    before, after = chance.sample(_AROUND, 2)
    return f"{before} {topic} {after}"
