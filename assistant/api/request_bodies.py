"""Limits the size, pauses and content type of request bodies, and parses JSON strictly."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from typing import Any

import pydantic_core
from fastapi import Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.problems import RequestRefusedError

JSON_LIMIT = 4 << 20
"""Maximum size of a JSON body, in bytes."""
SILENCE_S = 30.0
"""Maximum seconds between two pieces of a body, after which the request is refused."""
UPLOAD_PATHS = frozenset({"/v1/imports/upload", "/v1/transcripts/upload", "/v1/training/tables"})

_MEGABYTE = 1 << 20


class BodyLimits:
    """Middleware that refuses a body that is too large, of the wrong type, or too slow."""

    def __init__(self, app: ASGIApp, *, upload_limit: int) -> None:
        self._app = app
        self._upload_limit = upload_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request with a guarded body.

        Raises:
            RequestRefusedError: 413 or 415, before any of the body is read.
        """
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        upload = scope["path"] in UPLOAD_PATHS
        limit = self._upload_limit if upload else JSON_LIMIT
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > limit:
            raise _too_large(limit, upload=upload)
        if (length.isdigit() and int(length)) or "transfer-encoding" in headers:
            _check_type(headers.get("content-type", ""), upload=upload)
        await self._app(scope, _LimitedReceive(receive, limit, upload=upload), send)


class _LimitedReceive:
    """An ASGI `receive` that enforces the size limit and the timeout."""

    def __init__(self, receive: Receive, limit: int, *, upload: bool) -> None:
        self._receive = receive
        self._limit = limit
        self._upload = upload
        self._left = limit
        self._whole = False

    async def __call__(self) -> Message:
        if self._whole:  # the next message is the client's disconnect, which may take any time
            return await self._receive()
        try:
            async with asyncio.timeout(SILENCE_S):
                message = await self._receive()
        except TimeoutError:
            raise RequestRefusedError(
                408,
                "body.slow",
                expected=f"a body that goes on within {SILENCE_S:.0f} s",
                found="silence",
                remedy="Send it again",
                headers={"connection": "close"},
            ) from None
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise _too_large(self._limit, upload=self._upload)
        self._whole = not message.get("more_body", False)
        return message


class StrictRoute(APIRoute):
    """A route that parses JSON strictly and refuses unknown query parameters."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return FastAPI's handler, wrapped with the strict checks."""
        handle = super().get_route_handler()
        known = _query_names(self.dependant)

        async def strict(request: Request) -> Response:
            if not known.issuperset(request.query_params):
                raise RequestRefusedError(
                    422,
                    "request.invalid",
                    expected=f"query parameters among: {', '.join(sorted(known)) or 'none'}",
                    found="another one",
                    remedy="Check their spelling",
                )
            return await handle(_StrictRequest(request.scope, request.receive))

        return strict


def _query_names(dependant: Dependant) -> set[str]:
    names = {field.alias for field in dependant.query_params}
    return names.union(*map(_query_names, dependant.dependencies))


class _StrictRequest(Request):
    async def json(self) -> Any:
        """Parse the body as JSON; refuses NaN, lone surrogates, NUL and too deep nesting."""
        body = await self.body()
        try:
            content = pydantic_core.from_json(body, allow_inf_nan=False)
        except ValueError as error:
            # the message names a position and a rule, never the content
            raise json.JSONDecodeError(str(error), "", 0) from None
        if b"\\u0000" in body and has_nul(content):
            raise json.JSONDecodeError("NUL character in a text", "", 0)
        return content


def has_nul(content: Any) -> bool:
    """Whether any string of this JSON contains a NUL, which many libraries take for its end."""
    if isinstance(content, str):
        return "\0" in content
    if isinstance(content, list):
        return any(map(has_nul, content))
    if isinstance(content, dict):
        return any(map(has_nul, content)) or any(map(has_nul, content.values()))
    return False


def _check_type(given: str, *, upload: bool) -> None:
    kind = given.partition(";")[0].strip().lower()
    if upload:
        if not kind.startswith("multipart/"):
            return
        expected, remedy = "the bytes of one file", "Send the file itself, not a form"
    else:
        if kind == "application/json":
            return
        expected, remedy = "application/json", "Send JSON and say so in Content-Type"
    raise RequestRefusedError(
        415,
        "body.type",
        expected=expected,
        found="another content type",
        remedy=remedy,
    )


def _too_large(limit: int, *, upload: bool) -> RequestRefusedError:
    what = "file" if upload else "body"
    return RequestRefusedError(
        413,
        "body.too-large",
        expected=f"a {what} of at most {limit // _MEGABYTE} MB",
        found="a larger one",
        remedy="Split the file, or raise `upload_megabytes` in the engine's settings"
        if upload
        else "Send less at once; a large file goes to /v1/imports/upload",
    )
