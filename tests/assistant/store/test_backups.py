"""Backups: verified when made, any flipped bit is detected, and old ones are pruned."""

from __future__ import annotations

import os
import random
import stat
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from assistant.errors import NotFoundError, StoreDamagedError
from assistant.paths import Home
from assistant.store import articles, articles_read, backups
from assistant.store.articles import ArticleDraft
from assistant.store.backups import Backup
from assistant.store.database import OWNER, Store, connect, open_engine

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)


def _fill(store: Store, count: int) -> None:
    with store.write(OWNER) as transaction:
        articles.create(
            transaction, [ArticleDraft(answer=f"answer {n} " * 20) for n in range(count)]
        )


def test_a_backup_is_a_whole_copy_of_the_store(home: Home, store: Store) -> None:
    _fill(store, 50)
    made = backups.make(home, store.key, "manual")
    _fill(store, 1)
    backups.verify(made.path, store.key)
    engine = open_engine(made.path, store.key, writable=False)
    try:
        with engine.connect() as connection:
            assert articles_read.count(connection) == 50
    finally:
        engine.dispose()
    assert backups.listed(home) == [made]
    assert (made.reason, made.bytes) == ("manual", made.path.stat().st_size)
    if os.name == "posix":
        assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert b"answer" not in made.path.read_bytes()


def test_every_flipped_bit_is_noticed(home: Home, store: Store) -> None:
    _fill(store, 200)
    made = backups.make(home, store.key, "manual")
    whole = made.path.read_bytes()
    places = random.Random(7)
    for _ in range(50):
        at = places.randrange(len(whole))
        broken = bytearray(whole)
        broken[at] ^= 1 << places.randrange(8)
        made.path.write_bytes(broken)
        with pytest.raises(StoreDamagedError):
            backups.verify(made.path, store.key)
    made.path.write_bytes(whole)
    backups.verify(made.path, store.key)


@pytest.mark.parametrize("keep", [0, 1, 4096, 10_000])
def test_a_cut_file_is_noticed(home: Home, store: Store, keep: int) -> None:
    _fill(store, 50)
    made = backups.make(home, store.key, "manual")
    made.path.write_bytes(made.path.read_bytes()[:keep])
    with pytest.raises(StoreDamagedError):
        backups.verify(made.path, store.key)


def test_a_backup_of_another_key_is_no_backup_of_this_store(home: Home, store: Store) -> None:
    made = backups.make(home, store.key, "manual")
    with pytest.raises(StoreDamagedError):
        backups.verify(made.path, b"k" * 32)


def test_the_newest_good_one_is_found_behind_bad_ones(home: Home, store: Store) -> None:
    made = [backups.make(home, store.key, "manual") for _ in range(3)]
    for bad in made[1:]:
        bad.path.write_bytes(bad.path.read_bytes()[:-1])
    assert backups.newest_good(home, store.key) == made[0]
    made[0].path.unlink()
    assert backups.newest_good(home, store.key) is None


def test_a_newer_programs_backup_is_passed_over(home: Home, store: Store) -> None:
    older, newer = (backups.make(home, store.key, "manual") for _ in range(2))
    with closing(connect(newer.path, store.key)) as connection:
        connection.execute("UPDATE migrations SET number = number + 1000")
    backups.verify(newer.path, store.key)
    assert backups.newest_good(home, store.key) == older


def test_a_copy_that_does_not_verify_is_not_kept(home: Home, store: Store) -> None:
    _fill(store, 200)
    store.checkpoint()
    content = bytearray(home.store.read_bytes())
    content[-3000] ^= 1
    store.close()
    home.store.write_bytes(content)
    with pytest.raises(StoreDamagedError):
        backups.make(home, store.key, "daily")
    assert list(home.backups.iterdir()) == []


def test_an_unknown_name_is_not_found(home: Home, store: Store) -> None:
    made = backups.make(home, store.key, "manual")
    assert backups.find(home, made.path.name) == made
    for name in ("other.db", "../store.db", ""):
        with pytest.raises(NotFoundError):
            backups.find(home, name)


def _aged(home: Home, *ages: tuple[float, str]) -> list[Backup]:
    """Create files named like backups, of the given days before NOW."""
    home.backups.mkdir(parents=True, exist_ok=True)
    for days, reason in ages:
        at = NOW - timedelta(days=days)
        (home.backups / f"store-{at.strftime('%Y%m%dT%H%M%S%fZ')}-{reason}.db").write_bytes(b"x")
    return backups.listed(home)


def _days(found: list[Backup]) -> list[int]:
    return [(NOW - backup.at).days for backup in found]


def test_rotation_keeps_seven_days_and_four_weeks(home: Home) -> None:
    _aged(home, *((day, "daily") for day in range(29)))
    backups.rotate(home, now=NOW)
    kept = _days(backups.listed(home))
    assert kept[:7] == list(range(7))
    weeks = {(NOW - timedelta(days=day)).isocalendar()[:2] for day in kept}
    assert len(weeks) == 4
    assert len(kept) <= 7 + 3


def test_rotation_keeps_one_a_day(home: Home) -> None:
    _aged(home, *((hours / 24, "daily") for hours in range(10)))
    backups.rotate(home, now=NOW)
    assert len(backups.listed(home)) == 1


def test_migration_and_manual_backups_stay_for_thirty_days(home: Home) -> None:
    _aged(
        home, (0, "daily"), (29, "migration"), (29.5, "manual"), (31, "migration"), (40, "manual")
    )
    dropped = backups.rotate(home, now=NOW)
    assert _days(dropped) == [31, 40]


def test_the_newest_is_kept_however_old(home: Home) -> None:
    _aged(home, (100, "daily"), (101, "daily"))
    backups.rotate(home, now=NOW)
    assert _days(backups.listed(home)) == [100]


def test_rotation_clears_what_a_crash_left(home: Home) -> None:
    _aged(home, (0, "daily"))
    (home.backups / "store-x-daily.partial").write_bytes(b"x")
    backups.rotate(home, now=NOW)
    assert len(list(home.backups.iterdir())) == 1


def test_a_backup_under_way_is_not_taken_for_a_leftover(home: Home, store: Store) -> None:
    _fill(store, 500)
    made: list[Backup] = []
    making = threading.Thread(
        target=lambda: made.extend(backups.make(home, store.key, "manual") for _ in range(5))
    )
    making.start()
    while making.is_alive():
        backups.rotate(home, now=datetime.now(UTC))
    making.join()
    assert len(made) == 5
