"""Evaluates the search on a knowledge base and questions with known answers (`eval search`)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from retrieval.embedder import Embedder
from retrieval.encoded_entry import encode
from retrieval.entry import Entry
from retrieval.evaluate_files import read_knowledge, read_queries
from retrieval.prepared_query import EmbeddedQuery, embed_query, tokenize_query
from retrieval.retriever import Query, Retriever
from retrieval.search_model import SearchModel

_SHOWN: Final = 10
_BINS: Final = 10
_BATCH: Final = 1_000


@dataclass(frozen=True, slots=True)
class Judged:
    """A query with its context, and the ids that answer it (none: the search should abstain)."""

    text: str
    relevant: frozenset[int]
    context: tuple[str, ...] = ()
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a query.

    Attributes:
        answerable: Whether the knowledge base has an answer.
        place: Rank from 0 of the first correct result; None if there is none.
        confidence: Confidence of the top result.
        abstained: Whether the search abstained.
        milliseconds: Duration of the search.
    """

    answerable: bool
    place: int | None
    confidence: float
    abstained: bool
    milliseconds: float


def evaluate_files(kb: Path, queries: Path, embedder: Embedder) -> dict[str, Any]:
    """Evaluate the search with its default parameters on two files.

    Args:
        kb: CSV or JSONL with id, question, answer and optionally title, tags, lang.
        queries: JSONL of {"query": …, "context": […]?, "relevant": [id, …]}.
        embedder: The embedding model.

    Returns:
        See `evaluate`.

    Raises:
        EvaluationFileError: A file cannot be used; the code and the row say why.
    """
    entries, numbers = read_knowledge(kb)
    asked = [
        Judged(row.text, frozenset(numbers[id_] for id_ in row.relevant), row.context, row.lang)
        for row in read_queries(queries, numbers)
    ]
    return evaluate(entries, asked, embedder)


def evaluate(
    entries: Sequence[Entry],
    queries: Sequence[Judged],
    embedder: Embedder,
    model: SearchModel | None = None,
) -> dict[str, Any]:
    """Evaluate a search.

    Args:
        entries: The knowledge base.
        queries: At least one query.
        embedder: The embedding model.
        model: Parameters of the search; by default those of the embedder.

    Returns:
        n; r_at_1, r_at_5, mrr over the queries that have an answer (a folded near-duplicate counts
        as found); "singles", the same of each single retriever in its best configuration (the last
        turn alone or the conversation, with or without the pieces of long answers); ece of the top
        result over all queries, with ten equal-mass bins; precision and recall of abstaining, None
        if undefined; p50_ms and p95_ms of one search.
    """
    retriever = Retriever(embedder, model)
    for at in range(0, len(entries), _BATCH):
        retriever.upsert(encode(embedder, entries[at : at + _BATCH]))
    retriever.search(Query(text="warm up"))
    outcomes = [_outcome(retriever, query) for query in queries]
    times = [outcome.milliseconds for outcome in outcomes]
    return {
        "n": len(queries),
        **_ranking(outcome.place for outcome in outcomes if outcome.answerable),
        "singles": _singles(retriever, embedder, queries),
        "ece": expected_calibration_error(
            [outcome.confidence for outcome in outcomes],
            [outcome.place == 0 for outcome in outcomes],
        ),
        "abstain": _abstaining(outcomes),
        "p50_ms": float(np.percentile(times, 50)),
        "p95_ms": float(np.percentile(times, 95)),
    }


def expected_calibration_error(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """The expected calibration error over ten equal-mass bins.

    See Naeini, Cooper, Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian
    Binning", AAAI 2015; equal-mass bins as in Nixon et al. 2019.
    """
    if not confidences:
        return 0.0
    said, was = np.array(confidences, float), np.array(right, float)
    order = np.argsort(said, kind="stable")
    bins = [some for some in np.array_split(order, _BINS) if len(some)]
    gaps = [len(some) * abs(said[some].mean() - was[some].mean()) for some in bins]
    return float(sum(gaps) / len(said))


def _outcome(retriever: Retriever, query: Judged) -> Outcome:
    started = time.perf_counter()
    found = retriever.search(
        Query(text=query.text, context=query.context, lang=query.lang, limit=_SHOWN)
    )
    elapsed = (time.perf_counter() - started) * 1000
    place = next(
        (
            place
            for place, hit in enumerate(found.hits)
            if not query.relevant.isdisjoint((hit.id, *hit.folded))
        ),
        None,
    )
    confidence = found.hits[0].confidence if found.hits else 0.0
    return Outcome(bool(query.relevant), place, confidence, found.abstained, elapsed)


def _ranking(places: Iterable[int | None]) -> dict[str, float]:
    known = list(places)
    count = max(1, len(known))
    found = [place for place in known if place is not None]
    return {
        "r_at_1": sum(place == 0 for place in found) / count,
        "r_at_5": sum(place < 5 for place in found) / count,
        "mrr": sum(1 / (place + 1) for place in found) / count,
    }


def _singles(
    retriever: Retriever, embedder: Embedder, queries: Sequence[Judged]
) -> dict[str, dict[str, float]]:
    answerable = [query for query in queries if query.relevant]
    ways: list[list[EmbeddedQuery]] = [
        [embed_query(embedder, tokenize_query(query.text, (), query.lang)) for query in answerable]
    ]
    if any(query.context for query in answerable):
        whole = [
            embed_query(embedder, tokenize_query(q.text, q.context, q.lang)).as_whole()
            for q in answerable
        ]
        ways.append(whole)

    def best(*finds: Callable[[EmbeddedQuery], list[int]]) -> dict[str, float]:
        return max(
            (
                _ranking(_places(map(find, embedded), answerable))
                for embedded in ways
                for find in finds
            ),
            key=lambda figures: figures["r_at_1"],
        )

    return {
        "dense": best(
            lambda embedded: retriever.by_vectors(embedded, _SHOWN, in_pieces=True),
            lambda embedded: retriever.by_vectors(embedded, _SHOWN, in_pieces=False),
        ),
        "words": best(lambda embedded: retriever.by_words(embedded, _SHOWN)),
    }


def _places(found: Iterable[list[int]], queries: Sequence[Judged]) -> list[int | None]:
    return [
        next((place for place, id_ in enumerate(ids) if id_ in query.relevant), None)
        for ids, query in zip(found, queries, strict=True)
    ]


def _abstaining(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    should = sum(not outcome.answerable for outcome in outcomes)
    did = sum(outcome.abstained for outcome in outcomes)
    both = sum(outcome.abstained and not outcome.answerable for outcome in outcomes)
    return {
        "precision": both / did if should and did else None,
        "recall": both / should if should else None,
    }
