"""Real engine processes, started and found the way the window does it."""

from __future__ import annotations

import contextlib
import os
import signal
import time

import psutil

from assistant import engine_file
from assistant.client.locator import HomeLocator
from assistant.client.starting import NotStarted, Spawned
from assistant.engine_file import Running
from assistant.paths import Home
from tests.nursery import FORKS
from tests.preloaded_engine import forked, spawn_preloaded

_START_S = 60.0
_STOP_S = 60.0


class ForkingLocator(HomeLocator):
    """Starts engines forked, where that can be; all else is as ever."""

    def start(self) -> Spawned | NotStarted:
        return _Forked(self.home) if FORKS else super().start()


class _Forked(Spawned):
    def __init__(self, home: Home) -> None:
        self._home = home
        self._process = process = spawn_preloaded(home)
        self._said = home.logs / f"start-{process.pid}.json"


def start_engine(home: Home) -> Running:
    """Start the engine of a home; returns when it can be found."""
    locator = ForkingLocator(home)
    starting = locator.start()
    end = time.monotonic() + _START_S
    while locator.find() is None:
        problem = starting.ended()
        assert problem is None, f"the engine ended: {problem}"
        assert time.monotonic() < end, "the engine does not start"
        time.sleep(0.01)
    starting.release()
    return running_engine(home)


def running_engine(home: Home) -> Running:
    """The engine that runs on a home."""
    running = engine_file.read(home)
    assert running is not None, f"no engine runs on {home.root}"
    return running


def stop_engine(home: Home, kind: signal.Signals = signal.SIGTERM) -> None:
    """End the engine of a home, if one runs, and wait until it is gone."""
    running = engine_file.read(home)
    if running is None:
        return
    with contextlib.suppress(ProcessLookupError):
        os.kill(running.pid, kind)
    end = time.monotonic() + _STOP_S
    while _lives(running.pid):
        if time.monotonic() > end:
            os.kill(running.pid, signal.SIGKILL)
            raise AssertionError(f"the engine does not end on {kind.name}")
        time.sleep(0.01)


def end_engines(home: Home) -> None:
    """End every engine's process of a home, also those that start or give way just now."""
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            if process.pid in forked(home) or str(home.root) in process.cmdline():
                process.kill()
                process.wait(_STOP_S)


def kill_engine(home: Home) -> None:
    """Kill it as a power cut would."""
    stop_engine(home, signal.SIGKILL)


def _lives(pid: int) -> bool:
    """Whether the process runs; one that ended is buried where it is a child of ours."""
    with contextlib.suppress(ChildProcessError):
        return os.waitpid(pid, os.WNOHANG)[0] == 0
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
