"""Converts problem details (RFC 9457) from the engine back to coded errors."""

from __future__ import annotations

from pydantic import ValidationError

from assistant.contracts import ProblemDetails
from assistant.errors import (
    CodedError,
    ConflictError,
    InputError,
    MachineError,
    NotFoundError,
    RefusedError,
)

_BY_STATUS: dict[int, type[CodedError]] = {
    401: RefusedError,
    403: RefusedError,
    404: NotFoundError,
    409: ConflictError,
    503: MachineError,
    507: MachineError,
}


def to_error(problem: ProblemDetails) -> CodedError:
    """Convert a problem to a coded error of the class for its status; its title becomes a note."""
    kind = _BY_STATUS.get(problem.status)
    if kind is None:
        kind = InputError if problem.status < 500 else CodedError
    error = kind(
        expected=problem.expected,
        found=problem.found or ("" if problem.expected else problem.detail),
        remedy=problem.remedy,
        code=problem.code,
    )
    error.add_note(problem.title)
    return error


def from_response(status: int, content: bytes) -> CodedError:
    """Convert an error response; one that is not from an engine gives `engine.unreachable`."""
    try:
        return to_error(ProblemDetails.model_validate_json(content))
    except ValidationError:
        return MachineError(
            expected="an answer of the Replydesk engine",
            found=f"status {status} without a reason",
            remedy="Check the address: another program may be listening there",
            code="engine.unreachable",
        )
