"""Reading of untrusted files in a child process that is limited, watched and expendable."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from retrieval.child_process import close_pipes
from retrieval.documents import wire
from retrieval.documents.errors import (
    FileAccessError,
    FileError,
    ParserCrashError,
    ParserLimitError,
    memory_error,
)
from retrieval.documents.limits import MEGABYTE, Limits
from retrieval.documents.records import ColumnMap, Event
from retrieval.errors import CodedError

_POLL_SECONDS = 0.1
_LOW_PRIORITY: int = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
_ROOT = Path(__file__).resolve().parents[2]


def parser_command(module: str = "retrieval.documents.worker") -> list[str]:
    """The command that runs a reading process; a frozen program plays the role itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "parse-file", module]
    return [sys.executable, "-B", "-m", module]


def read_file(
    path: str | Path,
    *,
    mapping: ColumnMap | None = None,
    limits: Limits | None = None,
    command: Sequence[str] | None = None,
) -> Iterator[Event]:
    """The records, problems and progress of a knowledge file, as they are read.

    The file is parsed in a child process; closing the generator ends it. A slow consumer costs
    the child no time: only its own work is counted.

    Args:
        path: The file.
        mapping: Role → column name, for tables whose columns are not recognised.
        limits: What the file may cost.
        command: How to start the child; `parser_command()` by default.

    Raises:
        CodedError: One of `retrieval.documents.errors`, where the file cannot be read as a
            whole. What was yielded before it stands.
    """
    limits = limits or Limits()
    yield from stream(path, mapping, limits, command or parser_command(), wire.decode)


def stream(
    path: str | Path,
    options: Mapping[str, Any] | None,
    limits: Limits,
    command: Sequence[str],
    decode: wire.Decode,
    *,
    folders: bool = False,
) -> Iterator[Any]:
    """`read_file` for any reading process that speaks `wire`.

    Args:
        path: The file, or with `folders` a folder of files.
        options: What the process's parser is told, as JSON: for knowledge the mapping.
        limits: What it may cost.
        command: How to start the process.
        decode: What its messages are.
        folders: Whether a folder may be read.
    """
    file, size = check_file(path, limits, folders=folders)
    patience = size / limits.bytes_per_second
    with _Child(command, limits, patience) as child:
        child.ask(wire.request_bytes(file, options, limits))
        received = 0
        while True:
            line = child.read_line()
            received += len(line)
            if received > limits.output_bytes:
                raise ParserLimitError(
                    code="parser.output",
                    expected=f"at most {limits.output_bytes // MEGABYTE} MB of text in one file",
                    found="more",
                    remedy="Split the file",
                )
            for message in child.checked(wire.load, line):
                if message == wire.END:
                    return
                if message[0] == "e":
                    raise child.checked(wire.decode_error, message)
                yield child.checked(decode, message)


def check_file(path: str | Path, limits: Limits, *, folders: bool = False) -> tuple[Path, int]:
    """The resolved path and the size of a regular, non-empty, not too large file.

    Raises:
        FileAccessError: `file.missing`, `file.directory`, `file.access`.
        FileError: `file.empty`, `file.size`.
    """
    try:
        file = Path(path).resolve()
        info = file.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise _access("file.missing", "a file", "nothing at this path") from None
    except (OSError, ValueError, RuntimeError) as error:
        raise _access("file.access", "a file that can be read", type(error).__name__) from None
    size = info.st_size
    if folders and stat.S_ISDIR(info.st_mode):
        size = _size_of_folder(file)
    elif stat.S_ISDIR(info.st_mode):
        raise _access("file.directory", "a file", "a folder")
    elif not stat.S_ISREG(info.st_mode):
        raise _access("file.special", "an ordinary file", "a pipe, device or socket")
    if size == 0:
        raise FileError(
            code="file.empty",
            expected="a file with text",
            found="an empty one (0 bytes)",
            remedy="Export it again",
        )
    if size > limits.file_bytes:
        raise FileError(
            code="file.size",
            expected=f"at most {limits.file_bytes // MEGABYTE} MB",
            found=f"{size // MEGABYTE} MB",
            remedy="Split the file into several",
        )
    return file, size


def _size_of_folder(folder: Path) -> int:
    """Bytes of the files in it; links are not followed."""
    size = 0
    for inside, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):  # it was taken away meanwhile
                size += Path(inside, name).lstat().st_size
    return size


def _access(code: str, expected: str, found: str) -> FileAccessError:
    return FileAccessError(
        code=code, expected=expected, found=found, remedy="Check the path and your rights to it"
    )


class _Child:
    """A reading process and the thread that watches what it costs."""

    def __init__(self, command: Sequence[str], limits: Limits, patience: float) -> None:
        self._limits = limits
        self._patience = patience
        self._fault: CodedError | None = None
        self._done = threading.Event()
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

    def __enter__(self) -> _Child:
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._process.kill()
        self._watcher.join()
        close_pipes(self._process)
        self._process.wait()

    def ask(self, request: bytes) -> None:
        """Hand over the request."""
        if self._process.stdin is None:
            raise self._crash()
        try:
            self._process.stdin.write(request)
            self._process.stdin.close()
        except OSError:
            raise self._crash() from None

    def read_line(self) -> bytes:
        """The next line; raises the fault that ended the child where there is none."""
        if self._process.stdout is None:
            raise self._crash()
        self._waiting_since = time.monotonic()
        line = self._process.stdout.readline(wire.LONGEST_LINE)
        self._waiting_since = None
        if not line.endswith(b"\n"):
            raise self._crash()
        return line

    def checked(self, function: Any, argument: Any) -> Any:
        """Decode what the child said, which may be anything."""
        try:
            return function(argument)
        except (ValueError, TypeError, KeyError, IndexError, RecursionError):
            raise self._crash() from None

    def _crash(self) -> CodedError:
        """Why the child fell silent: the limit it broke, else a crash."""
        self._done.set()
        self._watcher.join()
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
        """End the child when it stalls or swells; a wait for our own consumer is no stall."""
        try:
            process = psutil.Process(self._process.pid)
            last_wait: float | None = None
            cpu_at_wait = idle = 0.0
            while not self._done.wait(_POLL_SECONDS):
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
    """Whether it does nothing; on a busy machine a process that would work waits for its turn."""
    if not sys.platform.startswith("linux"):
        return True  # others do not tell: time counts there
    return bool(process.status() != psutil.STATUS_RUNNING)


def _time_error(seconds: float) -> ParserLimitError:
    return ParserLimitError(
        code="parser.time",
        expected="a file that can be read piece by piece",
        found=f"one that took longer than {seconds:.0f} s for a piece",
        remedy="Split the file, or save it in a simpler format such as CSV or plain text",
    )
