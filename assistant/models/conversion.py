"""The converter from the engine's side: a child process, its progress, and its outcome or error."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Generator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.models.convert.wire import Outcome, Progress, Request
from assistant.models.errors import ConversionError, ModelRefusedError
from retrieval.child_process import end
from retrieval.errors import CodedError

_ROOT = Path(__file__).resolve().parents[2]
_POLL_S = 0.25
_LONGEST_LINE = 1 << 20
_LOW_PRIORITY: int = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
_NICENESS = 5
_TORCH = ("torch", "transformers", "onnx_ir")


def can_convert(*, adapter: bool = False) -> bool:
    """Whether this machine has the packages to convert third-party models; imports none of them."""
    return all(_installed(name) for name in (*_TORCH, *(("peft",) if adapter else ())))


def command() -> list[str]:
    """The command that starts the converter; a frozen program plays the role itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "convert-model"]
    return [sys.executable, str(_ROOT / "main.py"), "convert-model"]


def run(request: Request) -> Generator[Progress, None, Outcome]:
    """Let the converter serve a request; closing the generator kills it at once.

    Yields at least four times a second, so that a cancellation is noticed while a library works.

    Raises:
        CodedError: The error the converter reported: the folder was refused or cannot be converted.
        ConversionError: It died without a report, for example when the system ran out of memory.
    """
    with _Child(request) as child:
        last = Progress(request.operation, 0, 1)
        while True:
            said = child.next_line()
            if said is None:
                yield last
                continue
            kind, value = said
            if kind == "progress":
                last = Progress(str(value[0]), int(value[1]), int(value[2]))
                yield last
            elif kind == "outcome":
                try:
                    return Outcome.model_validate(value)
                except ValidationError:
                    raise _ended("an unusable answer") from None
            else:
                raise _error(value)


def _installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ModuleNotFoundError, ValueError):
        return False


class _Child:
    def __init__(self, request: Request) -> None:
        self._request = request
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def __enter__(self) -> _Child:
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        self._process = subprocess.Popen(  # noqa: S603  (the command is ours)
            command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=None if getattr(sys, "frozen", False) else _ROOT,
            creationflags=_LOW_PRIORITY,
            env=environment,
        )
        if os.name == "posix":
            # never raise the priority: an unprivileged process may not lower its niceness
            polite = max(_NICENESS, os.getpriority(os.PRIO_PROCESS, 0))
            os.setpriority(os.PRIO_PROCESS, self._process.pid, polite)
        self._reader = threading.Thread(target=self._read, name="converter", daemon=True)
        self._reader.start()
        if self._process.stdin is not None:
            try:
                self._process.stdin.write(self._request.model_dump_json().encode() + b"\n")
                self._process.stdin.flush()
            except OSError:
                pass  # a converter that has died is noticed when its output is read
        return self

    def __exit__(self, *_: object) -> None:
        end(self._process, self._reader, self._process.stdin)

    def next_line(self) -> tuple[str, Any] | None:
        """The next message of the process; None if there was none within the poll interval."""
        try:
            line = self._lines.get(timeout=_POLL_S)
        except queue.Empty:
            return None
        if not line.endswith(b"\n"):
            raise _ended(f"its end with status {self._process.wait()}")
        try:
            kind, value = json.loads(line)
        except (ValueError, TypeError):
            raise _ended("an unusable answer") from None
        return str(kind), value

    def _read(self) -> None:
        if self._process.stdout is None:
            return
        with self._process.stdout as output:
            while True:
                line = output.readline(_LONGEST_LINE)
                self._lines.put(line)
                if not line.endswith(b"\n"):
                    return


def _error(value: Any) -> CodedError:
    try:
        kind = ModelRefusedError if value["fault"] == "input" else ConversionError
        words = {name: str(value[name]) for name in ("expected", "found", "remedy", "code")}
    except (KeyError, TypeError):
        return _ended("an unusable answer")
    return kind(**words)


def _ended(found: str) -> ConversionError:
    return ConversionError(
        expected="the converting process to finish",
        found=found,
        remedy="Close other programs, as memory may have run out, and try again",
    )
