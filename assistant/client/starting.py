"""Starts an engine's process without blocking, and tells why one exited."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from assistant import engine_file
from assistant.client.attach import other_version, problem_of_start, spawn
from assistant.contracts import ProblemDetails
from assistant.contracts.version import API_VERSION
from assistant.errors import CodedError, EngineRunningError, EngineUnreachableError
from assistant.paths import OWNER_ONLY_FOLDER, Home, unwritable
from assistant.problem_details import problem_of


def start(home: Home) -> Spawned | NotStarted:
    """Start a home's engine; if that fails, `ended` of the result gives the reason."""
    running = engine_file.read(home)
    if running is not None and running.api != API_VERSION:
        return NotStarted(problem_of(other_version(running)))
    try:
        home.create()
        home.logs.mkdir(exist_ok=True, mode=OWNER_ONLY_FOLDER)
        return Spawned(home, home.logs / f"start-{os.getpid()}.json")
    except CodedError as error:
        return NotStarted(problem_of(error))
    except OSError as error:
        return NotStarted(problem_of(unwritable(home.root, error)))


class NotStarted:
    """An engine's process that could not be started."""

    def __init__(self, problem: ProblemDetails) -> None:
        self._problem = problem

    def ended(self) -> ProblemDetails:
        """Return why it could not be started."""
        return self._problem

    def release(self) -> None:
        """Do nothing: there is no process."""


class Spawned:
    """An engine's process that is starting."""

    def __init__(self, home: Home, said: Path) -> None:
        self._home = home
        self._said = said
        self._process = spawn(home, said)

    def ended(self) -> ProblemDetails | None:
        """Return why it exited; None while it runs, or if it exited in favour of another engine."""
        status = self._process.poll()
        if status is None:
            return None
        problem = problem_of_start(self._said)
        if problem is not None and problem.code == EngineRunningError.code:
            return self._again()
        if problem is not None:
            return problem
        return problem_of(
            EngineUnreachableError(
                expected="an engine that starts",
                found=f"its end with status {status}",
                remedy="See what is wrong with: replydesk doctor",
            )
        )

    def _again(self) -> ProblemDetails | None:
        """Start it again if the engine that held the home has exited meanwhile."""
        try:
            if not engine_file.is_owned(self._home):
                self._process = spawn(self._home, self._said)
        except OSError as error:
            return problem_of(unwritable(self._home.root, error))
        return None

    def release(self) -> None:
        """Detach from the process once the engine serves, as it outlives this one."""
        if self._process.poll() is None:
            self._process.returncode = 0
        with contextlib.suppress(OSError):  # Windows keeps a file that the engine holds open
            self._said.unlink(missing_ok=True)
