"""Measures how fast this machine trains, in a child process, as the engine does not load torch.

The request goes to its standard input and the answer comes from its standard output, one line of
JSON each; nothing is written to the disk.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from assistant.errors import MachineError

_ROOT: Final = Path(__file__).resolve().parents[2]
_LONGEST_S: Final = 300.0
_KNOWN: dict[str, dict[str, Any]] = {}
_MOST_WAITING: Final = 4


class ProbeError(MachineError):
    """Training could not be tried out"""

    code = "training.probe"


def run_probe(asked: dict[str, Any], *, known_by: str) -> dict[str, Any]:
    """Run the probe process (`training.cli.train_probe`) and return what it measured.

    Args:
        asked: The request; its `kind` is that of the recipe.
        known_by: Cache key: a later call with the same key gets the first answer.

    Raises:
        ProbeError: The process ended without an answer, or too many newer calls were waiting.
    """
    if known_by not in _KNOWN:
        with _LOCK.take():
            if known_by not in _KNOWN:
                _KNOWN[known_by] = _run(asked)
    return _KNOWN[known_by]


class NewestFirstLock:
    """A last-in-first-out lock with a bounded queue.

    Only one probe runs at a time, as two would distort each other's measurements. The newest waiter
    goes first. If more than `most` wait, the oldest is refused: its caller has most likely asked
    again since, and would only block a thread of the engine.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._change = threading.Condition()
        self._waiting: list[object] = []
        self._taken = False

    @contextmanager
    def take(self) -> Iterator[None]:
        """Hold the lock for the length of a block, waiting for it first.

        Raises:
            ProbeError: `most` newer callers came while this one waited.
        """
        ticket = object()
        with self._change:
            self._waiting.append(ticket)
            del self._waiting[: -self._most]
            self._change.notify_all()
            self._change.wait_for(lambda: self._is_next(ticket) or ticket not in self._waiting)
            if ticket not in self._waiting:
                raise _superseded()
            self._waiting.remove(ticket)
            self._taken = True
        try:
            yield
        finally:
            with self._change:
                self._taken = False
                self._change.notify_all()

    def _is_next(self, ticket: object) -> bool:
        return not self._taken and bool(self._waiting) and self._waiting[-1] is ticket


_LOCK: Final = NewestFirstLock(_MOST_WAITING)


def _superseded() -> ProbeError:
    return ProbeError(
        expected="some steps of training, to tell how long it will take",
        found="that another estimate was asked for since",
        remedy="Ask again",
    )


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "train-probe"]
    return [sys.executable, str(_ROOT / "main.py"), "train-probe"]


def _run(asked: dict[str, Any]) -> dict[str, Any]:
    try:
        said = subprocess.run(  # noqa: S603  (the command is ours)
            _command(), input=json.dumps(asked), capture_output=True, text=True, check=True,
            timeout=_LONGEST_S, cwd=None if getattr(sys, "frozen", False) else _ROOT,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        ).stdout  # fmt: skip
        return dict(json.loads(said.splitlines()[-1]))
    except (OSError, subprocess.SubprocessError, ValueError, IndexError, TypeError) as error:
        raise ProbeError(
            expected="some steps of training, to tell how long it will take",
            found=f"that they could not be taken ({type(error).__name__})",
            remedy="Close other programs, or choose a smaller model, and ask again",
        ) from error
