"""Imported sources, by which a later import updates entries and all of them can be removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from assistant.contracts import ImportedSource
from assistant.store import articles, conversations, customers, schema
from assistant.store.articles_read import not_found
from assistant.store.database import Transaction

_T = schema.sources


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed with a source; the indexes must drop `article_ids`."""

    article_ids: list[int]
    conversations: int
    customers: int


def get_or_create(transaction: Transaction, name: str, format_: str) -> int:
    """Return the id of the source with this name, creating it if necessary."""
    id_ = transaction.connection.scalar(select(_T.c.id).where(_T.c.name == name))
    if id_ is not None:
        return cast("int", id_)
    id_ = transaction.connection.scalar(
        insert(_T)
        .values(
            name=name, format=format_, digest="", mapping={}, imported_at=transaction.now,
            actor_id=transaction.actor.id, change_seq=transaction.change_seq,
        )
        .returning(_T.c.id)
    )  # fmt: skip
    transaction.touch("sources")
    return cast("int", id_)


def record_import(
    transaction: Transaction, id_: int, *, format_: str, digest: str, mapping: Mapping[str, str]
) -> None:
    """Record a completed import: format, digest of the file, and mapping of its columns."""
    transaction.execute(
        update(_T)
        .where(_T.c.id == id_)
        .values(
            format=format_, digest=digest, mapping=dict(mapping), imported_at=transaction.now,
            actor_id=transaction.actor.id, change_seq=transaction.change_seq,
        )
    )  # fmt: skip
    transaction.touch("sources")


def get(connection: Connection, id_: int) -> ImportedSource:
    """Return one source.

    Raises:
        NotFoundError: There is no source with this id.
    """
    found = _read(connection, _described().where(_T.c.id == id_))
    if not found:
        raise not_found(f"source {id_}")
    return found[0]


def named(connection: Connection, name: str) -> ImportedSource | None:
    """Return the source with this name, or None."""
    return next(iter(_read(connection, _described().where(_T.c.name == name))), None)


def digest_of(connection: Connection, name: str) -> str:
    """Return the digest of the last file that was completely imported, or ""."""
    return connection.scalar(select(_T.c.digest).where(_T.c.name == name)) or ""


def listed(connection: Connection) -> list[ImportedSource]:
    """Return all sources with their counts, sorted by name."""
    return _read(connection, _described().order_by(_T.c.name))


def remove(transaction: Transaction, id_: int) -> Removed:
    """Delete a source with all its articles and conversations.

    Customers who had conversations in it and now have none at all are deleted too, unless a person
    wrote notes about them or changed them since the import.

    Raises:
        NotFoundError: There is no such source.
    """
    get(transaction.connection, id_)
    connection = transaction.connection
    table = schema.conversations
    theirs = connection.scalars(select(table.c.id).where(table.c.source_id == id_)).all()
    who = _customers_of(connection, id_)
    article_ids = _articles_of(connection, id_)
    articles.remove(transaction, article_ids)
    gone = conversations.drop(transaction, theirs)
    leaving = sorted(who & _without_conversations(connection))
    customers.drop(transaction, leaving)
    transaction.execute(delete(_T).where(_T.c.id == id_))
    transaction.record_deletion("sources", [id_])
    transaction.audit(
        "source.removed", f"source {id_}", articles=len(article_ids), conversations=gone,
        customers=len(leaving),
    )  # fmt: skip
    return Removed(article_ids, gone, len(leaving))


def _articles_of(connection: Connection, id_: int) -> list[int]:
    """Return the ids of imported articles and of solved replies made from its conversations."""
    table, talks = schema.articles, schema.conversations
    made_of = select(talks.c.id).where(talks.c.source_id == id_)
    statement = select(table.c.id).where(
        (table.c.source_id == id_) | table.c.conversation_id.in_(made_of)
    )
    return list(connection.scalars(statement))


def _customers_of(connection: Connection, id_: int) -> set[int]:
    table = schema.conversations
    found = connection.scalars(
        select(table.c.customer_id).where(table.c.source_id == id_).distinct()
    )
    return {customer_id for customer_id in found if customer_id is not None}


def _without_conversations(connection: Connection) -> set[int]:
    table, people = schema.conversations, schema.customers
    statement = select(people.c.id).where(
        *_untouched(), ~exists().where(table.c.customer_id == people.c.id)
    )
    return set(connection.scalars(statement))


def _described() -> Select[Any]:
    def count(table: Any) -> Any:
        return (
            select(func.count()).select_from(table).where(table.c.source_id == _T.c.id)
        ).scalar_subquery()

    return select(
        _T.c.id, _T.c.name, _T.c.format, _T.c.imported_at,
        count(schema.articles).label("articles"),
        count(schema.conversations).label("conversations"),
        _leaving().label("customers"),
    )  # fmt: skip


def _leaving() -> ScalarSelect[int]:
    """Count the customers whom `remove` would delete with a source."""
    people, theirs, others = schema.customers, schema.conversations, schema.conversations.alias()
    of_source = select(theirs.c.customer_id).where(theirs.c.source_id == _T.c.id)
    elsewhere = exists().where(
        others.c.customer_id == people.c.id, others.c.source_id.is_distinct_from(_T.c.id)
    )
    return (
        select(func.count())
        .select_from(people)
        .where(*_untouched(), people.c.id.in_(of_source), ~elsewhere)
        .correlate(_T)
        .scalar_subquery()
    )


def _untouched() -> tuple[ColumnElement[bool], ...]:
    """Conditions that a customer has no notes and was not changed since the import."""
    people = schema.customers
    return people.c.notes == "", people.c.updated_at == people.c.created_at


def _read(connection: Connection, statement: Select[Any]) -> list[ImportedSource]:
    return [
        ImportedSource.model_validate(dict(row._mapping)) for row in connection.execute(statement)
    ]
