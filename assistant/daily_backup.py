"""The backup of the day, and which old ones go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from assistant.events import BACKUPS, Hub
from assistant.paths import Home
from assistant.store import backups, schema
from assistant.store.database import Store


def back_up_daily(home: Home, store: Store, hub: Hub, *, wanted: bool) -> None:
    """Make today's backup where there is none yet, and rotate.

    Args:
        wanted: Whether one may be made now. Old ones go in any case.
    """
    now = datetime.now(UTC)
    # one made while the clock ran ahead says nothing about today
    made = [backup.at for backup in backups.listed(home) if backup.at <= now]
    due = not made or now - max(made) > timedelta(days=1)
    # the first one waits for something worth keeping
    if wanted and due and _holds_something(store):
        backups.make(home, store.key, "daily")
        hub.changed(BACKUPS)
    if backups.rotate(home):
        hub.changed(BACKUPS)


def _holds_something(store: Store) -> bool:
    with store.read() as connection:
        tables = (schema.articles, schema.conversations)
        return any(connection.scalar(select(table.c.id).limit(1)) for table in tables)
