"""Turns every exception that reaches the top level into a coded message and an exit status."""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING

from assistant.cli.context import Context, UsageError
from assistant.errors import (
    CodedError,
    ConflictError,
    InputError,
    MachineError,
    NotFoundError,
    RefusedError,
    title_of,
)

if TYPE_CHECKING:
    from assistant.contracts import ProblemDetails

FAILED = 1
WRONG_USAGE = 2
CANCELLED = 130
"""Exit status after Ctrl-C: 128 + SIGINT, the convention of shells."""
_PIPE_CLOSED = 141

_STATUS: tuple[tuple[type[CodedError], int], ...] = (
    (NotFoundError, 404),
    (ConflictError, 409),
    (RefusedError, 403),
    (InputError, 400),
    (MachineError, 503),
)
_log = logging.getLogger(__name__)


def report(context: Context, error: BaseException) -> int:
    """Print what went wrong, never a traceback; return the exit status."""
    if isinstance(error, UsageError):
        return _tell(context, _usage(error), WRONG_USAGE)
    if isinstance(error, KeyboardInterrupt):
        context.output.note("Cancelled")
        return CANCELLED
    if isinstance(error, BrokenPipeError):
        # the reader of our output has exited (`… | head`); keep the interpreter from complaining
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    if isinstance(error, CodedError):
        return _tell(context, _coded(error), FAILED)
    return _tell(context, _bug(context, error), FAILED)


def _tell(context: Context, problem: ProblemDetails, status: int) -> int:
    problem = problem.model_copy(update={"remedy": context.typed_here(problem.remedy)})
    if context.output.as_json:
        context.output.value(problem)
        return status
    lines = [f"replydesk: {problem.title} [{problem.code}]"]
    lines += [
        f"  {label} {text}"
        for label, text in (
            ("expected:", problem.expected),
            ("found:   ", problem.found),
            ("to do:   ", problem.remedy),
        )
        if text
    ]
    context.output.error("\n".join(lines))
    return status


def _coded(error: CodedError) -> ProblemDetails:
    from assistant.contracts import ProblemDetails

    return ProblemDetails(
        title=_title(error),
        status=next((status for kind, status in _STATUS if isinstance(error, kind)), 500),
        detail=str(error),
        code=error.code,
        expected=error.expected,
        found=error.found,
        remedy=error.remedy,
    )


def _title(error: CodedError) -> str:
    """Return the title that the engine sent, else the one of the error's code or class."""
    told: list[str] = getattr(error, "__notes__", [])
    return told[0] if told else title_of(error)


def _usage(error: UsageError) -> ProblemDetails:
    from assistant.contracts import ProblemDetails

    return ProblemDetails(
        title="Wrong usage", status=400, detail=str(error), code="usage", found=str(error),
        remedy="See the commands with --help",
    )  # fmt: skip


def _bug(context: Context, error: BaseException) -> ProblemDetails:
    from assistant.contracts import ProblemDetails

    where = _logged(context, error)
    return ProblemDetails(
        title="Something went wrong in Replydesk",
        status=500,
        detail="This is a fault of the program.",
        code="bug",
        found=type(error).__name__,
        remedy=f"Please report it{f' with the log {where}' if where else ''}",
    )


def _logged(context: Context, error: BaseException) -> str:
    """Log where an exception was raised (never its text); return the log's path, or ""."""
    from assistant import logs

    try:
        context.home.create()
        logs.start(context.home.logs, name="command")
        _log.error("a command failed", exc_info=error)
    except (OSError, CodedError):
        return ""
    return str(context.home.logs / "command.log")
