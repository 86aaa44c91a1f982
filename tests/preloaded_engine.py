"""Engines and commands, forked from a process that has only imported their modules.

The imports take most of the time of a start, and the suite starts hundreds of processes. The forked
process then runs the same `main.py`; tests of the start itself use a real one.
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
    """Start the engine of a home, as a client does; None if this system cannot fork."""
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
    """Start `main.py engine` on a home; it runs until it is stopped. Requires `FORKS`.

    Args:
        said: The file for its output.
    """
    words = ["engine", "--json", "--home", str(home.root)]
    return _nursery().fork(words=words, folder=str(PROJECT), said=str(said))


def run_forked(words: list[str], folder: Path, stdin: str) -> tuple[int, str, str]:
    """Run `main.py` with these arguments; returns exit status, output and errors. Requires `FORKS`.

    Args:
        folder: The working directory.
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
    """Id of the process from which engines are forked; None before the first fork."""
    return _nursery().pid if _nursery.cache_info().currsize else None


def forked(home: Home) -> list[int]:
    """Process ids of the engines that were forked for a home."""
    return _FORKED.get(home.root, [])


@cache
def _nursery() -> Nursery:
    """The nursery that is shared by all tests of this process."""
    return Nursery(__name__)


def load() -> None:
    """Import what every engine and every command imports."""
    for module in (
        "assistant.server", "assistant.cli.commands", "assistant.cli.failures",
        "assistant.client.api", "assistant.client.attach", "assistant.deployed", "gui.opening",
        "main",
    ):  # fmt: skip
        importlib.import_module(module)


def become(request: dict[str, Any]) -> int:
    """Run an engine or a command in the forked process."""
    from main import main

    os.chdir(request["folder"])
    # where a client that starts an engine looks for the error if it does not start
    said = request.get("said") or Path(request["logs"]) / f"start-{os.getpid()}.json"
    output = _opened(said)
    if "complained" in request:
        errors = _opened(request["complained"])
    else:
        errors = output if "said" in request else os.open(os.devnull, os.O_WRONLY)
    told = os.open(request.get("told", os.devnull), os.O_RDONLY)
    for descriptor, place in ((told, 0), (output, 1), (errors, 2)):
        os.dup2(descriptor, place)
    # new files, without anything buffered before the fork
    sys.stdin, sys.stdout, sys.stderr = (
        open(place, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
        for place, mode in enumerate("rww")
    )
    return main(request["words"])


def _opened(path: Path | str) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY_FILE)
