"""Reads the append-only audit log; `Transaction.audit` writes it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from assistant.contracts import AuditEntry, AuditPage
from assistant.store import schema

_T = schema.audit


def listed(
    connection: Connection,
    *,
    action: str = "",
    actor_id: int | None = None,
    subject: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    cursor: int | None = None,
    limit: int = 50,
) -> AuditPage:
    """Return a page of entries, newest first.

    Args:
        connection: A connection to the store.
        action: Only this action, or a family of them ("article" for every "article.…").
        actor_id: Only actions of this actor.
        subject: Only this subject ("customer 5").
        since: Only entries from this time on.
        until: Only entries before this time.
        cursor: The id below which to continue.
        limit: Maximum number of entries on the page.
    """
    matching: list[Any] = []
    if action:
        family = _T.c.action.startswith(f"{action}.", autoescape=True)
        matching.append((_T.c.action == action) | family)
    if actor_id is not None:
        matching.append(_T.c.actor_id == actor_id)
    if subject:
        matching.append(_T.c.subject == subject)
    if since is not None:
        matching.append(_T.c.at >= since)
    if until is not None:
        matching.append(_T.c.at < until)
    total = connection.scalar(select(func.count()).select_from(_T).where(*matching)) or 0
    below = [*matching, _T.c.id < cursor] if cursor is not None else matching
    rows = connection.execute(
        select(_T).where(*below).order_by(_T.c.id.desc()).limit(limit + 1)
    ).all()
    items = [
        AuditEntry(
            id=row.id, at=row.at, actor=row.actor_name, action=row.action, subject=row.subject,
            details=row.details,
        )
        for row in rows[:limit]
    ]  # fmt: skip
    return AuditPage(
        items=items, total=total, next=rows[limit - 1].id if len(rows) > limit else None
    )
