"""Middleware that guards every route: checks Host, Origin and token, and sets security headers.

It is plain ASGI middleware outside FastAPI, so that the body of an unauthorized request is never
read, and no handler can omit the checks.
"""

from __future__ import annotations

from typing import cast

import anyio
import anyio.to_thread
from anyio import CapacityLimiter
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api import problems
from assistant.api.access import Access, Caller, caller_of
from assistant.api.problems import RequestRefusedError
from assistant.engine import Engine
from assistant.store.database import OWNER

# no response is a page: whatever a browser takes one for, it must neither run nor cache it
_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_TOKEN_CHARACTERS = 200
# threads reserved for token lookups, so that they do not wait behind slow requests
_LOOK_UPS_AT_ONCE = 2


class RequestGuard:
    """Passes on requests of known callers and refuses all others with a reason."""

    def __init__(self, app: ASGIApp, *, engine: Engine, access: Access) -> None:
        self._app = app
        self._engine = engine
        self._access = access
        self._limiter: CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; passes on anything but HTTP unchecked (the app has no WebSockets)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send)
        try:
            self._check_address(scope)
            _check_target(scope)
            scope.setdefault("state", {})["caller"] = await self._caller(scope)
            with self._access.presence.request():
                await self._app(scope, receive, answer.send)
        except RequestRefusedError as error:
            await answer.give(problems.refusal(error), scope, receive)
        except Exception as error:
            if answer.started:
                # the server closes the connection, so that a partial response is seen as such
                raise
            await answer.give(problems.response_of(problems.of_any(error)), scope, receive)

    def _check_address(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._access.knows_host(hosts[0], port=_port(scope)):
            raise RequestRefusedError(
                421,
                "host",
                expected="a Host header that names this engine",
                found="another name, or none",
                remedy="Use the address in engine.json; on a server add the name to allowed_hosts",
            )
        own = f"{scope['scheme']}://{hosts[0]}"
        if any(origin != own for origin in headers.getlist("origin")):
            raise RequestRefusedError(
                403,
                "origin",
                expected="a program, not a page in a browser",
                found="the Origin of another site",
                remedy="Call the API from a program",
            )

    async def _caller(self, scope: Scope) -> Caller:
        scheme, _, token = Headers(scope=scope).get("authorization", "").partition(" ")
        token = token.strip()
        caller = None
        if scheme.lower() == "bearer" and 0 < len(token) <= _TOKEN_CHARACTERS and token.isascii():
            if self._access.is_owner(token, port=_port(scope)):
                caller = Caller(OWNER, owner=True)
            else:
                self._limiter = self._limiter or CapacityLimiter(_LOOK_UPS_AT_ONCE)
                caller = await anyio.to_thread.run_sync(
                    caller_of, self._engine, token, limiter=self._limiter
                )
        if caller is None:
            raise RequestRefusedError(
                401,
                "token",
                expected="a valid token: Authorization: Bearer …",
                found="a wrong one" if token else "none",
                remedy="Use the token in engine.json, or the one an administrator gave you",
                headers={"www-authenticate": 'Bearer realm="replydesk"'},
            )
        return caller


class _Answer:
    """Sends a response, with the headers that every response has."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.started = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(raw=message["headers"])
            for name, value in _HEADERS.items():
                headers[name] = value
            message["headers"] = headers.raw
        await self._send(message)

    async def give(self, response: Response, scope: Scope, receive: Receive) -> None:
        await response(scope, receive, self.send)


def _check_target(scope: Scope) -> None:
    """Refuse a URL that contains a NUL, which many libraries take for the end of a string."""
    if "\0" in scope["path"] or b"%00" in scope["query_string"] or b"\0" in scope["query_string"]:
        raise RequestRefusedError(
            422,
            "request.invalid",
            expected="an address without NUL characters",
            found="one",
            remedy="Remove it",
        )


def _port(scope: Scope) -> int | None:
    server = scope.get("server")
    return cast("int", server[1]) if server else None
