"""Opening a store: made, checked, restored if damaged, migrated after a backup, compared with
what was promised. Whatever a person should know comes back as notices.
"""

from __future__ import annotations

import contextlib
import logging
import shutil
from dataclasses import dataclass, field

from sqlalchemy import select

from assistant.errors import StoreDamagedError
from assistant.paths import Home
from assistant.store import backups, keys, migrations, schema
from assistant.store.acknowledged import Acknowledged
from assistant.store.database import (
    SYSTEM,
    Store,
    coded_errors,
    current_change_seq,
    open_engine,
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should be told: a stable code, what happened, what to do."""

    code: str
    text: str
    remedy: str = ""


@dataclass(slots=True)
class Opened:
    """An open store and what happened on the way."""

    store: Store
    notices: list[Notice] = field(default_factory=list)
    restored: bool = False
    created: bool = False


def open_store(home: Home, *, restoring: bool = False) -> Opened:
    """Open the store of a home this process owns; make it if the home is empty.

    Args:
        home: The folder.
        restoring: A backup was just put back on purpose: that it is behind is no news.

    Raises:
        HomeUnwritableError, StoreFullError: The folder or the disk refuses.
        KeyMissingError, KeyWrongError: The store is there and its key is not.
        StoreNewerError: A newer program wrote it.
    """
    home.create()
    notices: list[Notice] = []
    created = not home.store.exists() and not home.identity.exists()
    key = keys.create(home) if created else keys.load(home)
    if created and keys.read_identity(home).key_place == "file":
        notices.append(_key_in_file(home))
    restored = False if created else _ensure_whole(home, key, notices)
    restored = restored or restoring
    _migrate(home, key)
    acknowledged = Acknowledged(home.acknowledged)
    if not created:
        _compare(home, key, acknowledged, restored, notices)
    _empty_incoming(home)
    store = Store(home.store, key, acknowledged)
    store.checkpoint()
    return Opened(store, notices, restored, created)


def _key_in_file(home: Home) -> Notice:
    return Notice(
        "store.key-in-file",
        f"This machine has no keyring, so the store's key lies in {home.key_file.name}, "
        "readable by your user only.",
        "Keep a copy of the recovery key: replydesk recovery-key show",
    )


def _ensure_whole(home: Home, key: bytes, notices: list[Notice]) -> bool:
    """Check the file; fall back to the newest good backup. Returns whether it did."""
    if home.store.exists():
        try:
            backups.verify(home.store, key)
            return False
        except StoreDamagedError:
            _log.error("the store is damaged")
            folder = backups.move_aside(home).name
            found = f"The store was damaged and was moved to damaged/{folder}."
    else:
        found = "The store's file was missing."
    backup = backups.newest_good(home, key)
    if backup is None:
        text = f"{found} There was no good backup: it starts empty."
    else:
        backups.put_back(home, backup)
        when = backup.at.isoformat(timespec="minutes")
        text = f"{found} The backup of {when} took its place: what came later is missing."
    notices.append(
        Notice("store.restored", text, "Import again what was added since, or ask for support")
    )
    return True


def _migrate(home: Home, key: bytes) -> None:
    fresh = not home.store.exists()
    engine = open_engine(home.store, key)
    try:
        with coded_errors(), engine.connect() as connection:
            steps = migrations.pending(connection)
        if steps and not fresh:
            backups.make(home, key, "migration")
        for step in steps:
            with coded_errors(), engine.begin() as connection:
                migrations.apply(connection, step)
    finally:
        engine.dispose()
    home.store.chmod(0o600)


def _compare(
    home: Home, key: bytes, acknowledged: Acknowledged, restored: bool, notices: list[Notice]
) -> None:
    """Tell a shortfall against what was promised, and count on from the promise."""
    promise = acknowledged.read()
    engine = open_engine(home.store, key)
    try:
        with coded_errors(), engine.begin() as connection:
            seq = current_change_seq(connection)
            if promise is None or promise.change_seq <= seq:
                return
            # numbers already given out are never used again, so that followers notice
            connection.execute(
                schema.counters.update()
                .where(schema.counters.c.name == "change_seq")
                .values(value=promise.change_seq)
            )
            last = connection.scalar(
                select(schema.audit.c.at).order_by(schema.audit.c.id.desc()).limit(1)
            )
    finally:
        engine.dispose()
    missing = promise.change_seq - seq
    _log.error("the store is behind its promises", extra={"count": missing})
    if not restored:
        since = f" after {last.isoformat(timespec='minutes')}" if last else ""
        notices.append(
            Notice(
                "store.behind",
                f"{missing} acknowledged changes{since}, the last of them at "
                f"{promise.at.isoformat(timespec='minutes')}, are missing: "
                "the write-ahead log was damaged.",
                "Import again what was added then, or restore a backup",
            )
        )


def _empty_incoming(home: Home) -> None:
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(home.incoming)


def interrupt_jobs(store: Store) -> int:
    """Mark jobs that were running when the last engine ended; returns how many."""

    table = schema.jobs
    with store.read() as connection:
        waiting = connection.scalars(
            select(table.c.id).where(table.c.state.in_(["queued", "running"]))
        ).all()
    if not waiting:
        return 0
    with store.write(SYSTEM) as transaction:
        transaction.execute(
            table.update()
            .where(table.c.id.in_(waiting))
            .values(
                state="interrupted", finished_at=transaction.now,
                change_seq=transaction.change_seq,
            )
        )  # fmt: skip
        transaction.touch("jobs")
    return len(waiting)
