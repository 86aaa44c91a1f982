"""Coded errors for files that cannot be read as a whole."""

from __future__ import annotations

from retrieval.documents.limits import MEGABYTE, Limits
from retrieval.errors import CodedError, InputError, MachineError


class FileError(InputError):
    """The file cannot be used as it is.

    Codes start with `file.` or `table.`.
    """

    code = "file"


class FileAccessError(MachineError):
    """The file cannot be reached: missing, a folder, no right to read it."""

    code = "file.access"


class ParserLimitError(InputError):
    """Reading the file took more time or memory than one file may take."""

    code = "parser.limit"


class ParserCrashError(CodedError):
    """The reading process died or broke the protocol: our bug, the file is left out."""

    code = "parser.crash"
    fault = "bug"


def memory_error(limits: Limits) -> ParserLimitError:
    """The error for a file that needs too much memory."""
    return ParserLimitError(
        code="parser.memory",
        expected=f"a file that can be read in {limits.memory_bytes // MEGABYTE} MB of memory",
        found="one that needs more",
        remedy="Split the file, or export it as CSV or JSONL",
    )
