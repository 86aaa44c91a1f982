"""A key that is lost, another's, or mistyped: told, and the recovery key brings everything back."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import KeyMissingError, KeyWrongError
from assistant.paths import Home
from assistant.store import backups, keys
from assistant.store.opening import open_store
from tests.faults.engine_process import MAIN, EngineProcess
from tests.faults.ledger import body


def command(home: Path, *words: str, stdin: str = "") -> tuple[int, Any]:
    """Run the command line; its status and what it said as JSON."""
    done = subprocess.run(
        [sys.executable, str(MAIN), *words, "--json", "--home", str(home)],
        input=stdin, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert "Traceback" not in done.stdout + done.stderr
    return done.returncode, json.loads(done.stdout)


@pytest.fixture
def engine(tmp_path: Path) -> EngineProcess:
    """A home with an article and a backup; its engine has been killed."""
    engine = EngineProcess(tmp_path / "home")
    engine.start()
    engine.call("POST", "/articles", body("kept", 1))
    engine.call("POST", "/backups")
    engine.kill()
    return engine


def test_the_recovery_key_brings_back_what_its_key_file_took_away(
    engine: EngineProcess, tmp_path: Path
) -> None:
    home = engine.home
    written = keys.recovery_key(keys.load(home))
    for path in (home.key_file, home.identity, home.identity.with_name("store.json.copy")):
        path.unlink()

    engine.spawn()
    assert engine.reap() == 1
    assert "Traceback" not in engine.output()
    problem = json.loads(engine.output())
    assert problem["code"] == "store.key-missing"
    assert "recovery-key use" in problem["remedy"]
    assert not home.key_file.exists(), "a new key must not take the place of a lost one"

    mistyped = written[:-1] + ("1" if written[-1] != "1" else "2")
    for wrong in (mistyped, "", keys.recovery_key(os.urandom(32))):
        status, said = command(home.root, "recovery-key", "use", stdin=f"{wrong}\n")
        assert (status, said["code"]) == (1, "store.key-wrong")
        assert not home.key_file.exists()

    sloppy = written.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert command(home.root, "recovery-key", "use", stdin=f"{sloppy}\n")[0] == 0
    _is_whole(engine)

    # the store as well: its backup opens with the same key
    for path in home.root.glob("store*"):
        path.unlink()
    with pytest.raises(KeyMissingError):
        open_store(home)
    assert command(home.root, "recovery-key", "use", stdin=f"{written}\n")[0] == 0
    _is_whole(engine, "store.restored")


def _is_whole(engine: EngineProcess, *news: str) -> None:
    try:
        engine.start()
        assert engine.notices() == list(news)
        assert [a["title"] for a in engine.articles()] == ["Polishing keptv1"]
        for backup in backups.listed(engine.home):
            backups.verify(backup.path, keys.load(engine.home))
    finally:
        engine.stop()


def test_another_homes_key_changes_nothing(engine: EngineProcess, tmp_path: Path) -> None:
    home = engine.home
    right = home.key_file.read_bytes()
    for wrong in (os.urandom(32).hex().encode(), b"not a key", b""):
        home.key_file.write_bytes(wrong)
        with pytest.raises((KeyWrongError, KeyMissingError)):
            open_store(home)
    # the whole identity of another home
    other = Home(tmp_path / "other")
    open_store(other).store.close()
    for name in ("store.key", "store.json", "store.json.copy"):
        shutil.copy(other.root / name, home.root / name)
    with pytest.raises(KeyWrongError):
        open_store(home)
    assert not home.damaged.exists()
    assert command(
        home.root, "recovery-key", "use", stdin=keys.recovery_key(bytes.fromhex(right.decode()))
    )[0] == 0  # fmt: skip
    _is_whole(engine)


def test_a_key_without_a_store_is_kept_for_its_backups(engine: EngineProcess) -> None:
    """Store and identity were deleted by mistake: a fresh start would lock the backups for ever."""
    home = engine.home
    key = keys.load(home)
    for path in home.root.glob("store.db*"):
        path.unlink()
    for path in home.root.glob("store.json*"):
        path.unlink()
    _is_whole(engine, "store.restored")
    assert keys.load(home) == key
