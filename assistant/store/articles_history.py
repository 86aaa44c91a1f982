"""The history of articles: what they were, who changed them, where a deleted one came from."""

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
    """Put an article's present body into its history, before it changes or goes."""
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
    """Where articles came from, so that a restored one is known again by its next import."""
    rows = transaction.execute(select(_T.c.id, *_ORIGIN).where(_T.c.id.in_(ids)))
    return {row.id: {column.name: row._mapping[column] for column in _ORIGIN} for row in rows}


def origin_still_there(transaction: Transaction, id_: int) -> dict[str, Any]:
    """The origin a deleted article had, without what has gone or was imported again since."""
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
    """Note who made these (article id, version) and how; the body follows when it is over."""
    if versions:
        transaction.execute(
            insert(schema.article_versions),
            [
                {"article_id": id_, "version": version, "action": action,
                 "actor_id": transaction.actor.id, "at": transaction.now}
                for id_, version in versions
            ],
        )  # fmt: skip
