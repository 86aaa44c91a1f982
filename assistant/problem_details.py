"""Converts coded errors to problem details, the format of errors in the HTTP API."""

from __future__ import annotations

from assistant.contracts import ProblemDetails
from assistant.errors import CodedError, title_of

BUG = ProblemDetails(
    title="Something went wrong in Replydesk",
    status=500,
    detail="This is a fault of the program. The log names the place.",
    code="bug",
    remedy="Report it with the log file: replydesk doctor says where it is",
)


def problem_of(error: CodedError, status: int = 400) -> ProblemDetails:
    """Convert a coded error to the problem details sent to clients."""
    return ProblemDetails(
        title=title_of(error),
        status=status,
        detail=str(error),
        code=error.code,
        expected=error.expected,
        found=error.found,
        remedy=error.remedy,
    )
