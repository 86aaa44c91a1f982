"""Verified backups of the store: a copy counts only after it was opened and checked.

Daily backups are kept for seven different days and four different weeks, all others (manual, before
a migration or restore) for 30 days. None is kept longer, except the newest one, so that an erased
customer disappears from backups even if one could not be rewritten. Backups are encrypted with the
store's own key.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import sqlcipher3.dbapi2 as sqlcipher

from assistant.errors import CodedError, NotFoundError, StoreDamagedError
from assistant.paths import Home
from assistant.store import migrations
from assistant.store.database import coded_errors, coded_of, connect, open_engine

_log = logging.getLogger(__name__)

KEEP_DAYS = 7
KEEP_WEEKS = 4
EXPIRE_AFTER = timedelta(days=30)
_STAMP = "%Y%m%dT%H%M%S%fZ"

copying = threading.RLock()
"""Lock held while backups are made, rewritten or removed. Without it, an unfinished copy could be
taken for the leftover of a killed process, and an erasure could miss a backup that is being made.
Lock order: the writers' lock is acquired before this one."""

Reason = Literal["daily", "migration", "manual", "restore"]


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup, verified when it was made."""

    path: Path
    at: datetime
    reason: str
    bytes: int


def make(home: Home, key: bytes, reason: Reason) -> Backup:
    """Copy the store in its present state, verify the copy and publish it under its final name.

    Raises:
        StoreFullError, HomeUnwritableError: The disk is full, or writing is not permitted.
        StoreDamagedError: The copy failed verification and was removed.
    """
    at = datetime.now(UTC)
    target = home.backups / f"store-{at.strftime(_STAMP)}-{reason}.db"
    partial = target.with_suffix(".partial")
    with copying, coded_errors():
        home.backups.mkdir(exist_ok=True, mode=0o700)
        try:
            source = connect(home.store, key)
            try:
                # VACUUM INTO copies a consistent snapshot, encrypted with the same key
                source.execute("VACUUM INTO ?", (str(partial),))
            finally:
                source.close()
            verify(partial, key)
            publish(partial, target)
        finally:
            partial.unlink(missing_ok=True)
    _log.info("backup made", extra={"kind": reason, "bytes": target.stat().st_size})
    return _describe(target)


def publish(partial: Path, target: Path) -> None:
    """Rename a verified file to its final name; it is synced to disk when this returns."""
    _sync(partial)
    partial.chmod(0o600)
    partial.replace(target)
    _sync(target.parent)


def verify(path: Path, key: bytes) -> None:
    """Check every page's checksum and the structure of a store file.

    Raises:
        StoreDamagedError: It is not an intact store encrypted with this key.
        StoreFullError, HomeUnwritableError, StoreBusyError: The file cannot be read because of the
            machine; the file itself may be intact.
    """
    try:
        connection = connect(path, key)
        try:
            problems = connection.execute("PRAGMA cipher_integrity_check").fetchmany(1)
            problems = problems or [
                row for row in connection.execute("PRAGMA quick_check(1)") if row != ("ok",)
            ]
            connection.execute("SELECT count(*) FROM migrations").fetchone()
        finally:
            connection.close()
    except sqlcipher.DatabaseError as error:
        coded = coded_of(error)
        if coded is not None and not isinstance(coded, StoreDamagedError):
            raise coded from error
        problems = [("unreadable",)]
    if problems:
        raise StoreDamagedError(
            expected=f"a whole store in {path.name}",
            found="pages that fail their checksum or structure",
            remedy="Use another backup: replydesk backup list",
        )


def listed(home: Home) -> list[Backup]:
    """Return all backups, newest first."""
    found = []
    for path in home.backups.glob("store-*.db"):
        # it may be a foreign file, or may have been deleted by a rotation just now
        with contextlib.suppress(ValueError, FileNotFoundError):
            found.append(_describe(path))
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def newest_good(home: Home, key: bytes) -> Backup | None:
    """Return the newest backup that passes verification and is not of a newer program."""
    for backup in listed(home):
        try:
            verify(backup.path, key)
            _refuse_newer(backup.path, key)
        except CodedError as error:
            _log.warning(
                "a backup cannot be used", extra={"kind": backup.reason, "code": error.code}
            )
            continue
        return backup
    return None


def _refuse_newer(path: Path, key: bytes) -> None:
    engine = open_engine(path, key, writable=False)
    try:
        with engine.connect() as connection:
            migrations.pending(connection)
    finally:
        engine.dispose()


def find(home: Home, name: str) -> Backup:
    """Return the backup with this file name.

    Raises:
        NotFoundError: There is no such backup.
    """
    for backup in listed(home):
        if backup.path.name == name:
            return backup
    raise NotFoundError(
        expected="the name of a backup",
        found="a name that is not in the backups folder",
        remedy="See the names with: replydesk backup list",
    )


def move_aside(home: Home, file: Path | None = None) -> Path:
    """Move the store (or another database of the home) and its write-ahead log to the folder
    `damaged`, where they are kept."""
    file = file or home.store
    folder = _new_damaged(home)
    for suffix in ("-wal", "-shm", ""):
        path = file.with_name(file.name + suffix)
        if path.exists():
            path.replace(folder / path.name)
    return folder


def keep_aside(home: Home, file: Path) -> None:
    """Copy a file into the folder `damaged`; does nothing if that fails."""
    with contextlib.suppress(OSError):
        shutil.copyfile(file, _new_damaged(home) / file.name)


def _new_damaged(home: Home) -> Path:
    home.damaged.mkdir(exist_ok=True, mode=0o700)
    folder = home.damaged / datetime.now(UTC).strftime(_STAMP)
    folder.mkdir(mode=0o700)
    return folder


def rotate(home: Home, *, now: datetime | None = None) -> list[Backup]:
    """Delete backups that are no longer to be kept, and return them.

    The newest backup is always kept, however old it is.
    """
    now = now or datetime.now(UTC)
    with copying:
        backups = listed(home)
        keep = set(_kept(backups, now)) | set(backups[:1])
        dropped = [backup for backup in backups if backup not in keep]
        for backup in dropped:
            backup.path.unlink(missing_ok=True)
        for partial in home.backups.glob("*.partial*"):
            partial.unlink(missing_ok=True)
    return dropped


def _kept(backups: Iterable[Backup], now: datetime) -> Iterable[Backup]:
    days: set[object] = set()
    weeks: set[object] = set()
    for backup in backups:
        # also drop backups dated far in the future by a wrong clock: they would be kept for years
        if abs(now - backup.at) > EXPIRE_AFTER:
            continue
        day, week = backup.at.date(), backup.at.isocalendar()[:2]
        if backup.reason != "daily":
            yield backup
        elif (day not in days and len(days) < KEEP_DAYS) or (
            week not in weeks and len(weeks) < KEEP_WEEKS
        ):
            yield backup
            days.add(day)
            weeks.add(week)


def _describe(path: Path) -> Backup:
    _, stamp, reason = path.stem.split("-", 2)
    at = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    return Backup(path, at, reason, path.stat().st_size)


def _sync(path: Path) -> None:
    if os.name != "posix" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
