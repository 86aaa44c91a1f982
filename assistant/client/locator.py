"""Finds and starts the engine of a home without waiting: for a window, which must not."""

from __future__ import annotations

import contextlib
import os
import subprocess
from pathlib import Path

from assistant import engine_file
from assistant.client.attach import problem_of_start, spawn
from assistant.contracts import ProblemDetails
from assistant.errors import CodedError, EngineRunningError, EngineUnreachableError
from assistant.paths import OWNER_ONLY_FOLDER, Home, unwritable
from assistant.told import problem_of


class HomeLocator:
    """The engine of one home."""

    def __init__(self, home: Home) -> None:
        self.home = home

    def find(self) -> tuple[str, str] | None:
        """Origin and token of the running engine, if one runs."""
        running = engine_file.read(self.home)
        return (running.origin, running.token) if running is not None else None

    def start(self) -> Spawned | NotStarted:
        """Start the engine's process; where that is impossible, its `ended` says why."""
        try:
            self.home.create()
            self.home.logs.mkdir(exist_ok=True, mode=OWNER_ONLY_FOLDER)
            said = self.home.logs / f"start-{os.getpid()}.json"
            return Spawned(spawn(self.home, said), said)
        except CodedError as error:
            return NotStarted(problem_of(error))
        except OSError as error:
            return NotStarted(problem_of(unwritable(self.home.root, error)))


class NotStarted:
    """An engine's process that could not be started."""

    def __init__(self, problem: ProblemDetails) -> None:
        self._problem = problem

    def ended(self) -> ProblemDetails:
        """Why."""
        return self._problem

    def release(self) -> None:
        """There is nothing to let go of."""


class Spawned:
    """An engine's process on its way up."""

    def __init__(self, process: subprocess.Popen[bytes], said: Path) -> None:
        self._process = process
        self._said = said

    def ended(self) -> ProblemDetails | None:
        """Why it ended; None while it lives, or when it gave way to another engine."""
        status = self._process.poll()
        if status is None:
            return None
        problem = problem_of_start(self._said)
        if problem is not None and problem.code == EngineRunningError.code:
            return None
        if problem is not None:
            return problem
        return problem_of(
            EngineUnreachableError(
                expected="an engine that starts",
                found=f"its end with status {status}",
                remedy="See what is wrong with: replydesk doctor",
            )
        )

    def release(self) -> None:
        """The engine serves: it lives on without us, and its end is not ours to wait for."""
        if self._process.poll() is None:
            self._process.returncode = 0
        with contextlib.suppress(OSError):  # Windows keeps a file that the engine holds open
            self._said.unlink(missing_ok=True)
