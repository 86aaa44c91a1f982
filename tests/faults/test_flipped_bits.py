"""Bits that turn over on the disk: noticed, told, and never a silent loss."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from assistant import engine_file, settings
from assistant.engine_file import Running
from assistant.errors import CodedError
from assistant.paths import Home
from assistant.store import articles, articles_read, backups
from assistant.store.articles import ArticleDraft
from assistant.store.audit_log import listed as audited
from assistant.store.database import OWNER, Store
from assistant.store.opening import Opened, open_store
from tests.faults.engine_process import EngineProcess

BEFORE, AFTER = 40, 25
"""Articles that a backup has, and those written after it."""


def write(store: Store, count: int) -> None:
    for number in range(count):
        with store.write(OWNER) as transaction:
            text = f"Answer {number}. " + "It takes three working days. " * 40
            articles.create(transaction, [ArticleDraft(answer=text)])


def count(store: Store) -> int:
    with store.read() as connection:
        return articles_read.count(connection)


def codes(opened: Opened) -> list[str]:
    return [notice.code for notice in opened.notices]


def flip(path: Path, rng: random.Random, *, start: int = 0) -> None:
    """Turn over one random bit of a file."""
    content = bytearray(path.read_bytes())
    content[rng.randrange(start, len(content))] ^= 1 << rng.randrange(8)
    path.write_bytes(content)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with a backup, closed in order."""
    home = Home(tmp_path_factory.mktemp("whole") / "home")
    opened = open_store(home)
    write(opened.store, BEFORE)
    backups.make(home, opened.store.key, "daily")
    write(opened.store, AFTER)
    opened.store.close()
    return home


