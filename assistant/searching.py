"""Plain search: returns everything found for a query, without a confidence threshold."""

from __future__ import annotations

import time

from assistant.answering import source_of
from assistant.contracts import SearchResults
from assistant.engine import Engine
from assistant.store import articles_read
from retrieval.language import detect_language
from retrieval.retriever import Query


def search(engine: Engine, text: str, *, lang: str = "", limit: int = 10) -> SearchResults:
    """Return ranked entries with calibrated confidence; solved replies only if enabled."""
    started = time.perf_counter()
    language = lang or detect_language(text).tag
    found = engine.knowledge.search(Query(text=text, lang=language, limit=limit))
    with engine.store.read() as connection:
        articles = articles_read.get_many(connection, [hit.id for hit in found.hits])
    items = [
        source_of(hit, articles[hit.id])
        for hit in found.hits
        if hit.id in articles
        and (engine.settings.similar_replies or articles[hit.id].kind != "solved")
    ]
    timings = found.timings_ms | {"total": (time.perf_counter() - started) * 1000}
    return SearchResults(
        language=language,
        abstained=found.abstained,
        items=items,
        timings_ms={name: round(value, 2) for name, value in timings.items()},
    )
