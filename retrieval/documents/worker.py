"""The reading process: reads a request from stdin, limits itself, and writes events to stdout.

It is started by `sandbox` as `python -m retrieval.documents.worker`; other packages call `serve`
with a parser of their own.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from retrieval.documents import wire
from retrieval.documents.errors import (
    FileAccessError,
    FileError,
    ParserLimitError,
    memory_error,
)
from retrieval.documents.limits import Limits
from retrieval.documents.records import Problem, Progress, Table
from retrieval.errors import CodedError

Parser = Callable[[Path, Any, Limits], Iterator[Any]]
"""Takes the path, the options given to the sandbox, and the limits."""

_BATCH = 256
_BATCH_CHARS = 512 * 1024
_BATCH_SECONDS = 0.2
_FORBIDDEN = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.spawn", "os.posix_spawn",
    "os.remove", "os.rename", "os.rmdir", "os.chmod", "os.truncate",
)  # fmt: skip


def main() -> int:
    """Read one knowledge file for the sandbox."""
    from retrieval.documents.parse import parse

    return serve(parse, wire.encode)


def serve(parser: Parser, encode: wire.Encode) -> int:
    """Answer one request; every outcome is a message, so the exit status is always 0."""
    request = json.loads(sys.stdin.buffer.read())
    limits = Limits(**request["limits"])
    output = sys.stdout.buffer
    # Output printed by libraries must not get into the protocol.
    sys.stdout = sys.stderr
    # openpyxl would import numpy needlessly, whose threads alone exceed the memory limit.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    _confine(limits)
    try:
        events = parser(Path(request["path"]), request["options"], limits)
        _write(events, encode, limits, output)
        last = wire.END
    except CodedError as error:
        last = wire.encode_error(error)
    except MemoryError:
        last = wire.encode_error(memory_error(limits))
    except RecursionError:
        last = wire.encode_error(_nesting_error())
    except OSError as error:
        last = wire.encode_error(_access_error(error))
    except Exception as error:  # noqa: BLE001  (the process edge: nothing may get past it)
        last = wire.encode_error(_unexpected_error(error))
    output.write(wire.dump([last]))
    output.flush()
    return 0


def _write(events: Iterator[Any], encode: wire.Encode, limits: Limits, output: BinaryIO) -> None:
    """Write the events in batches, and enforce the limits on their number."""
    batch: list[wire.Message] = []
    records = problems = chars = 0
    due = time.monotonic() + _BATCH_SECONDS
    for event in events:
        batch.append(encode(event))
        if isinstance(event, Problem):
            problems += 1
            if problems > limits.problems:
                raise _many_problems_error(limits)
        elif not isinstance(event, Progress | Table):
            records += 1
            chars += len(getattr(event, "answer", ""))
            if records > limits.records:
                raise _many_records_error(limits)
        # written at once: if an error follows, the columns must still be known
        told = isinstance(event, Table)
        if told or len(batch) >= _BATCH or chars > _BATCH_CHARS or time.monotonic() > due:
            output.write(wire.dump(batch))
            output.flush()
            batch, chars = [], 0
            due = time.monotonic() + _BATCH_SECONDS
    if batch:
        output.write(wire.dump(batch))


def _confine(limits: Limits) -> None:
    """Restrict the process to what reading a file needs: limited memory and CPU time, and no file
    writes, child processes or network."""
    if sys.platform != "win32":
        import resource

        os.nice(10)
        seconds = int(limits.total_seconds) + 1
        for name, value in (
            ("RLIMIT_AS", limits.memory_bytes),
            ("RLIMIT_CPU", seconds),
            ("RLIMIT_FSIZE", 0),
            ("RLIMIT_CORE", 0),
        ):
            _limit(resource, name, value)
    sys.addaudithook(_refuse)


def _limit(resource: Any, name: str, value: int) -> None:
    kind = getattr(resource, name)
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    try:
        resource.setrlimit(kind, (value, hard))
    except (ValueError, OSError):  # macOS refuses some; the parent watches the limits too
        return


def _refuse(event: str, _arguments: tuple[Any, ...]) -> None:
    """Refuse operations that a reader only attempts if it is broken or compromised, as a second
    line of defence behind the resource limits."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)


def _nesting_error() -> FileError:
    return FileError(
        code="file.nesting",
        expected="a document nested no deeper than people write",
        found="thousands of nested levels",
        remedy="Open it in its program and save it again",
    )


def _access_error(error: OSError) -> FileAccessError:
    return FileAccessError(
        code="file.access",
        expected="a file that can be read",
        found=os.strerror(error.errno) if error.errno else type(error).__name__,
        remedy="Check that the file is still there and that you may read it",
    )


def _unexpected_error(error: Exception) -> FileError:
    """The error for an unexpected exception of a parser library; it names only the type."""
    return FileError(
        code="file.damaged",
        expected="a file that the reader of its format understands",
        found=f"one it fails on ({type(error).__name__})",
        remedy="Open it in its program and save it again; report it if it opens there",
    )


def _many_records_error(limits: Limits) -> ParserLimitError:
    return ParserLimitError(
        code="parser.records",
        expected=f"at most {limits.records} entries in one file",
        found="more",
        remedy="Split the file",
    )


def _many_problems_error(limits: Limits) -> FileError:
    return FileError(
        code="file.problems",
        expected=f"at most {limits.problems} rows with problems",
        found="more",
        remedy="Check the separator and the columns, or correct the rows reported so far",
    )


if __name__ == "__main__":
    sys.exit(main())
