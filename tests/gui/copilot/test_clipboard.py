"""The clipboard copilot on a real X server, with xclip and xsel as the other programs."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import psutil
import pytest

from assistant.paths import Home

_SCRIPT = Path(__file__).with_name("under_x.py")
_PROJECT = Path(__file__).resolve().parents[3]
_MISSING = [name for name in ("Xvfb", "xclip", "xsel") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(_MISSING), reason=f"not installed: {', '.join(_MISSING)}")
QUESTION = "My refund has not arrived, when do I get my money back?"


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """The name of a new X server."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


class Running:
    """The window's process, its lines, and the other programs on its display."""

    def __init__(self, home: Home, display: str) -> None:
        self.home = home
        self.environment = {
            name: value for name, value in os.environ.items()
            if name not in ("WAYLAND_DISPLAY", "XDG_SESSION_TYPE")
        } | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(_PROJECT)}  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, str(_SCRIPT), str(home.root), "600"], text=True, cwd=_PROJECT,
            stdout=subprocess.PIPE, env=self.environment,
        )  # fmt: skip
        self.lines: Queue[dict[str, Any]] = Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        self.owners: list[subprocess.Popen[str]] = []

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(json.loads(line))

    def hear(self, event: str, timeout: float = 60.0) -> dict[str, Any]:
        """The next line of an event; others before it are passed over."""
        told = self.heard(event, timeout)
        assert told is not None, f"waited {timeout:g} s in vain for: {event}"
        return told

    def heard(self, event: str, timeout: float) -> dict[str, Any] | None:
        """The same, or None."""
        end = time.monotonic() + timeout
        while (left := end - time.monotonic()) > 0:
            try:
                told = self.lines.get(timeout=left)
            except Empty:
                break
            if told["event"] == event:
                return told
        return None

    def copy(self, text: str, program: str = "xclip") -> subprocess.Popen[str]:
        """Copy a text, as another program does; what xclip copied before is gone on return."""
        command = {"xclip": ["xclip", "-sel", "c", "-quiet"], "xsel": ["xsel", "-bi", "-n"]}
        owner = subprocess.Popen(
            command[program], text=True, stdin=subprocess.PIPE, env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert owner.stdin is not None
        owner.stdin.write(text)
        owner.stdin.close()
        if self.owners:
            self.owners[-1].wait(60)  # it ends when the clipboard is another's
        self.owners.append(owner)
        return owner

    def pasted(self) -> str:
        """What another program gets out of the clipboard."""
        return subprocess.run(
            ["xclip", "-o", "-sel", "c"], text=True, env=self.environment, check=False,
            capture_output=True, timeout=60,
        ).stdout  # fmt: skip

    def order(self, what: str, answer: str = "") -> dict[str, Any]:
        """Let the window's process do something; returns what it says then."""
        order = self.home.root / "order-new"
        order.write_text(what)
        order.rename(order.with_name("order"))
        return self.hear(answer or what)

    def children(self) -> list[psutil.Process]:
        """Those that watch the clipboard."""
        found = []
        for one in psutil.Process(self.process.pid).children():
            with suppress(psutil.NoSuchProcess):  # it ends, or has ended
                if one.status() != psutil.STATUS_ZOMBIE and "watch-clipboard" in one.cmdline():
                    found.append(one)
        return found

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(60)
        self._reader.join(60)
        assert self.process.stdout is not None
        self.process.stdout.close()


def until(condition: Callable[[], object]) -> None:
    """Wait for something that is about to happen."""
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.1)


@pytest.fixture
def running(demo_home: Home, display: str) -> Iterator[Running]:
    made = Running(demo_home, display)
    try:
        made.hear("ready")
        yield made
    finally:
        made.stop()
        for owner in made.owners:
            owner.send_signal(signal.SIGCONT)
            owner.kill()
            owner.wait()


@pytest.mark.parametrize("program", ["xclip", "xsel"])
def test_the_same_text_copied_twice_brings_suggestions(running: Running, program: str) -> None:
    heard = None
    while heard is None:  # a busy machine may need more than the second that is given
        running.copy(QUESTION, program)
        time.sleep(0.4)
        running.copy(QUESTION, program)
        heard = running.heard("twice", 5)
        assert heard or len(running.owners) < 20
    assert heard["text"] == QUESTION
    assert any("refund" in text for text in running.hear("cards")["texts"])
    assert running.pasted() == QUESTION  # their copy is untouched


def test_once_or_too_late_or_another_text_brings_nothing(running: Running) -> None:
    for pause in (2.5, 5, 10, 20):  # a busy machine may notice the first one late
        running.copy("once")
        time.sleep(pause)
        running.copy("once")
        time.sleep(0.4)
        running.copy("another")
        if running.heard("twice", 1.5) is None:
            break
    else:
        pytest.fail("it was taken for copied twice")
    assert running.pasted() == "another"


def test_our_own_copies_are_ignored(running: Running) -> None:
    running.order("copy", "copied ourselves")
    time.sleep(1.0)
    every = []
    while not running.lines.empty():
        every.append(running.lines.get()["event"])
    assert "cards" not in every


def test_a_program_that_does_not_answer_does_not_stop_the_window(running: Running) -> None:
    owner = running.copy("slow")
    until(lambda: running.pasted() == "slow")
    owner.send_signal(signal.SIGSTOP)
    stood_still: list[int] = []
    while not stood_still or (stood_still[-1] >= 4_500 and len(stood_still) < 3):
        running.order("beat")
        running.order("ask")
        time.sleep(2)  # who asks it waits five seconds, each time
        stood_still.append(running.order("beat")["worst"])
    assert stood_still[-1] < 4_500, stood_still


def test_the_watching_process_comes_back_and_goes_with_the_window(running: Running) -> None:
    until(running.children)
    (watching,) = running.children()
    watching.kill()
    until(lambda: [one for one in running.children() if one.pid != watching.pid])
    now = running.children()
    running.process.kill()
    running.process.wait()
    _, alive = psutil.wait_procs(now, timeout=60)
    assert not alive
