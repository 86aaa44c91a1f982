"""Finds near-duplicate articles."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from assistant.contracts import DuplicatePage, DuplicatePair
from assistant.index import Index
from assistant.knowledge import Knowledge
from assistant.store import articles_compared, articles_read, marked_different
from assistant.store.database import Store
from retrieval.near_pairs import NearPair


@dataclass(frozen=True, slots=True)
class _Known:
    """Cached pairs, with the index that found them and the change number they are valid for."""

    index: Index
    change: int
    pairs: list[NearPair]


class Duplicates:
    """Pairs of near-duplicate articles, cached until an article changes.

    Finding them among 100,000 entries takes a second or two. Later pages, and all pages until an
    article changes, come from the cache. While the indexes are still being filled, only the
    entries already in them are compared and the result is not cached.
    """

    def __init__(self, store: Store, knowledge: Knowledge) -> None:
        self._store = store
        self._knowledge = knowledge
        self._known: _Known | None = None
        self._finding = threading.Lock()

    def page(self, *, cursor: int | None = None, limit: int = 50) -> DuplicatePage:
        """Return a page of pairs, most similar first, without those a person marked as different.

        `cursor` is the number of pairs on the pages before this one.
        """
        with self._store.read() as connection:
            apart = marked_different.pairs(connection)
        pairs = [pair for pair in self._pairs() if (pair.one, pair.other) not in apart]
        seen = min(cursor or 0, len(pairs))
        shown = pairs[seen : seen + limit]
        with self._store.read() as connection:
            ids = [id_ for pair in shown for id_ in (pair.one, pair.other)]
            articles = articles_read.get_many(connection, ids)
        return DuplicatePage(
            items=[
                DuplicatePair(
                    one=articles[pair.one],
                    other=articles[pair.other],
                    likeness=round(pair.likeness, 4),
                )
                for pair in shown
                if pair.one in articles and pair.other in articles
            ],
            total=len(pairs),
            next=seen + limit if seen + limit < len(pairs) else None,
        )

    def _pairs(self) -> list[NearPair]:
        index = self._knowledge.index
        with self._finding:  # concurrent callers wait for one computation and share its result
            with self._store.read() as connection:
                change = articles_compared.last_change(connection)
                known = self._known
                if known is not None and known.index is index and known.change == change:
                    return known.pairs
                curated = articles_compared.curated_ids(connection)
                sharing = articles_compared.pairs_sharing_a_question(connection)
            whole = index.filled.is_set()
            pairs = index.retriever.near_pairs(curated, sharing)
            self._known = _Known(index, change, pairs) if whole else None
            return pairs
