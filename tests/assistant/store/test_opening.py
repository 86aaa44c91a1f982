"""Opening a store whose files are missing, damaged or incomplete."""

from __future__ import annotations

import os
import shutil

import pytest

from assistant.errors import KeyMissingError, KeyWrongError
from assistant.paths import Home
from assistant.store import articles, articles_read, backups, keys
from assistant.store.articles import ArticleDraft
from assistant.store.database import OWNER, Store
from assistant.store.opening import Opened, open_store


def _write(store: Store, count: int) -> None:
    for number in range(count):
        with store.write(OWNER) as transaction:
            articles.create(transaction, [ArticleDraft(answer=f"{number} " + "long answer " * 200)])


def _count(store: Store) -> int:
    with store.read() as connection:
        return articles_read.count(connection)


def _reopened(home: Home) -> tuple[Opened, int, list[str]]:
    opened = open_store(home)
    try:
        return opened, _count(opened.store), [notice.code for notice in opened.notices]
    finally:
        opened.store.close()


def test_a_new_home_gets_a_store_and_says_where_its_key_is(home: Home) -> None:
    opened = open_store(home)
    opened.store.close()
    assert opened.created
    assert [notice.code for notice in opened.notices] == ["store.key-in-file"]
    if os.name == "posix":
        assert home.root.stat().st_mode & 0o077 == 0
        assert home.store.stat().st_mode & 0o077 == 0


def test_a_good_store_opens_without_a_word(home: Home) -> None:
    opened = open_store(home)
    _write(opened.store, 3)
    opened.store.close()
    again, count, told = _reopened(home)
    assert (count, told) == (3, [])
    assert not again.created
    assert not again.restored


def test_a_damaged_store_makes_way_for_the_newest_good_backup(home: Home) -> None:
    opened = open_store(home)
    _write(opened.store, 2)
    backups.make(home, opened.store.key, "daily")
    _write(opened.store, 3)
    opened.store.close()
    damaged = bytearray(home.store.read_bytes())
    damaged[len(damaged) // 2] ^= 16
    home.store.write_bytes(damaged)
    again, count, told = _reopened(home)
    assert (count, told) == (2, ["store.restored"])
    assert again.restored
    (aside,) = home.damaged.iterdir()
    assert (aside / "store.db").read_bytes() == damaged
    assert _reopened(home)[1:] == (2, [])


def test_a_missing_store_comes_back_from_its_backup(home: Home) -> None:
    opened = open_store(home)
    _write(opened.store, 2)
    backups.make(home, opened.store.key, "daily")
    opened.store.close()
    home.store.unlink()
    assert _reopened(home)[1:] == (2, ["store.restored"])


def test_a_damaged_store_without_a_backup_starts_empty_and_says_so(home: Home) -> None:
    opened = open_store(home)
    _write(opened.store, 2)
    opened.store.close()
    home.store.write_bytes(b"no store at all" * 1000)
    again, count, told = _reopened(home)
    assert (count, told) == (0, ["store.restored"])
    assert "empty" in again.notices[0].text


def test_numbers_given_out_are_never_used_again(home: Home) -> None:
    """Otherwise followers could not notice, after a restore, that their state is outdated."""
    opened = open_store(home)
    _write(opened.store, 1)
    backups.make(home, opened.store.key, "daily")
    _write(opened.store, 5)
    last = opened.store.change_seq()
    opened.store.close()
    home.store.unlink()
    again = open_store(home).store
    assert again.change_seq() > last
    again.close()


def _copy_of_running(home: Home, to: Home) -> None:
    """Copy a home as a crash would leave it, with changes still in the WAL."""
    shutil.copytree(home.root, to.root)


def test_a_crash_loses_nothing_that_was_acknowledged(home: Home, tmp_path) -> None:
    opened = open_store(home)
    _write(opened.store, 5)
    crashed = Home(tmp_path / "crashed")
    _copy_of_running(home, crashed)
    opened.store.close()
    assert crashed.store.with_name("store.db-wal").stat().st_size > 0
    assert _reopened(crashed)[1:] == (5, [])


@pytest.mark.parametrize("damage", ["flip", "cut", "gone"])
def test_a_shortfall_after_damage_to_the_log_is_told(home: Home, tmp_path, damage: str) -> None:
    opened = open_store(home)
    _write(opened.store, 5)
    crashed = Home(tmp_path / "crashed")
    _copy_of_running(home, crashed)
    opened.store.close()
    log = crashed.store.with_name("store.db-wal")
    content = bytearray(log.read_bytes())
    if damage == "flip":
        content[len(content) // 2] ^= 1
        log.write_bytes(content)
    elif damage == "cut":
        log.write_bytes(content[: len(content) // 2])
    else:
        log.unlink()
    again, count, told = _reopened(crashed)
    assert count < 5
    assert told == ["store.behind"]
    missing = 5 - count
    assert f"{missing} acknowledged changes" in again.notices[0].text
    assert _reopened(crashed)[2] == []  # reported only once


def test_a_missing_key_leaves_the_store_alone(home: Home) -> None:
    open_store(home).store.close()
    before = home.store.read_bytes()
    home.key_file.rename(home.root / "elsewhere")
    with pytest.raises(KeyMissingError):
        open_store(home)
    assert home.store.read_bytes() == before
    (home.root / "elsewhere").rename(home.key_file)
    assert _reopened(home)[1:] == (0, [])


def test_a_wrong_key_leaves_the_store_alone(home: Home) -> None:
    open_store(home).store.close()
    before = home.store.read_bytes()
    home.key_file.write_text("11" * 32)
    with pytest.raises(KeyWrongError):
        open_store(home)
    assert home.store.read_bytes() == before
    assert not home.damaged.exists()


def test_a_store_without_its_identity_is_not_taken_for_new(home: Home) -> None:
    opened = open_store(home)
    _write(opened.store, 1)
    opened.store.close()
    home.identity.unlink()
    assert _reopened(home)[1:] == (1, [])  # the key is accepted because it opens the store
    home.identity.unlink()
    home.identity.with_name("store.json.copy").unlink()
    home.key_file.unlink()
    with pytest.raises(KeyMissingError):
        open_store(home)
    assert home.store.exists()


@pytest.mark.parametrize("left", ["nothing", "an empty file", "a file without tables"])
def test_a_kill_while_the_store_was_made_is_no_damage(home: Home, left: str) -> None:
    """The key is stored first, so an identity without a store means an interrupted first start."""
    home.create()
    key = keys.create(home)
    if left == "an empty file":
        home.store.touch()
    elif left == "a file without tables":
        from assistant.store.database import connect

        connection = connect(home.store, key)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE x (y)")
        connection.execute("DROP TABLE x")
        connection.close()
    opened, count, told = _reopened(home)
    assert (count, told) == (0, ["store.key-in-file"])
    assert opened.store.key == key
    assert not home.damaged.exists()


def test_uploads_that_were_on_their_way_are_cleared(home: Home) -> None:
    open_store(home).store.close()
    home.incoming.mkdir()
    (home.incoming / "half.csv").write_text("maria@example.com")
    _reopened(home)
    assert not home.incoming.exists()
