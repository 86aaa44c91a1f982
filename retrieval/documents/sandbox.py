"""Reads untrusted files in a child process with limited resources, whose crash does no harm."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from retrieval.documents import wire
from retrieval.documents.child import Child
from retrieval.documents.errors import FileAccessError, FileError, ParserLimitError
from retrieval.documents.limits import MEGABYTE, Limits
from retrieval.documents.records import ColumnMap, Event


def parser_command(module: str = "retrieval.documents.worker") -> list[str]:
    """The command that starts a reading process; a frozen program runs its own executable."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "parse-file", module]
    return [sys.executable, "-B", "-m", module]


def read_file(
    path: str | Path,
    *,
    mapping: ColumnMap | None = None,
    limits: Limits | None = None,
    command: Sequence[str] | None = None,
) -> Generator[Event, None, None]:
    """Yield the records, problems and progress of a knowledge file, as they are read.

    The file is parsed in a child process; closing the generator ends it. Time spent by a slow
    consumer does not count towards the time limits of the child.

    Args:
        path: The file.
        mapping: Role → column name, for tables whose columns are not recognised.
        limits: Limits of resources.
        command: Command that starts the child; `parser_command()` by default.

    Raises:
        CodedError: One of `retrieval.documents.errors`, if the file as a whole cannot be read.
            Events yielded before remain valid.
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
) -> Generator[Any, None, None]:
    """Like `read_file`, for any reading process that uses the protocol of `wire`.

    A caller that may stop early has to close the generator: otherwise the garbage collector closes
    it at some later time and in any thread.

    Args:
        path: The file, or with `folders` a folder of files.
        options: Options for the parser of the process, sent as JSON; for knowledge, the mapping.
        limits: Limits of resources.
        command: Command that starts the process.
        decode: Converts a message to an event.
        folders: Whether a folder may be read.
    """
    file, size = check_file(path, limits, folders=folders)
    patience = size / limits.bytes_per_second
    with Child(command, limits, patience) as child:
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
    """The resolved path and the size of a file that is regular, not empty and not too large.

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
    """Total size of the files in a folder in bytes; links are not followed."""
    size = 0
    for inside, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):  # it was removed meanwhile
                size += Path(inside, name).lstat().st_size
    return size


def _access(code: str, expected: str, found: str) -> FileAccessError:
    return FileAccessError(
        code=code, expected=expected, found=found, remedy="Check the path and your rights to it"
    )
