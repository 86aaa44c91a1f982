"""Writes articles, with their history, vectors and words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from assistant.contracts import Article, ArticleBody
from assistant.errors import ConflictError
from assistant.store import schema
from assistant.store.articles_history import (
    keep_body,
    origin_still_there,
    origins,
    write_versions,
)
from assistant.store.articles_read import get, get_many, not_found
from assistant.store.database import Transaction
from assistant.store.rows import chunks, reserve_ids
from retrieval.encoded_entry import EncodedEntry
from retrieval.entry import Entry, Kind
from retrieval.entry_words import VERSION, WORD_FIELDS, EntryWords

_T = schema.articles


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDraft:
    """An article to be written, with its origin."""

    answer: str
    questions: tuple[str, ...] = ()
    title: str = ""
    tags: tuple[str, ...] = ()
    lang: str = ""
    kind: Kind = Kind.FAQ
    source_id: int | None = None
    source_key: str | None = None
    locator: Mapping[str, Any] = field(default_factory=dict)
    conversation_id: int | None = None
    message_id: int | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the visible content, by which an import detects changed rows."""
        content = [self.questions, self.answer, self.title, self.tags, self.lang, self.kind]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()

    @classmethod
    def of(cls, body: ArticleBody, kind: Kind = Kind.FAQ) -> ArticleDraft:
        return cls(
            answer=body.answer,
            questions=tuple(dict.fromkeys(body.questions)),
            title=body.title,
            tags=tuple(dict.fromkeys(body.tags)),
            lang=body.lang,
            kind=kind,
        )

    def entry(self, id_: int) -> Entry:
        """Convert to the form that the indexes need."""
        return Entry(
            id=id_, answer=self.answer, questions=self.questions, title=self.title,
            tags=self.tags, lang=self.lang, kind=self.kind,
        )  # fmt: skip


def create(
    transaction: Transaction, drafts: Sequence[ArticleDraft], *, action: str = "created"
) -> list[int]:
    """Write new articles; return their ids in order."""
    ids = reserve_ids(transaction.connection, _T, len(drafts))
    if not drafts:
        return ids
    transaction.execute(
        insert(_T),
        [_row(transaction, draft, version=1) | {"id": i, "created_at": transaction.now}
         for i, draft in zip(ids, drafts, strict=True)],
    )  # fmt: skip
    _write_parts(transaction, ids, drafts)
    write_versions(transaction, [(id_, 1) for id_ in ids], action)
    transaction.touch("articles")
    return ids


def change(
    transaction: Transaction,
    id_: int,
    draft: ArticleDraft,
    *,
    expected_version: int | None = None,
    action: str = "changed",
) -> int:
    """Give an article a new body, keep the old one in its history, and return the new version.

    Raises:
        NotFoundError: There is no such article.
        ConflictError: It is no longer at `expected_version`.
    """
    old = expected(transaction, id_, expected_version)
    keep_body(transaction, old)
    version = old.version + 1
    row = _row(transaction, draft, version=version)
    if draft.source_key is None:  # an edit by hand does not change the origin
        for name in ("source_id", "source_key", "source_digest", "locator", "conversation_id",
                     "message_id", "kind"):  # fmt: skip
            del row[name]
    transaction.execute(update(_T).where(_T.c.id == id_).values(row))
    _delete_parts(transaction, [id_])
    _write_parts(transaction, [id_], [draft])
    write_versions(transaction, [(id_, version)], action)
    transaction.touch("articles")
    return version


def expected(transaction: Transaction, id_: int, version: int | None) -> Article:
    """Return an article that must still be at this version (None: any version).

    Raises:
        NotFoundError: There is no such article.
        ConflictError: It is at another version.
    """
    article = get(transaction.connection, id_)
    if version is not None and article.version != version:
        raise ConflictError(
            expected=f"article {id_} at version {version}",
            found=f"version {article.version}: somebody changed it meanwhile",
            remedy="Read it again, then make your change on the new version",
            code="article.changed-meanwhile",
        )
    return article


def remove(transaction: Transaction, ids: Sequence[int]) -> int:
    """Delete articles but keep their last body in the history; return how many were deleted."""
    gone = 0
    for some in chunks(ids):
        found = list(get_many(transaction.connection, some).values())
        came_from = origins(transaction, some)
        for article in found:
            keep_body(transaction, article, origin=came_from[article.id])
        write_versions(transaction, [(a.id, a.version + 1) for a in found], "deleted")
        # vectors, questions and tags are deleted with their article (ON DELETE CASCADE)
        transaction.execute(delete(_T).where(_T.c.id.in_(some)))
        transaction.record_deletion("articles", [article.id for article in found])
        gone += len(found)
    return gone


def erase(transaction: Transaction, ids: Sequence[int]) -> int:
    """Delete articles with their whole history, so that they cannot be restored."""
    ids = list(ids)
    for some in chunks(ids):
        table = schema.article_versions
        transaction.execute(delete(_T).where(_T.c.id.in_(some)))
        transaction.execute(delete(table).where(table.c.article_id.in_(some)))
    transaction.record_deletion("articles", ids)
    return len(ids)


