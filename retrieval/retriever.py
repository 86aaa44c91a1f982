"""Finds entries for a question: candidates from every index, one ranking, honest confidence.

A search asks three indexes for candidates (vectors, words, titles spoken of), lets each judge all
of them, joins the verdicts (`fusion`), folds what says the same (`duplicates`) and says how likely
each result is right (`calibration`).
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
from retrieval.asking import Asked, hear, read
from retrieval.duplicates import Folding
from retrieval.embedder import Embedder
from retrieval.encoded_entry import EncodedEntry
from retrieval.entry import Entry
from retrieval.entry_words import words_of
from retrieval.gathering import Candidates, Indexes, gather, name
from retrieval.likeness import would_fold
from retrieval.near_pairs import NearPair, near_pairs
from retrieval.vector_index import vector_keys

_SHOWN_AT_LEAST: Final = 10
_BESIDE: Final = 4
"""Queries whose words are looked up while the model reads them, at once."""
_TOOK_IN: Final = 64
"""Entries noted under one hold of the lock, so that a search waits a few milliseconds at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked: the last turn, what was said before it (oldest first), how many hits.

    `without` names entries that are passed over, as if they were not there.
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
        id: The entry's.
        confidence: How likely it answers the query, 0 to 1, calibrated.
        score: What it was ranked by; only differences within one search mean something.
        question: Ordinal of the question variant nearest to the query, None where it has none.
        folded: Ids of near-duplicates it stands for, best first.
    """

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
    """The indexes of one embedding model, and how they are searched.

    Any thread may search at any time, also while entries come and go. A search may see a change
    in one index and not yet in another; an entry that is gone from any of them is not shown.

    Args:
        embedder: Reads queries, and has read the entries.
        model: Figures of ranking and confidence; by default the embedder's.
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
        """The measured confidence below which nothing answers a query."""
        return self._model.floor

    def upsert(self, encoded: Sequence[EncodedEntry]) -> None:
        """Take in entries, replacing those of the same ids."""
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
        """Forget entries; ids that are not there are no error."""
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
        heard = hear(query.text, query.context, query.lang)
        named = self._beside.submit(name, self._indexes, heard)
        asked = read(self._embedder, heard)
        embedded = time.perf_counter()
        candidates = gather(self._indexes, asked, named.result(), without=query.without)
        gathered = time.perf_counter()
        hits = self._ranked(candidates, query.limit) if candidates.ids and query.limit > 0 else ()
        ended = time.perf_counter()
        floor = self.floor
        return SearchResult(
            hits=hits,
            abstained=not hits or hits[0].confidence < floor,
            floor=floor,
            language=heard.lang,
            timings_ms={
                "embed": (embedded - started) * 1000,
                "search": (gathered - embedded) * 1000,
                "rank": (ended - gathered) * 1000,
            },
        )

    def same(self, entry: Entry, ids: Sequence[int]) -> set[int]:
        """Which of these entries say the same as one that is not among them: would be folded."""
        words = words_of(entry)
        with self._indexes.lock.reading():
            terms, titles = self._indexes.terms, self._indexes.titles
            return {i for i in ids if would_fold(terms, titles, words, entry.title, i)}

    def near_pairs(
        self, among: Container[int], asked_the_same: Iterable[tuple[int, int]] = ()
    ) -> list[NearPair]:
        """Which entries of `among` say nearly the same (`near_pairs.near_pairs`)."""
        with self._indexes.lock.reading():
            known = self._indexes.terms.entries()
        entries = [(id_, terms) for id_, terms in known if id_ in among]
        return near_pairs(
            self._indexes.terms, entries, self._indexes.titles.title_of, asked_the_same
        )

    def candidates(self, text: str, context: Sequence[str] = (), lang: str = "") -> Candidates:
        """What a search would rank, and what is known of each: for fitting and measuring."""
        heard = hear(text, context, lang)
        return gather(self._indexes, read(self._embedder, heard), name(self._indexes, heard))

    def by_vectors(self, asked: Asked, limit: int, *, in_pieces: bool) -> list[int]:
        """The entries that vectors alone find, best first: for measuring."""
        return self._indexes.by_vectors(asked, limit, in_pieces=in_pieces)

    def by_words(self, asked: Asked, limit: int) -> list[int]:
        """The entries that words alone find, best first: for measuring."""
        return self._indexes.by_words(asked, limit)

    def grouped(
        self, candidates: Candidates, ranking: NDArray[np.float64], nothing: float, limit: int
    ) -> tuple[NDArray[np.float64], list[list[int]], NDArray[np.float64]]:
        """Rank candidates and fold near-duplicates: what a search does and a fit repeats.

        Args:
            candidates: At least one.
            ranking: Weights of `fusion.FEATURES`.
            nothing: See `SearchModel`.
            limit: How many results are wanted.

        Returns:
            All scores; the places of the candidates of each result, best first; the results'
            `calibration.signs`.
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
        return scores, groups, calibration.signs(shares, evidence, places, length)

    def _ranked(self, candidates: Candidates, limit: int) -> tuple[Hit, ...]:
        scores, groups, signs = self.grouped(
            candidates, self._model.ranking, self._model.nothing, limit
        )
        likely = calibration.confidence(signs, self._model.confidence)
        # What is ranked lower is never shown as surer.
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
