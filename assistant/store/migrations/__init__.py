"""Numbered migrations: each takes a store from one schema to the next, in one transaction.

The table `migrations` records the number, name and time of each one applied. A store with a number
that this program does not know was written by a newer one and is refused. A new migration is a
module `mNNNN_name` with `apply(connection)`, is listed in `ALL`, and comes with a store file of the
previous schema in tests/data/stores.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, inspect, select

from assistant.errors import StoreNewerError
from assistant.store import schema
from assistant.store.migrations import (
    m0001_first_store,
    m0002_words,
    m0003_conversation_words,
    m0004_drafts_and_macros,
    m0005_told_apart,
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Migration:
    """One migration; `apply` runs in a transaction that also records it."""

    number: int
    name: str
    apply: Callable[[Connection], None]


ALL: Sequence[Migration] = (
    Migration(1, "first store", m0001_first_store.apply),
    Migration(2, "words of articles", m0002_words.apply),
    Migration(3, "words of conversations", m0003_conversation_words.apply),
    Migration(4, "drafts and macros", m0004_drafts_and_macros.apply),
    Migration(5, "articles told apart", m0005_told_apart.apply),
)
NEWEST = ALL[-1].number


def current(connection: Connection) -> int:
    """Return the schema number of this store; 0 for an empty file."""
    if not inspect(connection).has_table(schema.migrations.name):
        return 0
    return connection.scalar(select(func.max(schema.migrations.c.number))) or 0


def pending(connection: Connection) -> Sequence[Migration]:
    """Return the migrations that have not been applied yet.

    Raises:
        StoreNewerError: The store's schema is newer than this program's.
    """
    number = current(connection)
    if number > NEWEST:
        raise StoreNewerError(
            expected=f"a store of schema {NEWEST} or older",
            found=f"schema {number}, written by a newer Replydesk",
            remedy="Install the newer version again, or put back a backup made before the upgrade: "
            "replydesk backup list, then replydesk restore NAME",
        )
    return [migration for migration in ALL if migration.number > number]


def apply(connection: Connection, migration: Migration) -> None:
    """Apply one migration and record it; the caller holds the transaction."""
    schema.migrations.create(connection, checkfirst=True)
    migration.apply(connection)
    connection.execute(
        insert(schema.migrations).values(
            number=migration.number, name=migration.name, applied_at=datetime.now(UTC)
        )
    )
    _log.info("migration applied", extra={"migration": migration.number})
