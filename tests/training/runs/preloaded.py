"""Trainers forked from a process that has loaded torch, which takes most of a trainer's start.

What is forked then is the trainer as ever, of the recipe that the tests put in mood's place or of
the product's own.
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
    """As `launching.launch`; several processes, and systems that cannot fork, get the real one.

    Args:
        sensors: Python that makes this machine's sensors say something else.
    """
    if processes > 1 or not FORKS:
        return launching.launch(home, folder, key, processes, tiny_command)
    return _nursery().fork(
        home=str(home.root), run=folder.id, key=key.hex(), recipes=recipes.MODULES,
        sensors=sensors,
    )  # fmt: skip


def preload() -> None:
    """Load it now, where the first trainer would."""
    if FORKS:
        _nursery()


@cache
def _nursery() -> Nursery:
    # threads that were started before the fork would be missing after it
    return Nursery(__name__, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")


def load() -> None:
    """What every trainer loads, and what the tiny one learns with."""
    # the second comes with the first optimizer, and is dear
    for module in ("training.runs.loop", "torch._dynamo", "tests.training.runs.tiny_learner"):
        importlib.import_module(module)


def become(request: dict[str, Any]) -> int:
    """A trainer, in a process that was forked."""
    for_reading, for_writing = os.pipe()
    os.write(for_writing, request["key"].encode() + b"\n")
    os.close(for_writing)
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor, place in ((for_reading, 0), (nothing, 1), (nothing, 2)):
        os.dup2(descriptor, place)
    recipes.MODULES.update(request["recipes"])
    exec(request["sensors"], {"__name__": "sensors"})  # noqa: S102 - the tests' own
    return process.run(Path(request["home"]), request["run"])
