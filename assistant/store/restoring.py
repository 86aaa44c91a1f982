"""Making a backup the store.

A copy of the backup is brought to the newest schema and numbered on from the last promise first,
so that what takes the store's place is complete: a kill leaves the old store or the new one.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from assistant.paths import OWNER_ONLY_FILE, Home
from assistant.store import backups, migrations
from assistant.store.acknowledged import Acknowledged
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


def put_in_place(home: Home, key: bytes, backup: Backup, actor: Actor, promised: int) -> None:
    """Make a backup the store's file. There is none: it is missing, or was moved aside.

    Raises:
        StoreFullError, HomeUnwritableError: Nothing was changed.
    """
    with coded_errors(), _prepared(home, key, backup, actor, promised) as arriving:
        backups.publish(arriving, home.store)


def put_instead(home: Home, key: bytes, name: str, actor: Actor) -> Path:
    """Make a backup the store where no engine can open the one that is there.

    The caller holds the home's lock. What was there is moved into `damaged`, untouched: it may be
    a newer program's, and whole. After a kill in between, the next start finds no store and puts
    the newest good backup back.

    Returns:
        The folder that what was there lies in now.

    Raises:
        NotFoundError: There is no backup of this name.
        StoreDamagedError, StoreNewerError: The backup is not whole, or a newer program made it.
        StoreFullError, HomeUnwritableError: Nothing was changed.
    """
    backup = backups.find(home, name)
    backups.verify(backup.path, key)
    promise = Acknowledged(home.acknowledged).read()
    promised = promise.change_seq if promise else 0
    with coded_errors(), _prepared(home, key, backup, actor, promised) as arriving:
        folder = backups.move_aside(home)
        backups.publish(arriving, home.store)
    return folder


def put_into(store: Store, home: Home, backup: Backup, actor: Actor) -> None:
    """Make a backup the content of the open store, in one transaction of SQLite.

    The file stays the same one, so whoever reads goes on reading what they saw.
    The caller holds the writers' lock.

    Raises:
        StoreFullError, HomeUnwritableError: Nothing was changed.
    """
    promised = store.change_seq()
    with (
        coded_errors(),
        _prepared(home, store.key, backup, actor, promised) as arriving,
        closing(connect(arriving, store.key)) as source,
        store.raw() as target,
    ):
        source.backup(target)
    store.acknowledge()
    store.checkpoint()


@contextmanager
def _prepared(
    home: Home, key: bytes, backup: Backup, actor: Actor, promised: int
) -> Iterator[Path]:
    """A copy of the backup, ready to be the store; removed if nobody took it."""
    arriving = home.store.with_suffix(".arriving")
    with backups.copying:
        # a log left by a restore that was killed would be applied to another backup's pages
        _remove(arriving)
        try:
            shutil.copyfile(backup.path, arriving)
            arriving.chmod(OWNER_ONLY_FILE)
            _bring_up_to_date(arriving, key, backup, actor, promised)
            with closing(connect(arriving, key)) as connection:
                connection.execute("PRAGMA journal_mode = DELETE")  # one file again
            yield arriving
        finally:
            _remove(arriving)


def _remove(path: Path) -> None:
    for leftover in path.parent.glob(f"{path.name}*"):
        leftover.unlink(missing_ok=True)


def _bring_up_to_date(path: Path, key: bytes, backup: Backup, actor: Actor, promised: int) -> None:
    engine = open_engine(path, key)
    try:
        with engine.connect() as connection:
            steps = migrations.pending(connection)
        for step in steps:
            with engine.begin() as connection:
                migrations.apply(connection, step)
        with engine.begin() as connection:
            # numbers already given out are never used again, so that followers notice
            seq = max(promised, current_change_seq(connection)) + 1
            set_change_seq(connection, seq)
            transaction = Transaction(connection, seq, actor, datetime.now(UTC))
            transaction.audit("store.restored", backup.path.name)
    finally:
        engine.dispose()
