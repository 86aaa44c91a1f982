"""Finds the entries that answer a question, with one ranking and a calibrated confidence.

A search gets candidates from three indexes (vectors, words, mentioned titles), collects the
evidence of each index on all of them (`candidates`), combines it into a score (`fusion`), groups
near-duplicates (`duplicates`), and estimates the probability that each result is right
(`calibration`).
"""

from __future__ import annotations

import time
from collections.abc import Container, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrieval import calibration, fusion, search_model
from retrieval.candidates import Candidates, Indexes, gather, lexical_candidates
from retrieval.duplicates import Folding
from retrieval.embedder import Embedder
from retrieval.encoded_entry import EncodedEntry
from retrieval.entry import Entry
from retrieval.entry_words import words_of
from retrieval.near_pairs import NearPair, near_pairs
from retrieval.prepared_query import EmbeddedQuery, embed_query, tokenize_query
from retrieval.vector_index import vector_keys
from retrieval.word_overlap import would_fold

_SHOWN_AT_LEAST: Final = 10
_BESIDE: Final = 4
"""Number of queries whose words can be looked up at the same time, while the model embeds them."""
_TOOK_IN: Final = 64
"""Number of entries added per acquisition of the lock, so that a search waits a few milliseconds at
most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query: the last turn, the turns before it (oldest first), and the maximum number of hits.

    `without` lists ids of entries to ignore, as if they did not exist.
    """

    text: str
    context: tuple[str, ...] = ()
    lang: str = ""
    limit: int = 3
    without: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One entry found.

    Attributes:
        id: The id of the entry.
        confidence: Calibrated probability that it answers the query, 0 to 1.
        score: The score it is ranked by; only differences within one search are meaningful.
        question: Ordinal of the question variant nearest to the query; None if it has none.
        folded: Ids of the near-duplicates it represents, best first.
    """

    id: int
    confidence: float
    score: float
    question: int | None = None
    folded: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """Ranked hits; `abstained` if the best is below `floor`, so that none answers the query."""

    hits: tuple[Hit, ...]
    abstained: bool
    floor: float
    language: str
    timings_ms: dict[str, float] = field(default_factory=dict)


class Retriever:
    """Searches the indexes of one embedding model.

    Any thread may search at any time, even while entries are added and removed. A search may see a
    change in one index before another one; an entry that is missing in any index is not returned.

    Args:
        embedder: Embeds the queries; the entries must have been embedded by the same model.
        model: Parameters of ranking and confidence; by default those of the embedder.
    """

    def __init__(self, embedder: Embedder, model: search_model.SearchModel | None = None) -> None:
        self._embedder = embedder
        self._model = model or embedder.search
        self._indexes = Indexes(embedder.dims)
        self._folding = Folding(self._indexes.terms, self._indexes.titles)
        self._beside = ThreadPoolExecutor(_BESIDE, thread_name_prefix="search")

    def __len__(self) -> int:
        return len(self._indexes.terms)

    @property
    def floor(self) -> float:
        """The measured confidence below which a result does not count as an answer."""
        return self._model.floor

    def upsert(self, encoded: Sequence[EncodedEntry]) -> None:
        """Add entries, replacing those with the same ids."""
        if not encoded:
            return
        last = list({some.entry.id: some for some in encoded}.values())
        indexes = self._indexes
        for at in range(0, len(last), _TOOK_IN):
            with indexes.lock.writing():
                for some in last[at : at + _TOOK_IN]:
                    indexes.terms.put(some.words)
                    indexes.titles.put(some.entry.id, some.entry.title)
        indexes.words.change(put=[some.words for some in last])
        indexes.vectors.replace(
            [some.entry.id for some in last],
            np.concatenate([vector_keys(some.entry.id, some.fields) for some in last]),
            np.concatenate([some.codes for some in last]),
        )

    def remove(self, ids: Sequence[int]) -> None:
        """Remove entries; unknown ids are ignored."""
        indexes = self._indexes
        indexes.vectors.remove(ids)
        indexes.words.change(remove=ids)
        with indexes.lock.writing():
            for id_ in ids:
                indexes.terms.drop(id_)
                indexes.titles.drop(id_)

    def search(self, query: Query) -> SearchResult:
        """The best entries for a query, at most `query.limit` of them."""
        started = time.perf_counter()
        tokenized = tokenize_query(query.text, query.context, query.lang)
        lexical = self._beside.submit(lexical_candidates, self._indexes, tokenized)
        prepared = embed_query(self._embedder, tokenized)
        embedded = time.perf_counter()
        candidates = gather(self._indexes, prepared, lexical.result(), without=query.without)
        gathered = time.perf_counter()
        hits = self._ranked(candidates, query.limit) if candidates.ids and query.limit > 0 else ()
        ended = time.perf_counter()
        floor = self.floor
        return SearchResult(
            hits=hits,
            abstained=not hits or hits[0].confidence < floor,
            floor=floor,
            language=tokenized.lang,
            timings_ms={
                "embed": (embedded - started) * 1000,
                "search": (gathered - embedded) * 1000,
                "rank": (ended - gathered) * 1000,
            },
        )

    def same(self, entry: Entry, ids: Sequence[int]) -> set[int]:
        """Which of these entries would be folded as near-duplicates with `entry`, which is not in
        the indexes."""
        words = words_of(entry)
        with self._indexes.lock.reading():
            terms, titles = self._indexes.terms, self._indexes.titles
            return {i for i in ids if would_fold(terms, titles, words, entry.title, i)}

    def near_pairs(
        self, among: Container[int], sharing_a_question: Iterable[tuple[int, int]] = ()
    ) -> list[NearPair]:
        """The near-duplicate pairs among the entries in `among` (`near_pairs.near_pairs`)."""
        with self._indexes.lock.reading():
            known = self._indexes.terms.entries()
        entries = [(id_, terms) for id_, terms in known if id_ in among]
        return near_pairs(
            self._indexes.terms, entries, self._indexes.titles.title_of, sharing_a_question
        )

    def candidates(self, text: str, context: Sequence[str] = (), lang: str = "") -> Candidates:
        """The candidates of a search, with their evidence; for fitting and measuring."""
        tokenized = tokenize_query(text, context, lang)
        return gather(
            self._indexes,
            embed_query(self._embedder, tokenized),
            lexical_candidates(self._indexes, tokenized),
        )

    def by_vectors(self, embedded: EmbeddedQuery, limit: int, *, in_pieces: bool) -> list[int]:
        """The entries found by vectors alone, best first; for measuring."""
        return self._indexes.by_vectors(embedded, limit, in_pieces=in_pieces)

    def by_words(self, embedded: EmbeddedQuery, limit: int) -> list[int]:
        """The entries found by words alone, best first; for measuring."""
        return self._indexes.by_words(embedded, limit)

    def grouped(
        self, candidates: Candidates, ranking: NDArray[np.float64], nothing: float, limit: int
    ) -> tuple[NDArray[np.float64], list[list[int]], NDArray[np.float64]]:
        """Rank candidates and fold near-duplicates, for a search and for fitting.

        Args:
            candidates: At least one candidate.
            ranking: Weights of `fusion.FEATURES`.
            nothing: See `SearchModel`.
            limit: Maximum number of results.

        Returns:
            The scores of all candidates; the indices of each result's candidates, best first; the
            `calibration.confidence_features` of the results.
        """
        evidence, ids = candidates.evidence, candidates.ids
        scores = fusion.features(evidence, len(self)) @ ranking
        order = np.argsort(-scores, kind="stable")[: max(2 * limit, _SHOWN_AT_LEAST)].tolist()
        with self._indexes.lock.reading():
            length = self._indexes.terms.words_per_entry
            folded = self._folding.groups([ids[place] for place in order])
        groups = [[order[place] for place in group] for group in folded][:limit]
        places = np.array([group[0] for group in groups], np.intp)
        shares = calibration.odds(scores, groups, nothing * evidence.readable)
        return scores, groups, calibration.confidence_features(shares, evidence, places, length)

    def _ranked(self, candidates: Candidates, limit: int) -> tuple[Hit, ...]:
        scores, groups, features = self.grouped(
            candidates, self._model.ranking, self._model.nothing, limit
        )
        likely = calibration.confidence(features, self._model.confidence)
        # a lower-ranked result must not have a higher confidence
        falling = np.minimum.accumulate(likely)
        return tuple(
            Hit(
                id=candidates.ids[group[0]],
                confidence=float(falling[rank]),
                score=float(scores[group[0]]),
                question=candidates.variant(group[0]),
                folded=tuple(candidates.ids[place] for place in group[1:]),
            )
            for rank, group in enumerate(groups)
        )
