"""Helper for ending a child process that is connected by pipes."""

from __future__ import annotations

import subprocess
import threading
from contextlib import ExitStack, suppress
from typing import IO, Final

_FAREWELL_S: Final = 30.0
"""Longest wait for a thread that is about to end or a process that was killed."""


def end(
    process: subprocess.Popen[bytes], thread: threading.Thread, *pipes: IO[bytes] | None
) -> None:
    """Kill a process, wait for it and for the thread that reads or watches it, close its pipes.

    Safe in any thread, that one included: a generator that was dropped in a reference cycle is
    closed wherever Python's garbage collector happens to run. Each step runs even if another fails.

    Args:
        process: The child process.
        thread: Ends by itself once the process is dead.
        pipes: The ends to close. A pipe that the thread reads is closed by the thread, which may
            be in the middle of a read.
    """
    with ExitStack() as steps:
        steps.callback(_reap, process)
        for pipe in pipes:
            steps.callback(_close, pipe)
        steps.callback(leave, thread)
        process.kill()


def leave(thread: threading.Thread) -> None:
    """Wait for a thread that is about to end, unless it is the current one or never started."""
    if thread is not threading.current_thread() and thread.ident is not None:
        thread.join(_FAREWELL_S)


def _reap(process: subprocess.Popen[bytes]) -> None:
    # without a timeout, `wait` would block on a lock that the interrupted code may hold
    with suppress(subprocess.TimeoutExpired):
        process.wait(_FAREWELL_S)


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        with suppress(OSError):  # it is broken, and closed all the same
            pipe.close()
