"""Child processes end in whichever thread they are ended, and whatever goes wrong meanwhile."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest

from retrieval.child_process import end

_ECHO = [sys.executable, "-c", "import sys\nfor line in sys.stdin: print(line, flush=True)"]


class Unkillable(subprocess.Popen[bytes]):
    def kill(self) -> None:
        raise PermissionError


def _started(kind: type[subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
    return kind(_ECHO, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def test_it_ends_in_the_thread_that_watches_it() -> None:
    process = _started(subprocess.Popen)
    faults: list[Exception] = []

    def watch() -> None:
        try:
            end(process, watcher, process.stdin, process.stdout)
        except RuntimeError as fault:
            faults.append(fault)

    watcher = threading.Thread(target=watch)
    watcher.start()
    watcher.join()
    assert not faults
    _is_over(process)


def test_it_ends_where_its_thread_never_began() -> None:
    process = _started(subprocess.Popen)
    end(process, threading.Thread(), process.stdin, process.stdout)
    _is_over(process)


def test_the_steps_behind_one_that_fails_are_done() -> None:
    process = _started(Unkillable)
    with pytest.raises(PermissionError):
        end(process, threading.Thread(), process.stdin, process.stdout)
    _is_over(process)  # it ends by itself, as nobody writes to it any more


def _is_over(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdin.closed
    assert process.stdout.closed
    assert process.returncode is not None
