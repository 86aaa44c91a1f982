"""A reading process, and the thread that enforces its limits."""

from __future__ import annotations

import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil

from retrieval.child_process import end, leave
from retrieval.documents import wire
from retrieval.documents.errors import ParserCrashError, ParserLimitError, memory_error
from retrieval.documents.limits import Limits
from retrieval.errors import CodedError

_POLL_SECONDS = 0.1
_LOW_PRIORITY: int = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
_ROOT = Path(__file__).resolve().parents[2]


class Child:
    """A reading process; it is killed when the block ends.

    Args:
        command: Starts the process.
        limits: What it may consume.
        patience: Additional seconds it may need because of the file's size.
    """

    def __init__(self, command: Sequence[str], limits: Limits, patience: float) -> None:
        self._limits = limits
        self._patience = patience
        self._fault: CodedError | None = None
        # reentrant, unlike an Event: the garbage collector may run `__exit__` in the watcher itself
        self._done: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._waiting_since: float | None = None
        self._process = subprocess.Popen(  # noqa: S603  (the command is ours)
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=None if getattr(sys, "frozen", False) else _ROOT,
            creationflags=_LOW_PRIORITY,
        )
        self._watcher = threading.Thread(target=self._watch, name="file-reader-watch", daemon=True)

    def __enter__(self) -> Child:
        try:
            self._watcher.start()
        except RuntimeError:  # too many threads
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._done.put(None)
        end(self._process, self._watcher, self._process.stdin, self._process.stdout)

    def ask(self, request: bytes) -> None:
        """Send the request."""
        if self._process.stdin is None:
            raise self._crash()
        try:
            self._process.stdin.write(request)
            self._process.stdin.close()
        except OSError:
            raise self._crash() from None

    def read_line(self) -> bytes:
        """The next line; if there is none, raises the error that ended the child."""
        if self._process.stdout is None:
            raise self._crash()
        self._waiting_since = time.monotonic()
        line = self._process.stdout.readline(wire.LONGEST_LINE)
        self._waiting_since = None
        if not line.endswith(b"\n"):
            raise self._crash()
        return line

    def checked(self, function: Any, argument: Any) -> Any:
        """Decode output of the child, which is untrusted; raises a crash error if it is invalid."""
        try:
            return function(argument)
        except (ValueError, TypeError, KeyError, IndexError, RecursionError):
            raise self._crash() from None

    def _crash(self) -> CodedError:
        """The error for a child that stopped responding: the limit it exceeded, else a crash."""
        self._done.put(None)
        leave(self._watcher)
        try:
            status = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        if self._fault is not None:
            return self._fault
        if status == -getattr(signal, "SIGXCPU", 24):
            return _time_error(self._limits.total_seconds)
        return ParserCrashError(
            code="parser.crash",
            expected="the reading process to finish",
            found=f"its end with status {status}",
            remedy="Save the file in another format; please report this one",
        )

    def _watch(self) -> None:
        """Kill the child if it exceeds its limits; waiting for our consumer does not count as a
        stall."""
        try:
            process = psutil.Process(self._process.pid)
            last_wait: float | None = None
            cpu_at_wait = idle = 0.0
            while not self._is_over():
                times = process.cpu_times()
                cpu = times.user + times.system
                if self._waiting_since != last_wait:
                    last_wait, cpu_at_wait, idle = self._waiting_since, cpu, 0.0
                elif _is_idle(process):
                    idle += _POLL_SECONDS
                memory = process.memory_info().rss
                self._fault = self._judge(memory, cpu, cpu - cpu_at_wait, idle)
                if self._fault is not None:
                    self._process.kill()
                    return
        except psutil.Error:
            return

    def _is_over(self) -> bool:
        """Wait for one polling interval; return whether reading has ended."""
        try:
            self._done.get(timeout=_POLL_SECONDS)
        except queue.Empty:
            return False
        return True

    def _judge(self, memory: int, cpu: float, cpu_waited: float, idle: float) -> CodedError | None:
        limits = self._limits
        if memory > limits.memory_bytes:
            return memory_error(limits)
        if cpu > limits.total_seconds:
            return _time_error(limits.total_seconds)
        if self._waiting_since is None:
            return None
        if cpu_waited > limits.stalled_cpu_seconds + self._patience:
            return _time_error(cpu_waited)
        if idle > limits.stalled_seconds + self._patience:
            return _time_error(idle)
        return None


def _is_idle(process: psutil.Process) -> bool:
    """Whether a process is idle, as opposed to runnable and waiting for a CPU on a busy machine."""
    if not sys.platform.startswith("linux"):
        return True  # other systems cannot tell, so all time counts there
    return bool(process.status() != psutil.STATUS_RUNNING)


def _time_error(seconds: float) -> ParserLimitError:
    return ParserLimitError(
        code="parser.time",
        expected="a file that can be read piece by piece",
        found=f"one that took longer than {seconds:.0f} s for a piece",
        remedy="Split the file, or save it in a simpler format such as CSV or plain text",
    )
