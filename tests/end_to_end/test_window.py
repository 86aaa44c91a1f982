"""The window and the engine as people run them, through a day and through what may go wrong."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.command_line import ENVIRONMENT, PROJECT, CommandLine

DRIVER = Path(__file__).with_name("driven_window.py")
SMALL_DISK = 64 << 20


@dataclass
class Program:
    """The program with its window on one home; `platform` is Qt's."""

    home: Path
    output: Path
    platform: str = "offscreen"

    def command(self, scenario: str, *given: object, program: tuple[str, ...] = ()) -> list[str]:
        words = program or ("--home", str(self.home))
        wrapped = ["xvfb-run", "-a"] if self.platform == "xcb" else []
        driver = [sys.executable, str(DRIVER), scenario, str(self.output), *map(str, given)]
        return [*wrapped, *driver, "--", *words]

    def start(self, scenario: str, *given: object, **more: Any) -> subprocess.Popen[bytes]:
        self.home.mkdir(exist_ok=True, mode=0o700)
        (self.home / "window.json").write_text('{"welcomed": true, "tray": false}')
        environment = ENVIRONMENT | {"QT_QPA_PLATFORM": self.platform, "LANGUAGE": "en"}
        return subprocess.Popen(
            self.command(scenario, *given, **more), env=environment, cwd=self.home.parent,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def found(self, process: subprocess.Popen[bytes], status: int = 0) -> Any:
        """What the scenario found out, after the program has ended."""
        try:
            out, err = process.communicate(timeout=300)
        finally:
            process.kill()
        assert process.returncode == status, (process.returncode, err.decode())
        assert b"Traceback" not in out + err, err.decode()
        said = json.loads(self.output.read_text("utf-8"))
        self.output.unlink()
        assert "error" not in said, said["error"]
        return said["found"]

    def start_engine(self) -> None:
        """Have its engine running before the window comes."""
        CommandLine(self.home).start_engine()

    def run(self, scenario: str, *given: object, **more: Any) -> Any:
        return self.found(self.start(scenario, *given, **more))


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program on a new home; its engine is stopped after."""
    yield Program(tmp_path / "home", tmp_path / "said.json")
    CommandLine(tmp_path / "home").stop_engine()


@pytest.mark.parametrize("platform", ["offscreen", "xcb"])
def test_a_day_with_customers(program: Program, faq: Path, platform: str) -> None:
    if platform == "xcb" and shutil.which("xvfb-run") is None:
        pytest.skip("Xvfb is not here")
    program.platform = platform
    today = program.run("day", faq)
    assert today["reply"].endswith(" Best wishes")
    assert "tracking link" in today["reply"]
    assert today["copied"] == today["reply"]
    assert today["said"] == ["Maria: Where is my parcel?", today["reply"]]
    tomorrow = program.run("find_again", "parcel")
    assert tomorrow == {"status": "solved", "said": today["said"]}


def test_a_killed_engine_costs_nothing_that_was_typed(program: Program) -> None:
    program.start_engine()
    found = program.run("engine_dies_while_typing", program.home)
    assert found == {"typed": "Half of a reply"}
    assert program.run("draft") == found


def test_a_killed_window_costs_nothing_that_was_typed(program: Program) -> None:
    program.start_engine()
    process = program.start("window_dies_while_typing")
    process.communicate(timeout=300)
    assert process.returncode == -signal.SIGKILL
    assert program.run("draft") == {"typed": "Half of a reply"}


def test_a_second_start_raises_the_first(program: Program, tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    program.start_engine()
    first = program.start("wait_to_be_raised", ready)
    end = time.monotonic() + 60
    while not ready.exists():
        assert first.poll() is None, first.communicate()
        assert time.monotonic() < end, "the first window does not open"
        time.sleep(0.05)
    second = subprocess.run(
        [sys.executable, str(PROJECT / "main.py"), "--home", str(program.home)],
        env=ENVIRONMENT | {"QT_QPA_PLATFORM": "offscreen"}, timeout=60, check=False,
        capture_output=True,
    )  # fmt: skip
    assert (second.returncode, second.stdout, second.stderr) == (0, b"", b"")
    assert program.found(first) == {"raised": 1}


def test_a_wrong_server_address_says_what_to_do(program: Program) -> None:
    words = ("--server", "http://127.0.0.1:9", "--token", "x", "--home", str(program.home))
    found = program.run("never_attached", program=words)
    assert found["code"] == "engine.unreachable"
    assert "Settings" in found["remedy"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root can mount a small file system")
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", str(place)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("no file system may be mounted here")
    yield place
    CommandLine(place / "home").stop_engine()
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_full_disk_is_told_and_what_was_typed_is_kept(small_disk: Path, tmp_path: Path) -> None:
    program = Program(small_disk / "home", tmp_path / "said.json")
    program.start_engine()
    found = program.run("disk_is_full", small_disk / "ballast")
    assert found["same"]
    assert "store.full" in found["codes"]
    assert len(program.run("draft")["typed"]) == found["length"]
