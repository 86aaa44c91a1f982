"""Search index of one embedding model: vectors as rows of the store, indexes in memory."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import insert, select

from assistant.store import articles, articles_read, schema
from assistant.store.articles import ArticleDraft
from assistant.store.articles_read import Stored
from assistant.store.database import SYSTEM, Store, Transaction, current_change_seq
from retrieval.embedder import Embedder
from retrieval.encoded_entry import EncodedEntry, encode
from retrieval.entry_words import words_of
from retrieval.retriever import Retriever

_BATCH = 1000
_UNREAD_BATCH = 64  # small, because writers wait while a batch is embedded


class Index:
    """The searchable entries of the store, encoded by one embedding model.

    Attributes:
        embedder: The embedding model.
        retriever: The indexes in memory.
        filled: Set once everything in the store is in the indexes.
    """

    def __init__(self, store: Store, embedder: Embedder) -> None:
        self._store = store
        self.embedder = embedder
        self.retriever = Retriever(embedder)
        self.filled = threading.Event()
        self._model = _register(store, embedder)

    def encode(self, drafts: Sequence[ArticleDraft]) -> list[EncodedEntry]:
        """Encode drafts that have no id yet."""
        return encode(self.embedder, [draft.entry(0) for draft in drafts])

    def keep(
        self, transaction: Transaction, ids: Sequence[int], encoded: Sequence[EncodedEntry]
    ) -> list[EncodedEntry]:
        """Write vectors and words to the store; return them with their ids, ready for indexing."""
        numbered = [some.numbered(id_) for id_, some in zip(ids, encoded, strict=True)]
        articles.write_encoded(transaction, self._model, numbered)
        return numbered

    def fill(
        self,
        changing: threading.RLock,
        stop: threading.Event,
        *,
        then: Callable[[], None] = lambda: None,
    ) -> Iterator[int]:
        """Index everything in the store; yield the number of entries indexed so far.

        `changing` is held while a batch is read and indexed, so that no entry is overwritten by
        an older version. Entries without vectors of this model are embedded on the way. `then`
        is called after the last batch, with `changing` still held.
        """
        done = after = 0
        with self._store.read() as connection:
            start = current_change_seq(connection)
        while not stop.is_set():
            with changing, self._store.read() as connection:
                limit = _BATCH
                batch = articles_read.entries_after(connection, self._model, after, limit=limit)
                if not batch:
                    self.catch_up(start)
                    self.filled.set()
                    then()
                    return
                batch = _up_to_unread(batch)
                after = batch[-1].entry.id
                self._take(batch)
            done += len(batch)
            yield done

    def catch_up(self, since: int) -> None:
        """Index everything that changed in the store since the change number `since`."""
        with self._store.read() as connection:
            self.retriever.remove(articles_read.deleted_since(connection, since))
            changed = articles_read.entries_since(connection, self._model, since)
        if changed:
            self._take(changed)

    def _take(self, batch: Sequence[Stored]) -> None:
        """Index a batch; compute missing words and vectors and write them to the store."""
        known = [(some, some.codes) for some in batch if some.codes is not None]
        cut = {s.entry.id: words_of(s.entry) for s, _ in known if s.words is None}
        unread = encode(self.embedder, [some.entry for some in batch if some.codes is None])
        if cut or unread:
            with self._store.write(SYSTEM) as transaction:
                articles.write_words(transaction, list(cut.values()))
                articles.write_encoded(transaction, self._model, unread)
        self.retriever.upsert(
            [
                EncodedEntry(
                    some.entry,
                    some.fields,
                    _matrix(codes, len(some.fields)),
                    some.words or cut[some.entry.id],
                )
                for some, codes in known
            ]
            + unread
        )


def _up_to_unread(batch: list[Stored]) -> list[Stored]:
    """Shorten a batch to at most `_UNREAD_BATCH` entries that still have to be embedded."""
    unread = 0
    for place, some in enumerate(batch):
        unread += some.codes is None
        if unread == _UNREAD_BATCH:
            return batch[: place + 1]
    return batch


def _register(store: Store, embedder: Embedder) -> int:
    """Return the row id of this embedding model, adding the row if there is none."""
    table = schema.embedding_models
    named = select(table.c.id).where(table.c.model_id == embedder.model_id)
    with store.read() as connection:
        known: int | None = connection.scalar(named)
    if known is not None:
        return known
    with store.write(SYSTEM) as transaction:
        transaction.execute(
            insert(table).values(
                model_id=embedder.model_id,
                dimension=embedder.dims,
                created_at=transaction.now,
            )
        )
        return transaction.connection.scalar(named) or 0


def _matrix(codes: bytes, rows: int) -> NDArray[np.uint8]:
    return np.frombuffer(codes, np.uint8).reshape(rows, -1)