@pytest.fixture(scope="module")
def crashed(whole: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The same home as a kill leaves it: the write-ahead log still holds commits."""
    home = Home(tmp_path_factory.mktemp("crashed") / "home")
    shutil.copytree(whole.root, home.root)
    store = open_store(home).store
    write(store, AFTER)
    left = Home(home.root.with_name("left"))
    shutil.copytree(home.root, left.root)
    store.close()
    assert wal(left).stat().st_size > 100_000
    return left


def wal(home: Home) -> Path:
    return home.store.with_name("store.db-wal")


def copied(home: Home, folder: Path) -> Home:
    copy = Home(folder)
    shutil.copytree(home.root, copy.root)
    return copy


def _in_the_file(whole: Home, folder: Path, rng: random.Random, times: int) -> None:
    for turn in range(times):
        home = copied(whole, folder / str(turn))
        flip(home.store, rng)
        damaged = home.store.read_bytes()
        opened = open_store(home)
        with closing(opened.store):
            assert codes(opened) == ["store.restored"]
            assert count(opened.store) == BEFORE
            with opened.store.read() as connection:
                actions = [entry.action for entry in audited(connection).items]
            assert "store.restored" in actions
        (aside,) = home.damaged.iterdir()
        assert (aside / "store.db").read_bytes() == damaged
        again = open_store(home)
        with closing(again.store):
            assert codes(again) == []
        shutil.rmtree(home.root)


def _in_the_log(crashed: Home, folder: Path, rng: random.Random, times: int) -> int:
    """Returns how often commits were lost; each time it must be told."""
    lost = 0
    for turn in range(times):
        home = copied(crashed, folder / str(turn))
        log = wal(home)
        damage = rng.choice(("flip", "flip", "flip", "cut", "hole"))
        if damage == "flip":
            flip(log, rng)
        elif damage == "cut":
            log.write_bytes(log.read_bytes()[: rng.randrange(log.stat().st_size)])
        else:
            content = bytearray(log.read_bytes())
            at = rng.randrange(len(content) - 512)
            content[at : at + 512] = bytes(512)
            log.write_bytes(content)
        opened = open_store(home)
        with closing(opened.store):
            missing = BEFORE + 2 * AFTER - count(opened.store)
            told = codes(opened)
        assert 0 <= missing <= AFTER
        assert told == (["store.behind"] if missing else []), f"{missing} lost, told {told}"
        lost += bool(missing)
        if missing:  # what was left of the log is kept
            assert [path.name for path in home.damaged.glob("*/*")] == ["store.db-wal"]
        shutil.rmtree(home.root)
    return lost


def test_a_bit_in_the_file_costs_what_came_after_the_backup(
    whole: Home, tmp_path: Path, rng: random.Random, tally: Counter[str]
) -> None:
    _in_the_file(whole, tmp_path, rng, 20)
    tally["bits flipped in the store's file, all noticed"] += 20


def test_commits_lost_with_the_log_are_told(
    crashed: Home, tmp_path: Path, rng: random.Random, tally: Counter[str]
) -> None:
    tally["logs damaged"] += 20
    tally["logs damaged with commits lost, all told"] += _in_the_log(crashed, tmp_path, rng, 20)


@pytest.mark.soak
def test_many_bits_in_the_file(
    whole: Home, tmp_path: Path, rng: random.Random, tally: Counter[str]
) -> None:
    _in_the_file(whole, tmp_path, rng, 200)
    tally["bits flipped in the store's file, all noticed"] += 200


@pytest.mark.soak
def test_many_damaged_logs(
    crashed: Home, tmp_path: Path, rng: random.Random, tally: Counter[str]
) -> None:
    tally["logs damaged"] += 200
    tally["logs damaged with commits lost, all told"] += _in_the_log(crashed, tmp_path, rng, 200)


def test_a_page_torn_while_the_log_was_folded_in_is_whole_again(
    crashed: Home, tmp_path: Path
) -> None:
    """A power cut in a checkpoint: the file has half a page, the log has all of it."""
    home = copied(crashed, tmp_path / "home")
    pages = {page for page in _pages_in(wal(home)) if page * 4096 <= home.store.stat().st_size}
    content = bytearray(home.store.read_bytes())
    for page in pages:
        content[(page - 1) * 4096 + 2048 : page * 4096] = bytes(2048)
    home.store.write_bytes(content)
    assert pages
    opened = open_store(home)
    with closing(opened.store):
        assert codes(opened) == []
        assert count(opened.store) == BEFORE + 2 * AFTER


def _pages_in(log: Path) -> set[int]:
    """Page numbers of the frames of a write-ahead log (https://sqlite.org/fileformat2.html)."""
    content = log.read_bytes()
    salt = content[16:24]
    starts = range(32, len(content) - 24, 24 + 4096)
    return {
        int.from_bytes(content[at : at + 4], "big")
        for at in starts
        if content[at + 8 : at + 16] == salt
    }


def test_the_next_older_backup_takes_over_from_a_damaged_one(
    whole: Home, tmp_path: Path, rng: random.Random
) -> None:
    home = copied(whole, tmp_path / "home")
    opened = open_store(home)
    with closing(opened.store):
        newest = backups.make(home, opened.store.key, "manual")
    flip(newest.path, rng)
    flip(home.store, rng)
    (home.backups / "store-of-somebody.db").write_text("not one of ours")
    opened = open_store(home)
    with closing(opened.store):
        assert codes(opened) == ["store.restored"]
        assert count(opened.store) == BEFORE


@pytest.mark.parametrize("name", ["acknowledged", "store.json", "store.key", "erasures.jsonl"])
@pytest.mark.parametrize("damage", ["flip", "garbage", "empty", "cut", "gone", "folder"])
def test_a_damaged_small_file_never_loses_the_store(
    crashed: Home, tmp_path: Path, rng: random.Random, name: str, damage: str
) -> None:
    home = copied(crashed, tmp_path / "home")
    path = home.root / name
    if not path.exists():
        path.write_text('{"format": 1, "at": "2026-01-01T00:00:00+00:00", "hashes": []}\n')
    spoil(path, damage, rng)
    try:
        opened = open_store(home)
    except CodedError:
        assert name == "store.key"
        shutil.copy(crashed.key_file, tmp_path / "key")
        if path.is_dir():
            path.rmdir()
        shutil.copy(crashed.key_file, path)
        opened = open_store(home)
    with closing(opened.store):
        assert count(opened.store) == BEFORE + 2 * AFTER
        assert codes(opened) == []
        write(opened.store, 1)


def spoil(path: Path, damage: str, rng: random.Random) -> None:
    content = path.read_bytes()
    if damage == "flip":
        flip(path, rng)
    elif damage == "garbage":
        path.write_bytes(rng.randbytes(200))
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    else:
        path.unlink()
        if damage == "folder":
            path.mkdir()


@pytest.mark.parametrize("damage", ["garbage", "empty", "folder"])
def test_damaged_settings_are_told(tmp_path: Path, rng: random.Random, damage: str) -> None:
    home = Home(tmp_path)
    home.settings.write_text("{}")
    spoil(home.settings, damage, rng)
    with pytest.raises(settings.SettingsError) as error:
        settings.load(home)
    assert "delete it" in error.value.remedy


@pytest.mark.parametrize("damage", ["garbage", "empty", "cut"])
def test_a_damaged_publication_counts_as_none(
    tmp_path: Path, rng: random.Random, damage: str
) -> None:
    home = Home(tmp_path)
    running = Running(
        pid=1, host="127.0.0.1", port=1, token="t", version="1", started_at="2026-01-01"
    )
    with engine_file.owned(home):
        engine_file.write(home, running)
        assert engine_file.read(home) == running
        spoil(home.engine, damage, rng)
        assert engine_file.read(home) is None


def test_the_program_starts_over_damaged_files_or_says_why(
    crashed: Home, tmp_path: Path, rng: random.Random
) -> None:
    home = copied(crashed, tmp_path / "home")
    home.settings.write_bytes(rng.randbytes(100))
    home.engine.write_bytes(rng.randbytes(100))
    home.identity.write_bytes(rng.randbytes(100))
    engine = EngineProcess(home.root)
    engine.spawn()
    assert engine.reap() == 1
    assert '"settings"' in engine.output()
    assert "Traceback" not in engine.output()
    home.settings.unlink()
    try:
        engine.start()
        assert engine.call("GET", "/health")["entries"] == BEFORE + 2 * AFTER
        assert engine.notices() == []
    finally:
        engine.stop()
