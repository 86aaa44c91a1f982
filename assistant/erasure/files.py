"""Erasure in files other than the live store: write-ahead log, backups, damaged stores."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from assistant.erasure.journal import Record
from assistant.erasure.people import Person, find_again, find_as, unresolved
from assistant.erasure.rows import erase_rows, recorded
from assistant.errors import CodedError, StoreFullError
from assistant.paths import DISK_FULL, OWNER_ONLY_FILE, Home
from assistant.store import backups, migrations
from assistant.store.database import (
    SYSTEM,
    Store,
    Transaction,
    coded_errors,
    connect,
    current_change_seq,
    open_engine,
)

_log = logging.getLogger(__name__)

_READERS_MAY_TAKE_S = 10.0


def empty_log(store: Store) -> None:
    """Checkpoint and truncate the write-ahead log, waiting for readers to finish."""
    wal = store.path.with_name(store.path.name + "-wal")
    until = time.monotonic() + _READERS_MAY_TAKE_S
    while True:
        store.checkpoint()
        if not wal.exists() or wal.stat().st_size == 0:
            return
        if time.monotonic() > until:
            # the next checkpoint empties it; until then its content is encrypted
            _log.warning("the write-ahead log is still in use")
            return
        time.sleep(0.05)


def rewrite_backups(
    home: Home, key: bytes, records: Sequence[Record], people: Mapping[datetime, Person]
) -> tuple[int, int]:
    """Repeat erasures in every backup; remove a backup that cannot be rewritten.

    Args:
        home: The home whose backups are rewritten.
        key: The store's key.
        records: The erasures.
        people: Time of a record → the erased person, if still known.

    Returns:
        The numbers of backups rewritten and removed.

    Raises:
        StoreFullError: No space for the copies. No backup is removed for that reason; the record
            of the erasure stays open, and the next start continues.
    """
    rewritten = removed = 0
    with backups.copying:
        for backup in backups.listed(home):
            try:
                rewritten += _rewrite(backup.path, key, records, people)
            except (CodedError, OSError, ValueError) as error:
                if isinstance(error, StoreFullError) or getattr(error, "errno", None) in DISK_FULL:
                    raise _no_room() from error
                # a person's right to erasure outweighs one of several backups
                backup.path.unlink(missing_ok=True)
                removed += 1
                _log.warning("a backup could not be rewritten and was removed")
        for leftover in home.backups.glob("*.partial*"):
            leftover.unlink(missing_ok=True)
    return rewritten, removed


def _no_room() -> StoreFullError:
    return StoreFullError(
        expected="room on the disk to rewrite the backups",
        found="a full disk: the person is gone from the store, but not yet from every backup",
        remedy="Free some space and restart the engine: it finishes the erasure",
    )


def remove_damaged(home: Home) -> int:
    """Remove files in which rows cannot be erased: damaged stores kept aside, and the leftovers of
    interrupted restores.

    Returns:
        The number of damaged stores removed.
    """
    with backups.copying:
        for leftover in home.root.glob(f"{home.store.stem}.arriving*"):
            leftover.unlink(missing_ok=True)
    kept = list(home.damaged.glob("*"))
    for path in kept:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return len(kept)


def _rewrite(
    path: Path, key: bytes, records: Sequence[Record], people: Mapping[datetime, Person]
) -> bool:
    """Erase in a copy of a backup, verify it and replace the backup; False if nothing to erase."""
    copy = path.with_suffix(".partial")
    shutil.copyfile(path, copy)
    copy.chmod(OWNER_ONLY_FILE)
    try:
        backups.verify(copy, key)
        if not _erase_in(copy, key, records, people):
            return False
        with coded_errors():
            connection = connect(copy, key)
            try:
                # rebuild it as a single file without any page of the old one
                connection.execute("PRAGMA journal_mode = DELETE")
                connection.execute("PRAGMA secure_delete = ON")
                connection.execute("VACUUM")
            finally:
                connection.close()
        backups.verify(copy, key)
        backups.publish(copy, path)
    finally:
        for leftover in path.parent.glob(f"{copy.name}*"):
            leftover.unlink(missing_ok=True)
    return True


def _erase_in(
    copy: Path, key: bytes, records: Sequence[Record], people: Mapping[datetime, Person]
) -> bool:
    engine = open_engine(copy, key)
    try:
        with coded_errors():
            with engine.connect() as connection:
                steps = migrations.pending(connection)
            for step in steps:
                with engine.begin() as connection:
                    migrations.apply(connection, step)
            with engine.begin() as connection:
                known = recorded(connection)
                missing = [record for record in records if record.identity not in known]
                for record in missing:
                    seq = current_change_seq(connection)
                    transaction = Transaction(connection, seq, SYSTEM, record.at)
                    if record.at in people:
                        person = find_as(connection, people[record.at], record.at)
                        erase_rows(transaction, key, person, record)
                    else:
                        person = find_again(connection, key, record)
                        hashes = unresolved(key, record, person)
                        erase_rows(transaction, key, person, record, hashes)
    finally:
        engine.dispose()
    return bool(missing)
