"""Error responses as `application/problem+json` (RFC 9457): status, stable code, what to do."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException

from assistant.api import validation_messages
from assistant.contracts import ProblemDetails
from assistant.errors import (
    CodedError,
    ConflictError,
    EngineRunningError,
    InputError,
    MachineError,
    NotFoundError,
    RefusedError,
    StoreFullError,
)
from assistant.problem_details import BUG, problem_of

_log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
_FIELDS_TOLD = 5
# titles where the standard phrase of HTTP would not help a person
_TITLES = {422: "The request does not fit"}

# the first matching class counts
_STATUS: tuple[tuple[type[CodedError], int], ...] = (
    (NotFoundError, 404),
    (ConflictError, 409),
    (EngineRunningError, 409),
    (RefusedError, 403),
    (StoreFullError, 507),
    (InputError, 422),
    (MachineError, 503),
)


class RequestRefusedError(HTTPException):
    """A request refused before or while it is read, with its own code and remedy.

    It is an `HTTPException`, because FastAPI lets no other through while it reads a body.
    """

    def __init__(
        self,
        status: int,
        code: str,
        *,
        expected: str,
        found: str,
        remedy: str,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, code, dict(headers) if headers else None)
        self.problem = _problem(status, code, expected=expected, found=found, remedy=remedy)


def response_of(problem: ProblemDetails, headers: Mapping[str, str] | None = None) -> Response:
    """Convert a problem to a response."""
    content = problem.model_dump_json().encode()
    return Response(content, problem.status, headers, MEDIA_TYPE)


def refusal(error: RequestRefusedError) -> Response:
    """Convert a refusal to a response, for middleware outside the exception handlers."""
    return response_of(error.problem, error.headers)


def status_of(error: CodedError) -> int:
    """Return the HTTP status for an error: 4xx if the client can act, 5xx for the machine."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def of_coded(error: CodedError) -> ProblemDetails:
    """Convert a coded error to a problem with its HTTP status."""
    return problem_of(error, status_of(error))


def of_any(error: Exception) -> ProblemDetails:
    """Convert any exception to a problem that a client may see; unexpected ones are logged."""
    if isinstance(error, CodedError):
        return of_coded(error)
    if isinstance(error, PoolTimeoutError):
        return _problem(
            503,
            "busy",
            expected="a free connection to the store",
            found="too many requests at once",
            remedy="Try again in a moment",
        )
    _log.error("a request failed", exc_info=error)
    return BUG


def install(app: FastAPI) -> None:
    """Register the handlers that answer every error of the app with a problem."""
    app.add_exception_handler(CodedError, _on_coded)
    app.add_exception_handler(PoolTimeoutError, _on_coded)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)


def _on_coded(_: Request, error: Exception) -> Response:
    return response_of(of_any(error))


def _on_invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it only
    faults = error.errors()
    told = [validation_messages.expected(fault) for fault in faults[:_FIELDS_TOLD]]
    return response_of(
        _problem(
            422,
            "request.invalid",
            expected="; ".join(told),
            found=f"{len(faults)} that do not fit"
            if len(faults) > 1
            else validation_messages.found(faults[0]),
            remedy="Correct it; the API's description has every name and bound",
        )
    )


def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it only
    if isinstance(error, RequestRefusedError):
        return refusal(error)
    problem = _HTTP.get(error.status_code)
    if problem is None:
        phrase = HTTPStatus(error.status_code).phrase
        problem = _problem(
            error.status_code,
            f"http.{error.status_code}",
            expected="a request as the API's description has it",
            found=phrase.lower(),
            remedy="Compare the request with the API's description",
        )
    return response_of(problem, error.headers)


def _problem(status: int, code: str, *, expected: str, found: str, remedy: str) -> ProblemDetails:
    return ProblemDetails(
        title=_TITLES.get(status) or HTTPStatus(status).phrase,
        status=status,
        detail=f"[{code}] expected {expected}. found {found}. {remedy}.",
        code=code,
        expected=expected,
        found=found,
        remedy=remedy,
    )


_HTTP = {
    400: _problem(
        422,
        "request.unreadable",
        expected="a body of JSON in UTF-8",
        found="something that cannot be read as such",
        remedy="Send the body as application/json",
    ),
    404: _problem(
        404,
        "route.unknown",
        expected="a route of this API",
        found="none at this address",
        remedy="See the routes in /v1/openapi.json",
    ),
    405: _problem(
        405,
        "route.method",
        expected="a method that this address knows (see Allow)",
        found="another one",
        remedy="See the routes in /v1/openapi.json",
    ),
}
