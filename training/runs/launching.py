"""Starts the trainer as a detached process; the dataset's key goes to its standard input."""

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
"""Returns the command line for a given number of processes, without the home and run id."""


class Trainer(Protocol):
    """A trainer that was started: the part of `subprocess.Popen` that is used."""

    @property
    def pid(self) -> int: ...
    def poll(self) -> int | None: ...


Launch = Callable[[Home, RunFolder, bytes, int], Trainer]
"""Starts the trainer of a run, given home, run, the key of its dataset, number of processes."""


def command(processes: int) -> list[str]:
    """The command that runs this program as trainer; through torchrun for several processes."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "train-run"]
    program = [str(_ROOT / "main.py"), "train-run"]
    return [sys.executable, *side_by_side(processes), *program]


def side_by_side(processes: int) -> list[str]:
    """The arguments between Python and a program to run it in several processes; none for one."""
    if processes == 1:
        return []
    # an address, as the host name may not resolve: the processes would wait for ever
    here = ["--standalone", "--local-addr=127.0.0.1", f"--nproc-per-node={processes}"]
    # otherwise each start leaves an empty log folder among the system's temporary files
    return ["-m", "torch.distributed.run", *here, f"--log-dir={os.devnull}"]


def processes_of(manifest: Manifest, gpus: int) -> int:
    """The number of processes to train a run with, on a machine with this many GPUs."""
    if getattr(sys, "frozen", False) or "processes" not in manifest.recipe:
        return 1
    return int(manifest.recipe["processes"]) or max(1, gpus)


def launch(
    home: Home, folder: RunFolder, key: bytes, processes: int, how: Command = command
) -> subprocess.Popen[bytes]:
    """Start the trainer of a run, in a process that outlives this one.

    Raises:
        OSError: The process cannot be started.
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
            # a single write, so that each of several readers gets a whole record
            process.stdin.write(b"%s\n" % key.hex().encode() * processes)
            process.stdin.close()
        except OSError:
            pass  # it has ended already, as its status will show
    return process
