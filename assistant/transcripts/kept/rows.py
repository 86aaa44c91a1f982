"""The rows of conversations: written under an attempt number, read page by page.

The rows that count are those of the attempt that their set names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from assistant.contracts import ExampleConversation, ExampleTurn
from assistant.store.rows import chunks
from assistant.transcripts.kept import schema
from assistant.transcripts.kept.records import KeptConversation, KeptTurn, of_row, packed, unpacked

_C = schema.conversations
_PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A conversation to be written; the fields are those of `KeptConversation`."""

    key: str
    turns: tuple[KeptTurn, ...] = ()
    reason: str = ""
    row: int | None = None
    at: datetime | None = None
    agent: str = ""
    language: str = ""
    customer_hash: str = ""
    labels: tuple[str, ...] = ()
    rating: float | None = None
    solved: bool = False
    subject: str = ""
    identities: tuple[str, ...] = ()


def write(connection: Connection, set_id: int, attempt: int, rows: Sequence[Row]) -> None:
    """Add conversations to an attempt."""
    if not rows:
        return
    newest = connection.scalar(select(func.max(_C.c.id))) or 0
    sequence = connection.exec_driver_sql(
        "SELECT seq FROM sqlite_sequence WHERE name = 'conversations'"
    ).scalar()
    first = max(newest, sequence or 0) + 1
    now = datetime.now(UTC)
    connection.execute(
        insert(_C),
        [
            {
                "id": first + at, "set_id": set_id, "attempt": attempt, "kept_at": now,
                "key": row.key, "row": row.row, "at": row.at, "agent": row.agent,
                "language": row.language, "customer_hash": row.customer_hash,
                "labels": list(row.labels), "rating": row.rating, "solved": row.solved,
                "reason": row.reason, "subject": row.subject, "body": packed(row.turns),
            }
            for at, row in enumerate(rows)
        ],
    )  # fmt: skip
    hashes = [
        {"conversation_id": first + at, "hash": hash_}
        for at, row in enumerate(rows)
        for hash_ in row.identities
    ]
    for some in chunks(hashes):
        connection.execute(insert(schema.identities), list(some))


def drop_other_attempts(connection: Connection, set_id: int, attempt: int) -> None:
    """Delete the conversations of all attempts but this one."""
    connection.execute(delete(_C).where(_C.c.set_id == set_id, _C.c.attempt != attempt))


def page(
    connection: Connection, set_id: int, *, after: int, usable: bool
) -> list[KeptConversation]:
    """A page of the conversations that count, in the order of the file; empty after the last."""
    conditions: list[Any] = [*_counting(set_id), _C.c.id > after]
    if usable:
        conditions.append(_C.c.reason == "")
    rows = connection.execute(select(_C).where(*conditions).order_by(_C.c.id).limit(_PAGE))
    return [of_row(row) for row in rows]


def skipped(
    connection: Connection, set_id: int, *, reason: str, cursor: int, limit: int
) -> tuple[list[ExampleConversation], int, int | None]:
    """A page of the conversations left out (for any or one reason), their total number, and the
    cursor of the next page (None after the last)."""
    wanted = [*_counting(set_id), _C.c.reason == reason if reason else _C.c.reason != ""]
    total = connection.scalar(select(func.count()).select_from(_C).where(*wanted)) or 0
    rows = connection.execute(
        select(_C).where(*wanted, _C.c.id > cursor).order_by(_C.c.id).limit(limit + 1)
    ).all()
    following = rows[limit - 1].id if len(rows) > limit else None
    return [_example(row) for row in rows[:limit]], total, following


def of_keys(connection: Connection, set_id: int, keys: Sequence[str]) -> list[KeptConversation]:
    """The conversations that count and have one of these keys."""
    return [
        of_row(row)
        for some in chunks(sorted(set(keys)))
        for row in connection.execute(
            select(_C).where(*_counting(set_id), _C.c.key.in_(some)).order_by(_C.c.id)
        )
    ]


def count_usable(connection: Connection, set_id: int) -> int:
    """Number of conversations that count and are used."""
    usable = (*_counting(set_id), _C.c.reason == "")
    return connection.scalar(select(func.count()).select_from(_C).where(*usable)) or 0


def _counting(set_id: int) -> tuple[Any, Any]:
    attempt = select(schema.sets.c.attempt).where(schema.sets.c.id == set_id).scalar_subquery()
    return _C.c.set_id == set_id, _C.c.attempt == attempt


def _example(row: Any) -> ExampleConversation:
    return ExampleConversation(
        key=row.key, row=row.row, at=row.at, subject=row.subject, reason=row.reason,
        turns=[
            ExampleTurn(role=turn.role, text=turn.text, removed=list(turn.cut))
            for turn in unpacked(row.body)
        ],
    )  # fmt: skip
