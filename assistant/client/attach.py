"""Finds the engine of a home, or starts one and waits until it answers."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from assistant import engine_file
from assistant.client.problems import to_error
from assistant.contracts import API_VERSION, Health, ProblemDetails
from assistant.errors import CodedError, EngineRunningError, EngineUnreachableError
from assistant.paths import OWNER_ONLY_FILE, OWNER_ONLY_FOLDER, Home

if TYPE_CHECKING:
    from assistant.client.transport import Transport

START_TIMEOUT = 180.0
"""Seconds to wait for an engine that is alive but does not answer yet: it may be checking,
backing up or migrating a large store."""
OTHERS_TIMEOUT = 30.0
"""Seconds to wait for another process's engine that holds the home but does not answer."""
_POLL_S = 0.02
_RETRY_S = 0.3
_MAIN = Path(__file__).resolve().parents[2] / "main.py"

Waiting = Callable[[float], None]
"""Called while waiting, with the seconds waited so far."""


def attach(home: Home) -> tuple[Transport, Health] | None:
    """Connect to the running engine of a home; return None if none is running.

    Raises:
        EngineUnreachableError: The engine does not answer, or has another API version.
    """
    running = engine_file.read(home)
    if running is None:
        return None
    if running.api != API_VERSION:
        raise other_version(running)
    from assistant.client.transport import Transport  # the window starts engines without it

    transport = Transport(running.origin, running.token)
    try:
        health = Health.model_validate_json(transport.call("GET", "/health"))
    except EngineUnreachableError as error:
        transport.close()
        if isinstance(error.__cause__, ConnectionError):
            return None  # it is just exiting, or a new one has not published its address yet
        raise
    except BaseException:
        transport.close()
        raise
    return transport, health


def other_version(running: engine_file.Running) -> EngineUnreachableError:
    """Return the error for an engine with another API version."""
    return EngineUnreachableError(
        expected=f"an engine that speaks {API_VERSION}",
        found=f"one of Replydesk {running.version}, which speaks {running.api}",
        remedy="Stop it with that version: replydesk engine stop",
    )


def start(home: Home, *, waiting: Waiting | None = None) -> tuple[Transport, Health]:
    """Start the engine of a home and connect to it, or to one that another process starts first.

    Args:
        home: The home; created if it does not exist.
        waiting: Called about fifty times a second while the engine starts.

    Raises:
        CodedError: The reason why the engine could not start, with its own code.
        EngineUnreachableError: It exited without a reason, or does not answer in time.
        EngineRunningError: Another engine holds the home and does not answer.
    """
    home.create()
    home.logs.mkdir(exist_ok=True, mode=OWNER_ONLY_FOLDER)
    said = home.logs / f"start-{os.getpid()}.json"
    started = time.monotonic()
    try:
        while time.monotonic() - started < OTHERS_TIMEOUT:
            process = spawn(home, said)
            found = _until_it_answers(home, process, said, waiting)
            if found is not None:
                return found
            # another engine was first: it will answer, or exit and release the home
            time.sleep(_RETRY_S)
            found = attach(home)
            if found is not None:
                return found
    finally:
        _remove_quietly(said)
    raise EngineRunningError(
        expected="the engine that owns this home to answer",
        found="one that holds its lock and is silent",
        remedy="Wait a moment and try again; if it stays so, end that process",
    )


def command() -> list[str]:
    """Return the command that starts this program in another role.

    A frozen (installed) program has no separate interpreter.
    """
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, str(_MAIN)]


def spawn(home: Home, said: Path) -> subprocess.Popen[bytes]:
    """Start an engine that exits when no client uses it; it writes startup errors to `said`."""
    descriptor = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY_FILE)
    with os.fdopen(descriptor, "wb") as output:
        return subprocess.Popen(  # noqa: S603 - our own program
            [*command(), "engine", "--while-used", "--home", str(home.root.resolve()), "--json"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            cwd=home.root,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0)
            | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )


def _until_it_answers(
    home: Home, process: subprocess.Popen[bytes], said: Path, waiting: Waiting | None
) -> tuple[Transport, Health] | None:
    """Wait for the new engine and connect; return None if it exited in favour of another one."""
    started = time.monotonic()
    while (waited := time.monotonic() - started) < START_TIMEOUT:
        status = process.poll()
        found = attach(home) if home.engine.exists() else None
        if found is not None:
            if status is None:
                process.returncode = 0  # avoids a ResourceWarning: the engine outlives this process
            return found
        if status is not None:
            problem = problem_of_start(said)
            if problem is not None and problem.code == EngineRunningError.code:
                return None
            raise _why_it_died(problem, status)
        if waiting is not None:
            waiting(waited)
        time.sleep(_POLL_S)
    raise EngineUnreachableError(
        expected=f"an engine that answers within {START_TIMEOUT:g} s",
        found="one that runs and does not answer",
        remedy=f"See the log in {home.logs}, then end that process",
    )


def _why_it_died(problem: ProblemDetails | None, status: int) -> CodedError:
    if problem is not None:
        return to_error(problem)
    return EngineUnreachableError(
        expected="an engine that starts",
        found=f"its end with status {status}",
        remedy="See what is wrong with: replydesk doctor",
    )


def problem_of_start(said: Path) -> ProblemDetails | None:
    """Read the startup error that an engine wrote to `said`; None if there is none."""
    try:
        return ProblemDetails.model_validate_json(said.read_bytes())
    except (OSError, ValidationError):
        return None


def _remove_quietly(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # Windows keeps a file that the engine still holds open
