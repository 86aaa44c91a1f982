"""Restoring a backup: complete, atomic, and while there are readers."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from assistant.errors import NotFoundError, StoreDamagedError, StoreNewerError
from assistant.paths import Home
from assistant.store import (
    articles,
    articles_read,
    audit_log,
    backups,
    keys,
    migrations,
    restoring,
)
from assistant.store.articles import ArticleDraft
from assistant.store.database import OWNER, Store, connect
from assistant.store.opening import open_store

OLD = Path(__file__).resolve().parents[2] / "data" / "stores" / "schema-1.db"


def _write(store: Store, count: int) -> None:
    for number in range(count):
        with store.write(OWNER) as transaction:
            articles.create(transaction, [ArticleDraft(answer=f"{number} " + "long answer " * 200)])


def _count(store: Store) -> int:
    with store.read() as connection:
        return articles_read.count(connection)


def test_the_content_goes_back_and_the_numbers_go_on(home: Home, store: Store) -> None:
    _write(store, 3)
    backup = backups.make(home, store.key, "manual")
    _write(store, 5)
    before = store.change_seq()
    with store.exclusive():
        restoring.restore_open(store, home, backup, OWNER)
    assert _count(store) == 3
    assert store.change_seq() == before + 1
    with store.read() as connection:
        newest = audit_log.listed(connection).items[0]
    assert (newest.action, newest.subject, newest.actor) == (
        "store.restored", backup.path.name, "owner"
    )  # fmt: skip
    backups.verify(home.store, store.key)
    assert not list(home.root.glob("*.arriving*"))


def test_the_log_of_a_killed_restore_is_not_taken_for_this_ones(home: Home, store: Store) -> None:
    _write(store, 3)
    wanted = backups.make(home, store.key, "manual")
    _write(store, 40)
    other = backups.make(home, store.key, "manual")
    # left by a kill: a prepared copy of another backup, with changes still in its WAL
    arriving = home.store.with_suffix(".arriving")
    prepared = home.root / "prepared"
    shutil.copyfile(other.path, prepared)
    with closing(connect(prepared, store.key)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE killed (id)")
        shutil.copyfile(prepared, arriving)
        shutil.copyfile(home.root / "prepared-wal", home.root / f"{arriving.name}-wal")
    with store.exclusive():
        restoring.restore_open(store, home, wanted, OWNER)
    assert _count(store) == 3
    backups.verify(home.store, store.key)
    assert not list(home.root.glob("*.arriving*"))


def test_a_reader_goes_on_reading_what_it_saw(home: Home, store: Store) -> None:
    _write(store, 3)
    backup = backups.make(home, store.key, "manual")
    _write(store, 5)
    with store.read() as connection:
        assert articles_read.count(connection) == 8
        with store.exclusive():
            restoring.restore_open(store, home, backup, OWNER)
        assert articles_read.count(connection) == 8
    assert _count(store) == 3
    # after the old reader has left, new changes must be in the new file
    _write(store, 1)
    store.close()
    again = open_store(home)
    assert (_count(again.store), again.notices) == (4, [])
    again.store.close()


def test_a_backup_of_an_older_schema_arrives_upgraded(home: Home) -> None:
    home.create()
    keys.keep(home, bytes(range(32)), store_id="kept")
    home.backups.mkdir()
    name = "store-20260101T000000000000Z-manual.db"
    shutil.copy(OLD, home.backups / name)
    store = open_store(home).store
    try:
        with store.exclusive():
            restoring.restore_open(store, home, backups.find(home, name), OWNER)
        with store.read() as connection:
            assert migrations.current(connection) == migrations.NEWEST
            assert articles_read.count(connection) == 2
            assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
    finally:
        store.close()


def test_what_does_not_fit_leaves_the_store_as_it_was(home: Home, store: Store) -> None:
    """A backup of a newer program is refused before anything is changed."""
    _write(store, 2)
    with store.write(OWNER) as transaction:
        transaction.execute(
            text("INSERT INTO migrations (number, name, applied_at) VALUES (9999, 'later', 0)")
        )
    backup = backups.make(home, store.key, "manual")
    with store.write(OWNER) as transaction:
        transaction.execute(text("DELETE FROM migrations WHERE number = 9999"))
    before = store.change_seq()
    with pytest.raises(StoreNewerError), store.exclusive():
        restoring.restore_open(store, home, backup, OWNER)
    assert (store.change_seq(), _count(store)) == (before, 2)
    assert not list(home.root.glob("*.arriving*"))


@pytest.mark.parametrize("junk", [b"", b"junk" * 5000])
def test_without_an_engine_it_takes_the_place_of_what_cannot_be_opened(
    home: Home, junk: bytes
) -> None:
    store = open_store(home).store
    _write(store, 2)
    backup = backups.make(home, store.key, "manual")
    _write(store, 3)
    before = store.change_seq()
    store.close()
    home.store.write_bytes(junk)
    log = home.store.with_name("store.db-wal")
    log.write_bytes(b"another store's log")

    folder = restoring.restore_unopenable(home, keys.load(home), backup.path.name, OWNER)
    assert (folder / "store.db").read_bytes() == junk
    assert not log.exists()
    again = open_store(home)
    try:
        assert (_count(again.store), again.restored) == (2, False)
        assert again.store.change_seq() > before
        with again.store.read() as connection:
            actions = [entry.action for entry in audit_log.listed(connection).items]
        assert "store.restored" in actions
        assert "store.behind" not in actions
    finally:
        again.store.close()


def test_without_an_engine_a_bad_backup_changes_nothing(home: Home) -> None:
    store = open_store(home).store
    _write(store, 2)
    backup = backups.make(home, store.key, "manual")
    store.close()
    content = bytearray(backup.path.read_bytes())
    content[len(content) // 2] ^= 1
    backup.path.write_bytes(content)
    before = home.store.read_bytes()
    with pytest.raises(StoreDamagedError):
        restoring.restore_unopenable(home, keys.load(home), backup.path.name, OWNER)
    with pytest.raises(NotFoundError):
        restoring.restore_unopenable(home, keys.load(home), "nosuch", OWNER)
    assert home.store.read_bytes() == before
    assert not home.damaged.exists()
