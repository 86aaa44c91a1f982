"""Articles and solved replies: written to the store first, then to the search index.

The store is authoritative; the index is an in-memory cache, filled from the store in the
background when the engine starts. While it fills, searches use what is in it already.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from assistant.contracts import Article, ArticleBody, ArticleChange, ArticleMerge
from assistant.errors import InputError
from assistant.index import Index
from assistant.store import articles, articles_read
from assistant.store.articles import ArticleDraft
from assistant.store.database import Actor, Store, Transaction
from retrieval.embedder import Embedder
from retrieval.encoded_entry import EncodedEntry
from retrieval.language import detect_language
from retrieval.retriever import Query, SearchResult

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Edit:
    """A write transaction on articles, and the entries to be indexed after it commits."""

    transaction: Transaction
    index: Index
    upserts: list[EncodedEntry] = field(default_factory=list)

    def create(
        self,
        drafts: Sequence[ArticleDraft],
        vectors: Sequence[EncodedEntry],
        *,
        action: str = "created",
    ) -> list[int]:
        """Write new articles with their vectors; return their ids."""
        ids = articles.create(self.transaction, drafts, action=action)
        self.upserts += self.index.keep(self.transaction, ids, vectors)
        return ids

    def change(
        self,
        id_: int,
        draft: ArticleDraft,
        vectors: EncodedEntry,
        *,
        expected_version: int | None = None,
        action: str = "changed",
    ) -> None:
        """Give an article a new body; raises as `store.articles.change` does."""
        articles.change(
            self.transaction, id_, draft, expected_version=expected_version, action=action
        )
        self.upserts += self.index.keep(self.transaction, [id_], [vectors])

    def remove(self, ids: Sequence[int]) -> int:
        """Delete articles but keep their history; return how many of them existed."""
        return articles.remove(self.transaction, ids)


class Knowledge:
    """Reads, writes and searches the articles and solved replies of one store.

    Attributes:
        index: The index in use; replaced as a whole when the embedding model changes.
    """

    def __init__(self, store: Store, embedder: Embedder) -> None:
        self._store = store
        self.index = Index(store, embedder)
        # commits and index updates happen in the same order, so that the index is never outdated
        self.changing = threading.RLock()

    def search(self, query: Query) -> SearchResult:
        """Return ranked hits with calibrated confidence; works while the index fills."""
        return self.index.retriever.search(query)

    @contextmanager
    def edit(self, actor: Actor) -> Iterator[Edit]:
        """Open a write transaction on articles; the indexes are updated after it commits."""
        with self.changing:
            with self._store.write(actor) as transaction:
                edit = Edit(transaction, self.index)
                yield edit
            # also those deleted indirectly, with their source, conversation or customer
            if gone := edit.transaction.deleted.get("articles"):
                self.index.retriever.remove(gone)
            if edit.upserts:
                self.index.retriever.upsert(edit.upserts)

    def create(self, actor: Actor, body: ArticleBody) -> Article:
        """Write a new article."""
        draft = with_lang(ArticleDraft.of(body))
        vectors = self.index.encode([draft])
        with self.edit(actor) as edit:
            (id_,) = edit.create([draft], vectors)
            edit.transaction.audit("article.created", f"article {id_}")
        return self._get(id_)

    def change(self, actor: Actor, id_: int, change: ArticleChange) -> Article:
        """Give an article a new body.

        Raises:
            NotFoundError: There is no such article.
            ConflictError: It was changed meanwhile.
        """
        draft = with_lang(ArticleDraft.of(change.body))
        (vectors,) = self.index.encode([draft])
        with self.edit(actor) as edit:
            edit.change(id_, draft, vectors, expected_version=change.version)
            edit.transaction.audit("article.changed", f"article {id_}")
        return self._get(id_)

    def restore(self, actor: Actor, id_: int, version: int) -> Article:
        """Restore an earlier body of an article, which may have been deleted.

        Raises:
            NotFoundError: The history has no such version.
        """
        with self.edit(actor) as edit:
            draft = articles.restore(edit.transaction, id_, version)
            edit.upserts += self.index.keep(edit.transaction, [id_], self.index.encode([draft]))
            edit.transaction.audit("article.restored", f"article {id_}", version=version)
        return self._get(id_)

    def merge(self, actor: Actor, merge: ArticleMerge) -> Article:
        """Merge two articles: give one a new body and delete the other, in one transaction.

        The use count and feedback of the deleted article are transferred to the kept one.

        Raises:
            NotFoundError: One of them does not exist.
            ConflictError: One of them was changed meanwhile.
            InputError: They are the same article.
        """
        if merge.keep == merge.drop:
            raise InputError(
                expected="two articles",
                found="the same one twice",
                remedy="Name the article that stays and the one that goes",
                code="article.merge",
            )
        draft = with_lang(ArticleDraft.of(merge.body))
        (vectors,) = self.index.encode([draft])
        with self.edit(actor) as edit:
            gone = articles.expected(edit.transaction, merge.drop, merge.drop_version)
            edit.change(merge.keep, draft, vectors, expected_version=merge.keep_version)
            articles.take_over(edit.transaction, merge.keep, gone)
            edit.remove([merge.drop])
            subject = f"article {merge.keep}"
            edit.transaction.audit("article.merged", subject, dropped=merge.drop)
        return self._get(merge.keep)

    def delete(self, actor: Actor, id_: int) -> None:
        """Delete an article; its history stays, so that it can be restored.

        Raises:
            NotFoundError: There is no such article.
        """
        with self.edit(actor) as edit:
            if not edit.remove([id_]):
                raise articles_read.not_found(f"article {id_}")
            edit.transaction.audit("article.deleted", f"article {id_}")

    def adopt(self, embedder: Embedder, stop: threading.Event) -> Iterator[int]:
        """Change the embedding model: fill a new index while the old one serves, then switch.

        Yields the number of entries indexed so far.
        """
        index = Index(self._store, embedder)

        def switch() -> None:
            self.index = index

        yield from index.fill(self.changing, stop, then=switch)

    def start_over(self) -> None:
        """Replace the index by an empty one after the store was replaced; the caller refills it."""
        with self.changing:
            self.index = Index(self._store, self.index.embedder)

    def _get(self, id_: int) -> Article:
        with self._store.read() as connection:
            return articles_read.get(connection, id_)


def with_lang(draft: ArticleDraft) -> ArticleDraft:
    """Return the draft with its language set, detected from its text if necessary."""
    if draft.lang:
        return draft
    text = "\n".join([*draft.questions, draft.title, draft.answer])
    return replace(draft, lang=detect_language(text).tag)
