"""Engines and commands, forked from a process that has loaded their modules and nothing else.

To load them takes most of a start, and the suite starts hundreds. What is forked then runs the
same `main.py` as ever; the tests of starting use the real start.
"""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any

from assistant import engine_file
from assistant.paths import OWNER_ONLY_FILE, OWNER_ONLY_FOLDER, Home
from tests.nursery import FORKS, PROJECT, Forked, Nursery

_FORKED: dict[Path, list[int]] = {}
_START_S = 60.0
_COMMAND_S = 300.0


def spawn_preloaded(home: Home) -> Forked | None:
    """Start the engine of a home, as a client does; None where this system cannot fork."""
    if not FORKS:
        return None
    home.create()
    home.logs.mkdir(exist_ok=True, mode=OWNER_ONLY_FOLDER)
    root = home.root.resolve()
    started = _nursery().fork(
        words=["engine", "--while-used", "--home", str(root), "--json"],
        folder=str(root), logs=str(home.logs),
    )  # fmt: skip
    _FORKED.setdefault(home.root, []).append(started.pid)
    return started


def fork_engine(home: Home, said: Path) -> Forked:
    """Start `main.py engine` on a home, which ends only when it is told to; only where `FORKS`.

    Args:
        said: The file that gets what it prints.
    """
    words = ["engine", "--json", "--home", str(home.root)]
    return _nursery().fork(words=words, folder=str(PROJECT), said=str(said))


def run_forked(words: list[str], folder: Path, stdin: str) -> tuple[int, str, str]:
    """Run `main.py` with these words, only where `FORKS`; its status, output and errors.

    Args:
        folder: What it works in.
    """
    with tempfile.TemporaryDirectory(prefix="replydesk-tests-") as place:
        files = {name: Path(place, name) for name in ("told", "said", "complained")}
        files["told"].write_text(stdin, "utf-8")
        paths = {name: str(path) for name, path in files.items()}
        status = _nursery().fork(words=words, folder=str(folder), **paths).wait(_COMMAND_S)
        said, complained = (files[name].read_text("utf-8") for name in ("said", "complained"))
    return status, said, complained


def await_engine(home: Home, started: Forked) -> None:
    """Wait until an engine that was started can be reached."""
    end = time.monotonic() + _START_S
    while engine_file.read(home) is None:
        assert started.poll() is None, f"the engine ended; see {home.logs}"
        assert time.monotonic() < end, "the engine does not start"
        time.sleep(0.01)


def pid() -> int | None:
    """Process id of what engines are forked from; None before the first."""
    return _nursery().pid if _nursery.cache_info().currsize else None


def forked(home: Home) -> list[int]:
    """Process ids of the engines that were forked for a home."""
    return _FORKED.get(home.root, [])


@cache
def _nursery() -> Nursery:
    """One for all of this process's tests."""
    return Nursery(__name__)


def load() -> None:
    """What every engine loads, and what every command does."""
    for module in (
        "assistant.server", "assistant.cli.commands", "assistant.cli.failures",
        "assistant.client.api", "assistant.client.attach", "assistant.deployed", "gui.opening",
        "main",
    ):  # fmt: skip
        importlib.import_module(module)


def become(request: dict[str, Any]) -> int:
    """An engine or a command, in a process that was forked."""
    from main import main

    os.chdir(request["folder"])
    # an engine that a client starts says why it did not where that client looks
    said = request.get("said") or Path(request["logs"]) / f"start-{os.getpid()}.json"
    output = _opened(said)
    if "complained" in request:
        errors = _opened(request["complained"])
    else:
        errors = output if "said" in request else os.open(os.devnull, os.O_WRONLY)
    told = os.open(request.get("told", os.devnull), os.O_RDONLY)
    for descriptor, place in ((told, 0), (output, 1), (errors, 2)):
        os.dup2(descriptor, place)
    # nothing of what was buffered before the fork
    sys.stdin, sys.stdout, sys.stderr = (
        open(place, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
        for place, mode in enumerate("rww")
    )
    return main(request["words"])


def _opened(path: Path | str) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY_FILE)
