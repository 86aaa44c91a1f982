"""A server process that imports slow modules once and forks the processes of tests from itself.

It is made for a module with two functions: `load()` does the slow imports, and `become(request)`
is run by the forked process and returns its exit status.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
import types
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
FORKS = hasattr(os, "fork") and sys.platform != "darwin"  # its system libraries forbid it
_BETWEEN_S = 0.01


class Forked:
    """A forked process, with a part of the interface of `subprocess.Popen`."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._nursery = nursery

    def poll(self) -> int | None:
        """The exit status, negative for a signal; None while the process runs."""
        if self.returncode is None:
            self.returncode = self._nursery.ask({"ended": self.pid})
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until the process ends.

        Raises:
            subprocess.TimeoutExpired: It is still running.
        """
        end = time.monotonic() + (timeout or float("inf"))
        while (status := self.poll()) is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired("forked", timeout or 0)
            time.sleep(_BETWEEN_S)
        return status

    def kill(self) -> None:
        if self.poll() is None:
            with suppress(ProcessLookupError):  # it may have just ended
                os.kill(self.pid, signal.SIGKILL)


class Nursery:
    """The forking process of one module; it ends with this process.

    Args:
        module: Name of a module of the tests with `load` and `become`.
        environment: Environment variables, added to those of this process.
    """

    def __init__(self, module: str, **environment: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", __file__, module],
            env={**os.environ, "PYTHONPATH": str(PROJECT), **environment},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.pid = self._process.pid
        self._asking = threading.Lock()
        atexit.register(self._end)

    def fork(self, **request: Any) -> Forked:
        """Fork a process with the current environment; `become` gets the request."""
        return Forked(self, self.ask({**request, "environment": dict(os.environ)}))

    def ask(self, request: dict[str, Any]) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._asking:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            return json.loads(self._process.stdout.readline())

    def _end(self) -> None:
        with self._process:  # closes its standard input, at which it ends
            pass


def find_the_tests() -> None:
    """Make `tests` importable as these tests: some third-party packages install a `tests` too."""
    ours = types.ModuleType("tests")
    ours.__path__ = [str(PROJECT / "tests")]
    sys.modules["tests"] = ours
    if str(PROJECT) not in sys.path:
        sys.path.insert(0, str(PROJECT))


def _serve(become: Callable[[dict[str, Any]], int]) -> None:
    """Fork a process for each request, in a session of its own."""
    ended: dict[int, tuple[int, int]] = {}
    forks = 0

    def bury(*_: object) -> None:
        while (one := _one_that_ended()) is not None:
            by_signal = one.si_code != os.CLD_EXITED
            ended[one.si_pid] = forks, -one.si_status if by_signal else one.si_status

    signal.signal(signal.SIGCHLD, bury)
    for line in sys.stdin:
        request = json.loads(line)
        if "ended" in request:
            _, answer = ended.get(request["ended"], (0, None))
        else:
            forks += 1
            answer = os.fork() or _become(become, request)
            before, _ = ended.get(answer, (forks, 0))
            if before < forks:  # the status is of an earlier process with the same id
                del ended[answer]
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()


def _one_that_ended() -> os.waitid_result | None:
    try:
        return os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG)
    except ChildProcessError:
        return None


def _become(become: Callable[[dict[str, Any]], int], request: dict[str, Any]) -> int:
    status = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        os.environ.clear()
        os.environ.update(request["environment"])
        status = become(request)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - printed like in any other process
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    find_the_tests()
    asked_for = importlib.import_module(sys.argv[1])
    asked_for.load()
    _serve(asked_for.become)
