"""Semantic similarity of words and sentences, by the embedding model as far as it can read them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrieval.embedder import Embedder

_KEPT: Final = 16_384
_UNREAD: Final = 0.3
"""A text of which the model cannot read at least this share has no vector."""

Vector = NDArray[np.float32]


class Vectors:
    """A cache of the vectors of short texts, least recently used first out; thread-safe."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: OrderedDict[str, Vector | None] = OrderedDict()
        self._lock = threading.Lock()

    def learn(self, texts: Iterable[str]) -> dict[str, Vector | None]:
        """The vectors of texts; None for a text that the model cannot read."""
        wanted = list(dict.fromkeys(texts))
        with self._lock:
            found = {text: self._known[text] for text in wanted if text in self._known}
        new = [text for text in wanted if text not in found]
        found |= self._encode(new)
        with self._lock:
            for text in wanted:
                self._known[text] = found[text]
                self._known.move_to_end(text)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return found

    def _encode(self, texts: Sequence[str]) -> dict[str, Vector | None]:
        found: dict[str, Vector | None] = dict.fromkeys(texts)
        readable = [t for t in texts if t and self._embedder.unreadable_share(t) < _UNREAD]
        if readable:
            vectors = self._embedder.encode(readable, role="passage")
            found |= dict(zip(readable, vectors, strict=True))
        return found


def cosine(one: Vector | None, other: Vector | None) -> float:
    """Cosine similarity of two unit vectors; 0 if one is missing."""
    return 0.0 if one is None or other is None else float(one @ other)
