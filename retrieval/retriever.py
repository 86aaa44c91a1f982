"""Finds entries for a question.

Thin first path, dense only, so that the engine could be joined end to end; ranking, confidence
and folding grow here behind the same names.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from retrieval.embedder import Embedder
from retrieval.entry import Entry
from retrieval.encoded_entry import EncodedEntry
from retrieval.vector_index import VectorIndex, entry_ids, ordinals, vector_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked: the last turn, what was said before it (oldest first), how many hits."""

    text: str
    context: tuple[str, ...] = ()
    lang: str = ""
    limit: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One entry found. `question` is the ordinal of the variant that matched, if one did."""

    id: int
    confidence: float
    score: float
    question: int | None = None
    folded: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """Ranked hits; `abstained` when the best is below `floor`: then nothing here answers it."""

    hits: tuple[Hit, ...]
    abstained: bool
    floor: float
    language: str
    timings_ms: dict[str, float] = field(default_factory=dict)


class Retriever:
    """The indexes of one embedding model, and how they are searched."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors = VectorIndex(embedder.dims)
        self._entries: dict[int, Entry] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def upsert(self, encoded: Sequence[EncodedEntry]) -> None:
        """Take in entries, replacing those of the same ids."""
        if not encoded:
            return
        self._vectors.replace(
            [v.entry.id for v in encoded],
            np.concatenate([vector_keys(v.entry.id, v.fields) for v in encoded]),
            np.concatenate([v.codes for v in encoded]),
        )
        self._entries |= {v.entry.id: v.entry for v in encoded}

    def remove(self, ids: Sequence[int]) -> None:
        """Forget entries; ids that are not there are no error."""
        self._vectors.remove(ids)
        for id_ in ids:
            self._entries.pop(id_, None)

    def search(self, query: Query) -> SearchResult:
        """The best entries for a query."""
        started = time.perf_counter()
        vector = self._embedder.query(query.text)
        embedded = time.perf_counter()
        scores, keys = self._vectors.search(vector[None, :], 4 * query.limit + 20)
        hits: dict[int, Hit] = {}
        for score, id_, place in zip(scores[0], entry_ids(keys[0]), ordinals(keys[0]), strict=True):
            if id_ > 0 and int(id_) not in hits:
                hits[int(id_)] = Hit(
                    id=int(id_), confidence=max(0.0, float(score)), score=float(score),
                    question=int(place),
                )  # fmt: skip
        best = tuple(hits.values())[: query.limit]
        floor = 0.5
        return SearchResult(
            hits=best,
            abstained=not best or best[0].confidence < floor,
            floor=floor,
            language=query.lang,
            timings_ms={
                "embed": (embedded - started) * 1000,
                "search": (time.perf_counter() - embedded) * 1000,
            },
        )
