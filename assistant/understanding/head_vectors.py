"""Vectors for a head: from the search's embedding model, and from one of the head's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal, Protocol

import numpy as np

from assistant.understanding.head import Floats

_UNREADABLE: Final = 0.5
"""If the embedding model does not know more than this share of a text's letters, its vector is
replaced by zeros and only the words count."""


class EmbeddingModel(Protocol):
    """The interface needed of an embedding model (`retrieval.embedder.Embedder`)."""

    @property
    def model_id(self) -> str: ...
    @property
    def dims(self) -> int: ...
    def encode_iter(
        self, texts: Sequence[str], *, role: Literal["query", "passage"]
    ) -> Iterator[tuple[int, Floats]]: ...
    def query(self, text: str) -> Floats: ...
    def unreadable_share(self, text: str) -> float: ...


class HeadVectors:
    """One or two embedding models used as one.

    Attributes:
        embedding: Identifies the vectors: equal names mean equal vectors.
        dims: The size of a vector.
    """

    def __init__(self, base: EmbeddingModel, own: EmbeddingModel | None = None) -> None:
        """Args:
        base: The search's model, whose vectors are often cached.
        own: A model tuned for the head; its vectors are placed before those of `base`.
        """
        self._models = (base,) if own is None else (own, base)
        self.embedding = "+".join(model.model_id for model in self._models)
        self.dims = sum(model.dims for model in self._models)

    def vectors(self, texts: Sequence[str]) -> Floats:
        """float32 (texts, dims): the unit vectors of each model side by side, or zeros for an
        unreadable text.
        """
        found = np.zeros((len(texts), self.dims), np.float32)
        for _ in self.fill(texts, found):
            pass
        return found

    def fill(self, texts: Sequence[str], found: Floats) -> Iterator[int]:
        """Fill an array with `vectors` piece by piece; yields how many are done."""
        readable = self._readable(texts)
        begin = done = 0
        for model in self._models:
            for start, vectors in model.encode_iter(texts, role="query"):
                end = start + len(vectors)
                found[start:end, begin : begin + model.dims] = vectors * readable[start:end]
                done += len(vectors)
                yield done // len(self._models)
            begin += model.dims

    def one(self, text: str) -> Floats:
        """The vector of one text, shape (1, dims); uses cached base vectors."""
        parts = [model.query(text) for model in self._models]
        found: Floats = np.hstack(parts)[None] * self._readable([text])
        return found

    def _readable(self, texts: Sequence[str]) -> Floats:
        base = self._models[-1]
        shares = [base.unreadable_share(text) <= _UNREADABLE for text in texts]
        return np.array(shares, np.float32)[:, None]
