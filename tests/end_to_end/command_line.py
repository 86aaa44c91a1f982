"""The real program as a child process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
# a developer's own keyring stays out of it
ENVIRONMENT = os.environ | {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}


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
    """`main.py` on one home."""

    home: Path

    def command(self, *arguments: object) -> list[str]:
        return [
            sys.executable,
            str(PROJECT / "main.py"),
            *map(str, arguments),
            "--home",
            str(self.home),
        ]

    def __call__(self, *arguments: object, stdin: str = "", status: int | None = 0) -> Said:
        done = subprocess.run(
            self.command(*arguments), input=stdin, env=ENVIRONMENT, cwd=self.home.parent,
            capture_output=True, text=True, encoding="utf-8", check=False, timeout=300,
        )  # fmt: skip
        assert "Traceback" not in done.stderr + done.stdout, done.stderr + done.stdout
        if status is not None:
            assert done.returncode == status, done.stdout + done.stderr
        return Said(done.returncode, done.stdout, done.stderr)

    def json(self, *arguments: object, stdin: str = "", status: int = 0) -> Any:
        said = self(*arguments, "--json", stdin=stdin, status=status)
        assert not said.err, said.err
        return said.value

    def popen(self, *arguments: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(*arguments), env=ENVIRONMENT, cwd=self.home.parent, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def stop_engine(self) -> None:
        if (self.home / "engine.json").exists():
            self("engine", "stop", "--json", status=None)

    def kill_engine(self) -> int:
        """End the engine as a power cut would; returns its process id."""
        pid = int(json.loads((self.home / "engine.json").read_text("utf-8"))["pid"])
        os.kill(pid, signal.SIGKILL)
        return pid
