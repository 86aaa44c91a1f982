"""The command that starts a trainer of the tiny task; through torchrun for several processes."""

from __future__ import annotations

import functools
import subprocess
import sys
from pathlib import Path

from assistant.paths import Home
from training.runs import launching
from training.runs.folder import RunFolder

TRAINER = Path(__file__).with_name("tiny_trainer.py")
NAMELESS = ["unshare", "--map-root-user", "--uts", "sh", "-c", 'hostname nowhere && exec "$@"', "-"]
"""Prefix that runs a command with a host name that does not resolve."""


def tiny_command(processes: int) -> list[str]:
    python = [sys.executable, *launching.side_by_side(processes)]
    if processes > 1 and _can_be_nameless():
        python = [*NAMELESS, *python]
    return [*python, str(TRAINER)]


@functools.cache
def _can_be_nameless() -> bool:
    try:
        return subprocess.run([*NAMELESS, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def launch_tiny(home: Home, folder: RunFolder, key: bytes, processes: int) -> launching.Trainer:
    return launching.launch(home, folder, key, processes, tiny_command)
