"""Sources: the files things came from, so that a later import updates and one action removes."""

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
    """What went with a source; the indexes drop `article_ids`."""

    article_ids: list[int]
    conversations: int
    customers: int


def get_or_create(transaction: Transaction, name: str, format_: str) -> int:
    """Id of the source of this name, made if new."""
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
    """Note that the source was read to its end: what it held, and how its columns were meant."""
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
    """One source.

    Raises:
        NotFoundError: There is none of this id.
    """
    found = _read(connection, _described().where(_T.c.id == id_))
    if not found:
        raise not_found(f"source {id_}")
    return found[0]


def named(connection: Connection, name: str) -> ImportedSource | None:
    """The source of this name."""
    return next(iter(_read(connection, _described().where(_T.c.name == name))), None)


def digest_of(connection: Connection, name: str) -> str:
    """Digest of the file as it was last read to its end; "" when it never was."""
    return connection.scalar(select(_T.c.digest).where(_T.c.name == name)) or ""


def listed(connection: Connection) -> list[ImportedSource]:
    """Every source with its counts, by name."""
    return _read(connection, _described().order_by(_T.c.name))


def remove(transaction: Transaction, id_: int) -> Removed:
    """Delete a source with all its articles and conversations.

    A customer who had conversations in it and now has none at all goes too, unless a person wrote
    notes about them or changed them since: who came in by a file leaves with it.

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
    transaction.forget("sources", [id_])
    transaction.audit(
        "source.removed", f"source {id_}", articles=len(article_ids), conversations=gone,
        customers=len(leaving),
    )  # fmt: skip
    return Removed(article_ids, gone, len(leaving))


def _articles_of(connection: Connection, id_: int) -> list[int]:
    """Those that were imported, and the solved replies made of its conversations."""
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
    """How many customers a removal would take along, as `remove` chooses them."""
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
    """Nobody wrote notes about the customer or changed them since the import."""
    people = schema.customers
    return people.c.notes == "", people.c.updated_at == people.c.created_at


def _read(connection: Connection, statement: Select[Any]) -> list[ImportedSource]:
    return [
        ImportedSource.model_validate(dict(row._mapping)) for row in connection.execute(statement)
    ]
