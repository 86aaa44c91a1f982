"""Opens a store: creates it if new, verifies it, restores a backup if it is damaged, migrates it
(after a backup), and compares it with the last acknowledged change. Events of interest to a person
are returned as notices.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import select

from assistant.errors import StoreDamagedError
from assistant.paths import OWNER_ONLY_FILE, Home
from assistant.store import backups, keys, migrations, restoring, schema
from assistant.store.database import (
    SYSTEM,
    Store,
    Transaction,
    coded_errors,
    connect,
    current_change_seq,
    open_engine,
    opens,
    set_change_seq,
)
from assistant.store.last_acknowledged import AcknowledgedFile, LastAcknowledged

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Notice:
    """A message that the user should see: a stable code, what happened, what to do."""

    code: str
    text: str
    remedy: str = ""


@dataclass(slots=True)
class Opened:
    """An open store, and what happened while opening it."""

    store: Store
    notices: list[Notice] = field(default_factory=list)
    restored: bool = False
    created: bool = False


def open_store(home: Home) -> Opened:
    """Open the store of a home that this process owns; create it if the home is empty.

    Raises:
        HomeUnwritableError, StoreFullError, StoreBusyError: The folder or disk cannot be written.
        KeyMissingError, KeyWrongError: There is a store, but its key is missing or wrong.
        StoreNewerError: A newer program wrote it.
    """
    with coded_errors():
        home.create()
        _free_side_files(home)
        key = keys.load(home) if keys.exists(home) else keys.create(home)
        notices: list[Notice] = []
        acknowledged = AcknowledgedFile(home.acknowledged)
        last = acknowledged.read()
        created = _is_new(home, key, last)
        if created and keys.read_identity(home).key_place == "file":
            notices.append(_key_in_file(home))
        restored = False if created else _ensure_whole(home, key, last, notices)
        _migrate(home, key)
        _compare(home, key, last, restored, notices)
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


def _is_new(home: Home, key: bytes, last: LastAcknowledged | None) -> bool:
    """Whether the store was never written, which includes an interrupted first start."""
    if last is not None or backups.listed(home):
        return False
    if not home.store.exists() or home.store.stat().st_size == 0:
        return True
    if not opens(home.store, key):
        return False
    with closing(connect(home.store, key)) as connection:
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return bool(tables == 0)


def _ensure_whole(
    home: Home, key: bytes, last: LastAcknowledged | None, notices: list[Notice]
) -> bool:
    """Verify the file; if it is damaged or missing, restore the newest good backup.

    Returns:
        False if the file is intact. True otherwise, also if there was no good backup.
    """
    if home.store.exists():
        try:
            _fold_log(home, key, last)
            backups.verify(home.store, key)
            return False
        except StoreDamagedError:
            if backups.listed(home) and not keys.fits(home, key):
                # the key opens neither store nor backups: it is another home's key, not damage
                raise keys.wrong(keys.read_identity(home)) from None
            _log.error("the store is damaged")
            folder = backups.move_aside(home).name
            found = f"The store was damaged and was moved to damaged/{folder}."
    else:
        found = "The store's file was missing."
    backup = backups.newest_good(home, key)
    if backup is None:
        text = f"{found} There was no good backup: it starts empty."
    else:
        last_seq = last.change_seq if last else 0
        restoring.restore_missing(home, key, backup, SYSTEM, last_seq)
        when = backup.at.isoformat(timespec="minutes")
        text = f"{found} The backup of {when} took its place: what came later is missing."
    notices.append(
        Notice(
            "store.restored",
            text,
            "Import again what was added since; see the other backups with: replydesk backup list",
        )
    )
    return True


def _free_side_files(home: Home) -> None:
    """Make SQLite's side files writable if the store is.

    They are created with the store's permissions, and it may have been read-only then.
    """
    for suffix in ("-wal", "-shm"):
        path = home.store.with_name(home.store.name + suffix)
        if path.exists() and os.access(home.store, os.W_OK) and not os.access(path, os.W_OK):
            with contextlib.suppress(OSError):
                path.chmod(OWNER_ONLY_FILE)


def _fold_log(home: Home, key: bytes, last: LastAcknowledged | None) -> None:
    """Checkpoint the write-ahead log before the pages of the file are verified.

    A power cut during a checkpoint may have torn a page of the file that is intact in the log. If
    the log lacks acknowledged changes, a copy of it is kept aside for a later rescue attempt.
    """
    log = home.store.with_name(f"{home.store.name}-wal")
    if not log.exists() or log.stat().st_size == 0:
        return
    with coded_errors(), closing(connect(home.store, key)) as connection:
        try:
            (seq,) = connection.execute(
                "SELECT value FROM counters WHERE name = 'change_seq'"
            ).fetchone()
            if last is not None and last.change_seq > seq:
                backups.keep_aside(home, log)
        finally:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _migrate(home: Home, key: bytes) -> None:
    fresh = not home.store.exists()
    engine = open_engine(home.store, key)
    try:
        with engine.connect() as connection:
            steps = migrations.pending(connection)
            fresh = fresh or migrations.current(connection) == 0
        if steps and not fresh:
            backups.make(home, key, "migration")
        for step in steps:
            with engine.begin() as connection:
                migrations.apply(connection, step)
    finally:
        engine.dispose()
    home.store.chmod(OWNER_ONLY_FILE)


def _compare(
    home: Home, key: bytes, last: LastAcknowledged | None, restored: bool, notices: list[Notice]
) -> None:
    """Report missing acknowledged changes, and continue counting from the acknowledged number."""
    if last is None:
        return
    engine = open_engine(home.store, key)
    try:
        with engine.begin() as connection:
            seq = current_change_seq(connection)
            missing = last.change_seq - seq
            if missing <= 0:
                return
            newest = connection.scalar(
                select(schema.audit.c.at).order_by(schema.audit.c.id.desc()).limit(1)
            )
            # change numbers are never reused, so that indexes notice the difference
            now_at = set_change_seq(connection, last.change_seq + 1)
            transaction = Transaction(connection, now_at, SYSTEM, datetime.now(UTC))
            transaction.audit("store.behind", "store", missing=missing)
    finally:
        engine.dispose()
    _log.error("the store lacks acknowledged changes", extra={"count": missing})
    if restored:
        return  # the notice about the restore says so already
    since = f" after {newest.isoformat(timespec='minutes')}" if newest else ""
    notices.append(
        Notice(
            "store.behind",
            f"{missing} acknowledged changes{since}, the last of them at "
            f"{last.at.isoformat(timespec='minutes')}, are missing: "
            "the write-ahead log was damaged.",
            "Import again what was added then, or restore a backup",
        )
    )


def _empty_incoming(home: Home) -> None:
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(home.incoming)


def interrupt_jobs(store: Store) -> int:
    """Mark jobs that were queued or running when the last engine ended; return how many."""

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
