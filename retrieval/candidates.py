"""Collects candidates for a query from every index, and the evidence of all indexes on each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrieval.encoded_entry import PIECE, QUESTION
from retrieval.fusion import Evidence
from retrieval.prepared_query import EmbeddedQuery, TokenizedQuery
from retrieval.shared_lock import SharedLock
from retrieval.term_table import TermTable
from retrieval.title_index import TitleIndex
from retrieval.vector_index import VectorIndex, entry_ids, fields, ordinals
from retrieval.word_index import WordIndex

_VECTORS: Final = 80
"""Number of nearest vectors for the last turn, and as many for the conversation."""
_WORDS: Final = 40
"""Number of entries found by words for the last turn, and as many for the conversation."""
_TITLED: Final = 300
"""Maximum number of entries added because their title was mentioned."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LexicalCandidates:
    """Candidates by words and titles, which do not need an embedding.

    Attributes:
        mentions: `TitleIndex.mentions` of the conversation.
        ids: Ids of the candidates.
    """

    mentions: dict[str, float]
    ids: set[int]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidates with ascending ids, and the evidence on each."""

    ids: list[int]
    evidence: Evidence
    variants: NDArray[np.int64]
    """Ordinal of each candidate's nearest question variant; -1 if it has none."""

    def variant(self, place: int) -> int | None:
        """Ordinal of the nearest question variant of a candidate; None if it has none."""
        ordinal = int(self.variants[place])
        return ordinal if ordinal >= 0 else None


class Indexes:
    """All indexes. `lock` protects `terms` and `titles`; the others have locks of their own."""

    def __init__(self, dims: int) -> None:
        self.vectors = VectorIndex(dims)
        self.words = WordIndex()
        self.terms = TermTable()
        self.titles = TitleIndex()
        self.lock = SharedLock()

    def by_vectors(
        self, embedded: EmbeddedQuery, limit: int, *, in_pieces: bool = True
    ) -> list[int]:
        """Entries by the highest cosine of their vectors with any of the query's, best first."""
        scores, keys = self.vectors.search(embedded.vectors, max(_VECTORS, 16 * limit))
        if not in_pieces:
            scores = np.where(fields(keys) == ord(PIECE), np.float32(-np.inf), scores)
        order = np.argsort(-scores, axis=None, kind="stable")
        ids = entry_ids(keys).ravel()[order]
        known = (ids > 0) & np.isfinite(scores.ravel()[order])
        return list(dict.fromkeys(ids[known].tolist()))[:limit]

    def by_words(self, embedded: EmbeddedQuery, limit: int) -> list[int]:
        """Entries by the words that they share with the query, best first."""
        return [id_ for id_, _ in self.words.search(embedded.tokenized.words, limit)]


def lexical_candidates(indexes: Indexes, tokenized: TokenizedQuery) -> LexicalCandidates:
    """Candidates by words and titles; needs no vectors, so it can run in parallel to embedding."""
    with indexes.lock.reading():
        mentions = indexes.titles.mentions(tokenized.turns)
        found = set(indexes.titles.entries_of(mentions, _TITLED))
    found.update(id_ for id_, _ in indexes.words.search(tokenized.words, _WORDS))
    if tokenized.followup:
        found.update(id_ for id_, _ in indexes.words.search(tokenized.around, _WORDS))
    return LexicalCandidates(mentions, found)


def gather(
    indexes: Indexes,
    embedded: EmbeddedQuery,
    lexical: LexicalCandidates,
    *,
    without: Collection[int] = (),
) -> Candidates:
    """Candidates from every index except those in `without`, with the evidence of all indexes."""
    tokenized, mentions = embedded.tokenized, lexical.mentions
    _, keys = indexes.vectors.search(embedded.vectors, _VECTORS)
    found = lexical.ids.union(id_ for id_ in entry_ids(keys).ravel().tolist() if id_ > 0)
    scores, keys = indexes.vectors.score(embedded.vectors, sorted(found.difference(without)))
    ids = np.unique(entry_ids(keys)).tolist()  # entries removed meanwhile have no vectors
    question, answer, variants = _cosines(scores, keys, ids)
    with indexes.lock.reading():
        own, of_question = indexes.terms.shares(tokenized.words, ids)
        around = indexes.terms.shares(tokenized.around, ids)[0] if tokenized.followup else own
        titles = [indexes.titles.title_of(id_) for id_ in ids]
    evidence = Evidence(
        question=question[0],
        answer=answer[0],
        words=own,
        words_of_question=of_question,
        around=around,
        title=np.array([mentions.get(title, 0.0) for title in titles], float),
        context=np.fmax(question[-1], answer[-1]),
        readable=embedded.readable,
        followup=float(tokenized.followup),
    )
    return Candidates(ids, evidence, variants)


def _cosines(
    scores: NDArray[np.float32], keys: NDArray[np.int64], ids: list[int]
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """For each query and entry, the highest cosine of its questions, and that of its answer (the
    mean of whole and best piece for a long one); for each entry, its nearest variant."""
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
