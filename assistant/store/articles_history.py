"""The history of articles: earlier bodies, who changed them, the origin of deleted ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select, update

from assistant.contracts import Article
from assistant.store import schema
from assistant.store.articles_read import body_of
from assistant.store.database import Transaction

_T = schema.articles


def keep_body(
    transaction: Transaction, article: Article, *, origin: dict[str, Any] | None = None
) -> None:
    """Store an article's present body in its history, before it is changed or deleted."""
    table = schema.article_versions
    transaction.execute(
        update(table)
        .where(table.c.article_id == article.id, table.c.version == article.version)
        .values(body=body_of(article) | ({"origin": origin} if origin else {}))
    )


_ORIGIN = (
    _T.c.source_id, _T.c.source_key, _T.c.source_digest, _T.c.locator, _T.c.conversation_id,
    _T.c.message_id,
)  # fmt: skip


def origins(transaction: Transaction, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return the origins of articles, by which an import recognizes a restored article."""
    rows = transaction.execute(select(_T.c.id, *_ORIGIN).where(_T.c.id.in_(ids)))
    return {row.id: {column.name: row._mapping[column] for column in _ORIGIN} for row in rows}


def origin_still_there(transaction: Transaction, id_: int) -> dict[str, Any]:
    """Return the origin of a deleted article, without records that no longer exist.

    Empty if its row was imported again as another article meanwhile.
    """
    table = schema.article_versions
    last = transaction.connection.scalar(
        select(table.c.body)
        .where(table.c.article_id == id_, table.c.body.is_not(None))
        .order_by(table.c.version.desc())
        .limit(1)
    )
    origin = dict((last or {}).get("origin", {}))
    for name, owner in (
        ("source_id", schema.sources),
        ("conversation_id", schema.conversations),
        ("message_id", schema.messages),
    ):
        there = select(owner.c.id).where(owner.c.id == origin.get(name))
        if origin and transaction.connection.scalar(there) is None:
            origin[name] = None
    key = (origin.get("source_id"), origin.get("source_key"))
    taken = select(_T.c.id).where(_T.c.source_id == key[0], _T.c.source_key == key[1])
    return {} if transaction.connection.scalar(taken) is not None else origin


def write_versions(
    transaction: Transaction, versions: Sequence[tuple[int, int]], action: str
) -> None:
    """Record author, time and action of these (article id, version) pairs.

    The body of a version is stored only when the next one replaces it (see `keep_body`).
    """
    if versions:
        transaction.execute(
            insert(schema.article_versions),
            [
                {"article_id": id_, "version": version, "action": action,
                 "actor_id": transaction.actor.id, "at": transaction.now}
                for id_, version in versions
            ],
        )  # fmt: skip
