"""Candidates for a query from every index, each judged by all of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrieval.asking import Asked, Heard
from retrieval.encoded_entry import PIECE, QUESTION
from retrieval.fusion import Evidence
from retrieval.shared_lock import SharedLock
from retrieval.term_table import TermTable
from retrieval.title_index import TitleIndex
from retrieval.vector_index import VectorIndex, entry_ids, fields, ordinals
from retrieval.word_index import WordIndex

_VECTORS: Final = 80
"""Nearest vectors taken for the last turn, and as many for the conversation."""
_WORDS: Final = 40
"""Entries taken by words, likewise."""
_TITLED: Final = 300
"""Entries taken because their title was spoken of."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Named:
    """What words and titles find, before anything is embedded.

    Attributes:
        mentions: `TitleIndex.mentions` of the conversation.
        ids: Entries worth judging.
    """

    mentions: dict[str, float]
    ids: set[int]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Entries worth ranking, ids ascending, and what is known of each."""

    ids: list[int]
    evidence: Evidence
    variants: NDArray[np.int64]
    """Ordinal of each one's nearest question variant, -1 where it has none."""

    def variant(self, place: int) -> int | None:
        """The nearest question variant of a candidate."""
        ordinal = int(self.variants[place])
        return ordinal if ordinal >= 0 else None


class Indexes:
    """Everything that is searched. `lock` guards `terms` and `titles`; others guard themselves."""

    def __init__(self, dims: int) -> None:
        self.vectors = VectorIndex(dims)
        self.words = WordIndex()
        self.terms = TermTable()
        self.titles = TitleIndex()
        self.lock = SharedLock()

    def by_vectors(self, asked: Asked, limit: int, *, in_pieces: bool = True) -> list[int]:
        """Entries by their vector nearest to any of the query's, best first."""
        scores, keys = self.vectors.search(asked.vectors, max(_VECTORS, 16 * limit))
        if not in_pieces:
            scores = np.where(fields(keys) == ord(PIECE), np.float32(-np.inf), scores)
        order = np.argsort(-scores, axis=None, kind="stable")
        ids = entry_ids(keys).ravel()[order]
        known = (ids > 0) & np.isfinite(scores.ravel()[order])
        return list(dict.fromkeys(ids[known].tolist()))[:limit]

    def by_words(self, asked: Asked, limit: int) -> list[int]:
        """Entries by the words they share with the query, best first."""
        return [id_ for id_, _ in self.words.search(asked.heard.words, limit)]


def name(indexes: Indexes, heard: Heard) -> Named:
    """Candidates by words and titles; needs no vectors, so it can run beside the embedding."""
    with indexes.lock.reading():
        mentions = indexes.titles.mentions(heard.turns)
        found = set(indexes.titles.entries_of(mentions, _TITLED))
    found.update(id_ for id_, _ in indexes.words.search(heard.words, _WORDS))
    if heard.followup:
        found.update(id_ for id_, _ in indexes.words.search(heard.around, _WORDS))
    return Named(mentions, found)


def gather(
    indexes: Indexes, asked: Asked, named: Named, *, without: Collection[int] = ()
) -> Candidates:
    """Candidates from every index but those `without`, and what every index says of them."""
    heard, mentions = asked.heard, named.mentions
    _, keys = indexes.vectors.search(asked.vectors, _VECTORS)
    found = named.ids.union(id_ for id_ in entry_ids(keys).ravel().tolist() if id_ > 0)
    scores, keys = indexes.vectors.score(asked.vectors, sorted(found.difference(without)))
    ids = np.unique(entry_ids(keys)).tolist()  # what is gone meanwhile has no vectors
    question, answer, variants = _cosines(scores, keys, ids)
    with indexes.lock.reading():
        own, of_question = indexes.terms.shares(heard.words, ids)
        around = indexes.terms.shares(heard.around, ids)[0] if heard.followup else own
        titles = [indexes.titles.title_of(id_) for id_ in ids]
    evidence = Evidence(
        question=question[0],
        answer=answer[0],
        words=own,
        words_of_question=of_question,
        around=around,
        title=np.array([mentions.get(title, 0.0) for title in titles], float),
        context=np.fmax(question[-1], answer[-1]),
        readable=asked.readable,
        followup=float(heard.followup),
    )
    return Candidates(ids, evidence, variants)


def _cosines(
    scores: NDArray[np.float32], keys: NDArray[np.int64], ids: list[int]
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Per query and entry the best cosine of its questions and that of its answer (of a long one
    the mean of the whole and the best piece), and the nearest variants."""
    rows = np.searchsorted(np.array(ids, np.int64), entry_ids(keys))
    kinds = fields(keys)
    asks, part = kinds == ord(QUESTION), kinds == ord(PIECE)
    shape = (len(scores), len(ids))
    question, whole, piece = np.full(shape, np.nan), np.full(shape, -1.0), np.full(shape, np.nan)
    for query, row in enumerate(scores.astype(float)):
        for table, at in ((question, asks), (piece, part), (whole, ~(asks | part))):
            np.fmax.at(table[query], rows[at], row[at])
    answer = np.where(np.isnan(piece), whole, (whole + piece) / 2)
    variants = np.full(len(ids), -1, np.int64)
    nearest = asks.copy()
    nearest[asks] = scores[0, asks].astype(float) == question[0, rows[asks]]
    variants[rows[nearest]] = ordinals(keys)[nearest]
    return question, answer, variants
