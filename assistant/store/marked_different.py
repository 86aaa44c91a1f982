"""Pairs of near-duplicate articles that a person marked as different.

A mark is valid while both articles stay at the versions that were compared.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from assistant.errors import InputError
from assistant.store import schema
from assistant.store.articles import expected
from assistant.store.database import Transaction

_T = schema.told_apart


def mark(transaction: Transaction, one: tuple[int, int], other: tuple[int, int]) -> None:
    """Mark two articles as different, and audit it.

    Args:
        transaction: The transaction to write in.
        one: Id of an article, and its version when they were compared.
        other: The same of the other article.

    Raises:
        InputError: They are the same article.
        NotFoundError: One of them does not exist.
        ConflictError: One of them was changed meanwhile.
    """
    if one[0] == other[0]:
        raise InputError(
            expected="two articles",
            found="the same one twice",
            remedy="Name the two that differ",
            code="article.told-apart",
        )
    for id_, version in (one, other):
        expected(transaction, id_, version)
    first, second = sorted((one, other))
    _delete(transaction, first[0], second[0])
    transaction.execute(
        insert(_T).values(
            one_id=first[0],
            other_id=second[0],
            one_version=first[1],
            other_version=second[1],
            actor_id=transaction.actor.id,
            at=transaction.now,
        )
    )
    _changed(transaction, "article.told-apart", first[0], second[0])


def unmark(transaction: Transaction, one: int, other: int) -> None:
    """Remove the mark that two articles differ, if there is one."""
    first, second = sorted((one, other))
    if _delete(transaction, first, second):
        _changed(transaction, "article.compared-again", first, second)


def pairs(connection: Connection) -> set[tuple[int, int]]:
    """Return the ids of all pairs with a valid mark, the older article first."""
    one, other = schema.articles.alias(), schema.articles.alias()
    rows = connection.execute(
        select(_T.c.one_id, _T.c.other_id)
        .join(one, (one.c.id == _T.c.one_id) & (one.c.version == _T.c.one_version))
        .join(other, (other.c.id == _T.c.other_id) & (other.c.version == _T.c.other_version))
    )
    return {(row.one_id, row.other_id) for row in rows}


def _delete(transaction: Transaction, first: int, second: int) -> bool:
    pair = (_T.c.one_id == first) & (_T.c.other_id == second)
    gone = transaction.execute(delete(_T).where(pair).returning(_T.c.one_id))
    return gone.first() is not None


def _changed(transaction: Transaction, action: str, first: int, second: int) -> None:
    transaction.audit(action, f"article {first}", other=second)
    transaction.touch("duplicates")