def restore(transaction: Transaction, id_: int, version: int) -> ArticleDraft:
    """Restore an earlier body of an existing or deleted article, and return it.

    Raises:
        NotFoundError: The history has no body for this version.
    """
    table = schema.article_versions
    body = transaction.connection.scalar(
        select(table.c.body).where(table.c.article_id == id_, table.c.version == version)
    )
    if body is None:
        raise not_found(f"version {version} of article {id_}, with a body of its own")
    kind = Kind(body.pop("kind", Kind.FAQ))
    body.pop("origin", None)
    draft = ArticleDraft.of(ArticleBody.model_validate(body), kind)
    if transaction.connection.scalar(select(_T.c.id).where(_T.c.id == id_)) is not None:
        change(transaction, id_, draft, action="restored")
        return draft
    newest = transaction.connection.scalar(
        select(func.max(table.c.version)).where(table.c.article_id == id_)
    )
    next_version = (newest or 0) + 1
    row = _row(transaction, draft, version=next_version)
    row |= origin_still_there(transaction, id_)
    transaction.execute(insert(_T).values(row | {"id": id_, "created_at": transaction.now}))
    _write_parts(transaction, [id_], [draft])
    write_versions(transaction, [(id_, next_version)], "restored")
    transaction.touch("articles")
    return draft


def record_use(transaction: Transaction, id_: int) -> None:
    """Count one use of an article by an agent. Its content and the indexes do not change."""
    transaction.execute(
        update(_T)
        .where(_T.c.id == id_)
        .values(use_count=_T.c.use_count + 1, last_used_at=transaction.now)
    )


def take_over(transaction: Transaction, id_: int, gone: Article) -> None:
    """Transfer use count, feedback and drafts to an article from one about to be deleted."""
    last = [get(transaction.connection, id_).last_used_at, gone.last_used_at]
    transaction.execute(
        update(_T)
        .where(_T.c.id == id_)
        .values(
            use_count=_T.c.use_count + gone.use_count,
            last_used_at=max((at for at in last if at is not None), default=None),
        )
    )
    judged, typed = schema.feedback, schema.drafts
    transaction.execute(
        update(judged)
        .where(judged.c.article_id == gone.id)
        .values(article_id=id_, change_seq=transaction.change_seq)
    )
    transaction.execute(update(typed).where(typed.c.taken == gone.id).values(taken=id_))
    transaction.touch("feedback")


def write_encoded(
    transaction: Transaction, embedding_model_id: int, encoded: Sequence[EncodedEntry]
) -> None:
    """Store the vectors and words of articles, replacing older ones."""
    if not encoded:
        return
    transaction.execute(
        insert(schema.vectors).prefix_with("OR REPLACE"),
        [
            {
                "article_id": some.entry.id,
                "embedding_model_id": embedding_model_id,
                "fields": some.fields,
                "codes": some.codes.tobytes(),
            }
            for some in encoded
        ],
    )
    write_words(transaction, [some.words for some in encoded])


def write_words(transaction: Transaction, words: Sequence[EntryWords]) -> None:
    """Store the words of articles, replacing older ones."""
    if words:
        transaction.execute(
            insert(schema.article_words).prefix_with("OR REPLACE"),
            [
                {"article_id": some.id, "version": VERSION}
                | {name: getattr(some, name) for name in WORD_FIELDS}
                for some in words
            ],
        )


def _row(transaction: Transaction, draft: ArticleDraft, *, version: int) -> dict[str, Any]:
    return {
        "kind": str(draft.kind), "lang": draft.lang, "title": draft.title,
        "answer": draft.answer, "version": version, "source_id": draft.source_id,
        "source_key": draft.source_key,
        "source_digest": draft.digest if draft.source_key is not None else None,
        "locator": dict(draft.locator), "conversation_id": draft.conversation_id,
        "message_id": draft.message_id, "updated_at": transaction.now,
        "change_seq": transaction.change_seq,
    }  # fmt: skip


def _write_parts(
    transaction: Transaction, ids: Sequence[int], drafts: Sequence[ArticleDraft]
) -> None:
    pairs = list(zip(ids, drafts, strict=True))
    questions = [
        {"article_id": id_, "ordinal": place, "text": text}
        for id_, draft in pairs
        for place, text in enumerate(draft.questions)
    ]
    tags = [
        {"article_id": id_, "tag": tag} for id_, draft in pairs for tag in dict.fromkeys(draft.tags)
    ]
    if questions:
        transaction.execute(insert(schema.article_questions), questions)
    if tags:
        transaction.execute(insert(schema.article_tags), tags)


def _delete_parts(transaction: Transaction, ids: Sequence[int]) -> None:
    for table in (
        schema.article_questions, schema.article_tags, schema.vectors, schema.article_words
    ):  # fmt: skip
        transaction.execute(delete(table).where(table.c.article_id.in_(ids)))
