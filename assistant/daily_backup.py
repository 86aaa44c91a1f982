"""Makes the daily backup and deletes old backups."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from assistant.events import BACKUPS, Hub
from assistant.paths import Home
from assistant.store import backups, schema
from assistant.store.database import Store


def back_up_daily(home: Home, store: Store, hub: Hub, *, wanted: bool) -> None:
    """Make a backup if the last one is more than a day old, and delete old ones.

    Args:
        wanted: Whether a backup may be made now. Old ones are deleted in any case.
    """
    now = datetime.now(UTC)
    # ignore backups dated in the future: they were made while the clock ran ahead
    made = [backup.at for backup in backups.listed(home) if backup.at <= now]
    due = not made or now - max(made) > timedelta(days=1)
    # no backup of a store that is still empty
    if wanted and due and _holds_something(store):
        backups.make(home, store.key, "daily")
        hub.changed(BACKUPS)
    if backups.rotate(home):
        hub.changed(BACKUPS)


def _holds_something(store: Store) -> bool:
    with store.read() as connection:
        tables = (schema.articles, schema.conversations)
        return any(connection.scalar(select(table.c.id).limit(1)) for table in tables)
