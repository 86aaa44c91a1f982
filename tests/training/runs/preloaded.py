"""Trainers forked from a process that has imported torch, which takes most of a trainer's start.

The forked process is a normal trainer, of the tiny recipe that replaces mood or of a real one.
"""

from __future__ import annotations

import importlib
import os
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from assistant.paths import Home
from tests.nursery import FORKS, Forked, Nursery
from tests.training.runs.tiny_command import tiny_command
from training import recipes
from training.runs import launching, process
from training.runs.folder import RunFolder

Started = Forked | subprocess.Popen[bytes]


def launch_preloaded(
    home: Home, folder: RunFolder, key: bytes, processes: int, *, sensors: str = ""
) -> Started:
    """As `launching.launch`, which is called itself for several processes or without fork.

    Args:
        sensors: Python code that replaces the machine's sensors.
    """
    if processes > 1 or not FORKS:
        return launching.launch(home, folder, key, processes, tiny_command)
    return _nursery().fork(
        home=str(home.root), run=folder.id, key=key.hex(), recipes=recipes.MODULES,
        sensors=sensors,
    )  # fmt: skip


def preload() -> None:
    """Import everything now instead of with the first trainer."""
    if FORKS:
        _nursery()


@cache
def _nursery() -> Nursery:
    # one thread each: threads started before the fork would not exist after it
    return Nursery(__name__, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")


def load() -> None:
    """Import what every trainer imports, and the tiny learner."""
    # torch imports its slow `_dynamo` with the first optimizer
    for module in ("training.runs.loop", "torch._dynamo", "tests.training.runs.tiny_learner"):
        importlib.import_module(module)


def become(request: dict[str, Any]) -> int:
    """Run a trainer in the forked process."""
    for_reading, for_writing = os.pipe()
    os.write(for_writing, request["key"].encode() + b"\n")
    os.close(for_writing)
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor, place in ((for_reading, 0), (nothing, 1), (nothing, 2)):
        os.dup2(descriptor, place)
    recipes.MODULES.update(request["recipes"])
    exec(request["sensors"], {"__name__": "sensors"})  # noqa: S102 - the tests' own
    return process.run(Path(request["home"]), request["run"])
