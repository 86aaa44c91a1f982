"""Replaces the store by a backup.

A copy of the backup is first migrated to the newest schema and given a change number above the
last acknowledged one. Only then does it replace the store, so that a kill leaves either the old or
the complete new store.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from assistant.paths import OWNER_ONLY_FILE, Home
from assistant.store import backups, migrations
from assistant.store.backups import Backup
from assistant.store.database import (
    Actor,
    Store,
    Transaction,
    coded_errors,
    connect,
    current_change_seq,
    open_engine,
    set_change_seq,
)
from assistant.store.last_acknowledged import AcknowledgedFile


def restore_missing(home: Home, key: bytes, backup: Backup, actor: Actor, last_seq: int) -> None:
    """Make a backup the store's file, which is missing or was moved aside.

    Raises:
        StoreFullError, HomeUnwritableError: A write failed; nothing was changed.
    """
    with coded_errors(), _prepared(home, key, backup, actor, last_seq) as arriving:
        backups.publish(arriving, home.store)


def restore_unopenable(home: Home, key: bytes, name: str, actor: Actor) -> Path:
    """Replace a store that no engine can open by a backup.

    The caller holds the home's lock. The old store is moved to `damaged` unchanged, as it may be an
    intact store of a newer program. After a kill in between, the next start finds no store and
    restores the newest good backup.

    Returns:
        The folder to which the old store was moved.

    Raises:
        NotFoundError: There is no backup with this name.
        StoreDamagedError, StoreNewerError: The backup is damaged, or a newer program made it.
        StoreFullError, HomeUnwritableError: A write failed.
    """
    backup = backups.find(home, name)
    backups.verify(backup.path, key)
    last = AcknowledgedFile(home.acknowledged).read()
    last_seq = last.change_seq if last else 0
    with coded_errors(), _prepared(home, key, backup, actor, last_seq) as arriving:
        folder = backups.move_aside(home)
        backups.publish(arriving, home.store)
    return folder


def restore_open(store: Store, home: Home, backup: Backup, actor: Actor) -> None:
    """Replace the content of the open store by a backup, in one SQLite transaction.

    The file itself remains, so that readers keep their snapshot. The caller holds the writers'
    lock.

    Raises:
        StoreFullError, HomeUnwritableError: A write failed; nothing was changed.
    """
    last_seq = store.change_seq()
    with (
        coded_errors(),
        _prepared(home, store.key, backup, actor, last_seq) as arriving,
        closing(connect(arriving, store.key)) as source,
        store.raw() as target,
    ):
        source.backup(target)
    store.acknowledge()
    store.checkpoint()


@contextmanager
def _prepared(
    home: Home, key: bytes, backup: Backup, actor: Actor, last_seq: int
) -> Iterator[Path]:
    """Make a migrated copy of the backup, removed at the end of the block unless it was moved."""
    arriving = home.store.with_suffix(".arriving")
    with backups.copying:
        # the log left by a killed restore would be applied to the pages of this backup
        _remove(arriving)
        try:
            shutil.copyfile(backup.path, arriving)
            arriving.chmod(OWNER_ONLY_FILE)
            _bring_up_to_date(arriving, key, backup, actor, last_seq)
            with closing(connect(arriving, key)) as connection:
                connection.execute("PRAGMA journal_mode = DELETE")  # back to a single file
            yield arriving
        finally:
            _remove(arriving)


def _remove(path: Path) -> None:
    for leftover in path.parent.glob(f"{path.name}*"):
        leftover.unlink(missing_ok=True)


def _bring_up_to_date(path: Path, key: bytes, backup: Backup, actor: Actor, last_seq: int) -> None:
    engine = open_engine(path, key)
    try:
        with engine.connect() as connection:
            steps = migrations.pending(connection)
        for step in steps:
            with engine.begin() as connection:
                migrations.apply(connection, step)
        with engine.begin() as connection:
            # change numbers are never reused, so that indexes notice the difference
            seq = max(last_seq, current_change_seq(connection)) + 1
            set_change_seq(connection, seq)
            transaction = Transaction(connection, seq, actor, datetime.now(UTC))
            transaction.audit("store.restored", backup.path.name)
    finally:
        engine.dispose()
