"""Starting the trainer: a process that is nobody's child; the key goes to its standard input."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from assistant.paths import Home
from training.runs.folder import Manifest, RunFolder

_ROOT = Path(__file__).resolve().parents[2]
_DETACHED: int = (
    getattr(subprocess, "DETACHED_PROCESS", 0)
    | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
    | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
)

Command = Callable[[int], list[str]]
"""The words that start a trainer of so many processes; home and run follow."""


class Trainer(Protocol):
    """A trainer that was started, as `subprocess.Popen` tells of it."""

    @property
    def pid(self) -> int: ...
    def poll(self) -> int | None: ...


Launch = Callable[[Home, RunFolder, bytes, int], Trainer]
"""What starts the trainer of a run: home, run, the key of its dataset, how many processes."""


def command(processes: int) -> list[str]:
    """The trainer's role of this program; several processes through torch's own launcher."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "train-run"]
    program = [str(_ROOT / "main.py"), "train-run"]
    return [sys.executable, *side_by_side(processes), *program]


def side_by_side(processes: int) -> list[str]:
    """What comes between Python and a program that so many processes run; nothing for one."""
    if processes == 1:
        return []
    # by number, as a machine's own name need not lead anywhere: they would wait for ever
    here = ["--standalone", "--local-addr=127.0.0.1", f"--nproc-per-node={processes}"]
    # else it leaves an empty folder of its own among the system's temporary files, each time
    return ["-m", "torch.distributed.run", *here, f"--log-dir={os.devnull}"]


def processes_of(manifest: Manifest, gpus: int) -> int:
    """How many processes a run is trained by, on a machine with so many graphics processors."""
    if getattr(sys, "frozen", False) or "processes" not in manifest.recipe:
        return 1
    return int(manifest.recipe["processes"]) or max(1, gpus)


def launch(
    home: Home, folder: RunFolder, key: bytes, processes: int, how: Command = command
) -> subprocess.Popen[bytes]:
    """Start the trainer of a run. It outlives this process.

    Raises:
        OSError: It cannot be started.
    """
    process = subprocess.Popen(  # noqa: S603  (the command is ours)
        [*how(processes), str(home.root), folder.id],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=None if getattr(sys, "frozen", False) else _ROOT,
        start_new_session=os.name == "posix",
        creationflags=_DETACHED,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    if process.stdin is not None:
        try:
            # one write, so that each of several readers finds a whole record
            process.stdin.write(b"%s\n" % key.hex().encode() * processes)
            process.stdin.close()
        except OSError:
            pass  # it has ended already, which its status tells
    return process
