"""A full disk, a read-only folder, a read-only file: told clearly, nothing lost, reads go on."""

from __future__ import annotations

import csv
import os
import random
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from assistant.store import backups, keys
from tests.faults.engine_process import EngineProcess, Refused
from tests.faults.ledger import Ledger, body, found

SIZE = 12 << 20
ROWS = 120


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root can mount a small file system")
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("no file system may be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(disk: Path, *, leave: int = 0) -> Path:
    """Take all room but so many bytes."""
    ballast = disk / "ballast"
    free = os.statvfs(disk)
    with ballast.open("ab", buffering=0) as file:
        left = free.f_bavail * free.f_bsize - leave
        while left > 0:
            left -= file.write(bytes(left))
        with suppress(OSError):
            while not leave:
                file.write(bytes(4096))
    return ballast


def refused(work: object, *codes: str) -> Refused:
    """Do what must be refused with one of these codes."""
    assert callable(work)
    with pytest.raises(Refused) as error:
        work()
    assert error.value.code in codes, error.value.problem
    assert error.value.problem["remedy"]
    return error.value


def a_file(path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["id", "question", "answer"])
        out.writerows([row, f"What is part {row}?", f"Part {row}. " * 40] for row in range(ROWS))
    return path


def test_a_full_disk_costs_nothing_that_was_promised(
    disk: Path, tmp_path: Path, rng: random.Random
) -> None:
    engine = EngineProcess(disk / "home")
    ledger = Ledger(rng)
    file = a_file(tmp_path / "parts.csv")
    try:
        engine.start()
        for _ in range(10):
            ledger.deed(engine)
        engine.call("POST", "/backups")
        _until_folded(engine)
        ballast = fill(disk, leave=100_000)

        job = engine.import_file(file)
        assert (job["state"], job["error"]["code"]) == ("failed", "store.full")
        assert "Free some space" in job["error"]["remedy"]

        _until_folded(engine)
        fill(disk)
        error = refused(lambda: _until_refused(engine, ledger), "store.full")
        assert error.status == 507
        assert "full" in error.problem["found"]
        refused(lambda: engine.call("POST", "/backups"), "store.full")
        refused(
            lambda: engine.call("POST", "/imports/upload?name=a.csv", raw=file.read_bytes()),
            "store.full",
        )
        whole = engine.call("GET", "/backups")[0]["name"]
        refused(lambda: engine.call("POST", f"/backups/{whole}/restore"), "store.full")
        _is_as_promised(engine, ledger)

        # a power cut on top, and a start without room: a full disk is not taken for damage
        engine.kill()
        engine.home.engine.unlink()  # the start drops it, which would make room
        fill(disk)
        engine.spawn()
        assert engine.reap() == 1
        assert '"store.full"' in engine.output()
        assert "Traceback" not in engine.output()
        assert not engine.home.damaged.exists()

        ballast.unlink()
        engine.start()
        assert set(engine.notices()) <= {"jobs.interrupted"}
        assert engine.import_file(file)["state"] == "done"
        for _ in range(10):
            ledger.deed(engine)
        engine.call("POST", "/backups")
        _is_as_promised(engine, ledger)
        assert len(engine.articles()) == ROWS + len(ledger.promised.articles)
        for backup in backups.listed(engine.home):
            backups.verify(backup.path, keys.load(engine.home))
        assert not list(engine.home.root.glob("**/*.partial*"))
        assert not list(engine.home.root.glob("*.arriving*"))
    finally:
        engine.stop()


def _until_refused(engine: EngineProcess, ledger: Ledger) -> None:
    for _ in range(2000):
        ledger.deed(engine)


def _until_folded(engine: EngineProcess) -> None:
    """Wait until housekeeping has emptied the write-ahead log, which is room for many changes."""
    log = engine.home.store.with_name("store.db-wal")
    end = time.monotonic() + 60
    while log.stat().st_size and time.monotonic() < end:
        time.sleep(0.1)


def _is_as_promised(engine: EngineProcess, ledger: Ledger) -> None:
    """What a refused change would have done must not be there."""
    ledger.under_way = None
    engine.ready()
    assert ledger.is_there(engine)
    there = ledger.promised.articles
    for id_ in list(there)[:3]:
        assert found(engine, there[id_]["questions"][0], id_)


def test_an_erasure_on_a_full_disk_keeps_the_backups(disk: Path) -> None:
    engine = EngineProcess(disk / "home")
    try:
        engine.start()
        who = {"kind": "email", "value": "someone@example.com"}
        engine.call("POST", "/customers", {"name": "Some One", "identifiers": [who]})
        engine.call("POST", "/backups")
        ballast = fill(disk)
        refused(
            lambda: engine.call("POST", "/erasures", {"customer": "someone@example.com"}),
            "store.full",
        )
        assert len(engine.call("GET", "/backups")) >= 1
        ballast.unlink()
        with suppress(Refused):  # the rows may have gone before the disk was full
            engine.call("POST", "/erasures", {"customer": "someone@example.com"})
        assert not engine.get("/customers", q="someone@example.com")["items"]
    finally:
        engine.stop()


def test_a_home_that_turns_read_only(disk: Path, rng: random.Random) -> None:
    engine = EngineProcess(disk / "home")
    ledger = Ledger(rng)
    try:
        engine.start()
        for _ in range(5):
            ledger.deed(engine)
        # as a disk with errors is remounted by its system; open files keep it from that here
        engine.kill()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        engine.spawn()
        assert engine.reap() == 1
        assert '"home.unwritable"' in engine.output()
        assert "Traceback" not in engine.output()
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        engine.start()
        assert engine.notices() == []
        _is_as_promised(engine, ledger)
    finally:
        engine.stop()


def test_a_file_or_folder_without_the_right_to_write(tmp_path: Path) -> None:
    """Refused at the start with the reason; nothing is moved aside or replaced."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("needs root, to give the folder to somebody else")
    # root as everybody else: rights count
    prefix = ("setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner")
    engine = EngineProcess(tmp_path / "home", prefix=prefix)
    home = engine.home
    try:
        engine.start()
        engine.call("POST", "/articles", body("kept", 1))
        engine.call("POST", "/backups")
        engine.stop()

        home.store.chmod(0o444)
        _is_refused(engine)
        home.store.chmod(0o600)

        # a folder of one's own is made writable again: that of somebody else is not
        home.root.chmod(0o555)
        os.chown(home.root, 12345, -1)
        _is_refused(engine)
        os.chown(home.root, os.getuid(), -1)

        engine.start()
        assert engine.notices() == []
        assert len(engine.articles()) == 1
    finally:
        engine.stop()


def _is_refused(engine: EngineProcess) -> None:
    engine.spawn()
    assert engine.reap() == 1
    assert '"home.unwritable"' in engine.output(), engine.output()
    assert "Traceback" not in engine.output()
    assert not engine.home.damaged.exists()
