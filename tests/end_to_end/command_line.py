"""The real program as a child process."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from assistant import engine_file
from assistant.paths import Home
from tests.nursery import FORKS
from tests.preloaded_engine import await_engine, run_forked, spawn_preloaded

PROJECT = Path(__file__).resolve().parents[2]
_NO_DISPLAY = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
# a developer's own keyring and display stay out of it
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in _NO_DISPLAY} | {
    "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"
}


@dataclass(frozen=True)
class Said:
    """How a command ended and what it said."""

    status: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class CommandLine:
    """`main.py` on one home.

    Args:
        forked: Fork its commands, where that can be, from a process that has them loaded.
    """

    home: Path
    forked: bool = False

    def command(self, *arguments: object) -> list[str]:
        return [
            sys.executable,
            str(PROJECT / "main.py"),
            *map(str, arguments),
            "--home",
            str(self.home),
        ]

    def __call__(self, *arguments: object, stdin: str = "", status: int | None = 0) -> Said:
        said = self._run(arguments, stdin)
        assert "Traceback" not in said.err + said.out, said.err + said.out
        if status is not None:
            assert said.status == status, said.out + said.err
        return said

    def _run(self, arguments: tuple[object, ...], stdin: str) -> Said:
        command = self.command(*arguments)
        if self.forked and FORKS:
            return Said(*run_forked(command[2:], self.home.parent, stdin))
        done = subprocess.run(
            command, input=stdin, env=ENVIRONMENT, cwd=self.home.parent,
            capture_output=True, text=True, encoding="utf-8", check=False, timeout=300,
        )  # fmt: skip
        return Said(done.returncode, done.stdout, done.stderr)

    def json(self, *arguments: object, stdin: str = "", status: int = 0) -> Any:
        said = self(*arguments, "--json", stdin=stdin, status=status)
        assert not said.err, said.err
        return said.value

    def popen(self, *arguments: object) -> subprocess.Popen[str]:
        """A command that can be interrupted, also where the tests run in a shell's background."""
        ignored = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            return subprocess.Popen(
                self.command(*arguments), env=ENVIRONMENT, cwd=self.home.parent, text=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            )  # fmt: skip
        finally:
            signal.signal(signal.SIGINT, ignored)

    def start_engine(self) -> None:
        """Have an engine running: forked, where that can be, as its start takes so long."""
        started = spawn_preloaded(Home(self.home))
        if started is None:
            self("engine", "start")
        else:
            await_engine(Home(self.home), started)

    def stop_engine(self) -> None:
        """End the engine, if one runs, and wait until it has left the home."""
        home = Home(self.home)
        until = time.monotonic() + 60
        # one that still starts has the lock, and will tell its address
        while (running := engine_file.read(home)) is None:
            if not engine_file.is_owned(home):
                return
            assert time.monotonic() < until, "the engine does not start"
            time.sleep(0.02)
        asking = {"Authorization": f"Bearer {running.token}"}
        address = urlsplit(running.origin)
        connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=60)
        with contextlib.closing(connection):
            connection.request("POST", f"{urlsplit(running.url).path}/shutdown", headers=asking)
            connection.getresponse().read()
        while engine_file.is_owned(home):
            assert time.monotonic() < until, "the engine does not end"
            time.sleep(0.02)

    def kill_engine(self) -> int:
        """End the engine as a power cut would, and wait until it is gone; its process id."""
        home = Home(self.home)
        pid = int(json.loads(home.engine.read_text("utf-8"))["pid"])
        os.kill(pid, signal.SIGKILL)
        until = time.monotonic() + 60
        while engine_file.is_owned(home):
            assert time.monotonic() < until, "the engine does not end"
            time.sleep(0.02)
        return pid
