"""HTTP transport to one engine: a reused connection for calls, a separate one for each stream."""

from __future__ import annotations

import http.client
import json
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlencode, urlsplit

from pydantic import BaseModel

from assistant.client import events
from assistant.client.problems import from_response
from assistant.errors import EngineUnreachableError, InputError

CALL_TIMEOUT = 60.0
"""Socket timeout: the maximum seconds between two pieces of a response."""
_CHUNK = 1 << 16
_KEPT_FOR = 2.0
"""Seconds for which an idle connection is reused; the server closes it after five."""

Query = Mapping[str, str | int | bool | None]


class Transport:
    """Sends requests to one address with one token. Never uses proxies. Not thread-safe.

    Args:
        address: `http://host:port` or `https://host:port`, perhaps with a path before `/v1`.
        token: Sent as a bearer token.
    """

    def __init__(self, address: str, token: str, *, timeout: float = CALL_TIMEOUT) -> None:
        parts = urlsplit(address if "//" in address else f"//{address}", scheme="https")
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise InputError(
                expected="the address of a server, such as https://replydesk.example:8443",
                found="something else",
                remedy="Give the address with --server",
                code="client.address",
            )
        self.address = f"{parts.scheme}://{parts.netloc}"
        self._host, self._port, self._tls = parts.hostname, parts.port, parts.scheme == "https"
        self._prefix = parts.path.rstrip("/") + "/v1"
        self._token = token
        self._timeout = timeout
        self._kept: http.client.HTTPConnection | None = None
        self._last_used = 0.0

    def call(
        self,
        method: str,
        path: str,
        *,
        query: Query | None = None,
        body: BaseModel | Mapping[str, object] | None = None,
    ) -> bytes:
        """Send one request and return the whole response body.

        Raises:
            CodedError: The engine refused the request; the error has the engine's code.
            EngineUnreachableError: Nothing answers at this address.
        """
        content = _encode(body)
        with self._reachable():
            with self._send(self._keep(), method, path, query, content) as response:
                answer = response.read()
            self._last_used = time.monotonic()
        if response.status >= 400:
            raise from_response(response.status, answer)
        return answer

    def events(
        self, method: str, path: str, *, body: BaseModel | None = None
    ) -> Iterator[events.ServerEvent]:
        """Send one request and yield its events. Closing the iterator ends the request."""
        with self._response(method, path, None, _encode(body)) as response:
            yield from events.parse(iter(response.readline, b""))

    def download(self, path: str, *, query: Query | None = None) -> Iterator[bytes]:
        """Yield a large response piece by piece."""
        with self._response("GET", path, query, None) as response:
            while piece := response.read(_CHUNK):
                yield piece

    def upload(self, path: str, file: Path, *, query: Query | None = None) -> bytes:
        """Upload a file as the request body, without loading it into memory."""
        with (
            file.open("rb") as content,
            self._response("POST", path, query, content, size=file.stat().st_size) as response,
        ):
            return response.read()

    def close(self) -> None:
        """Close the reused connection; the next call opens a new one."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    @contextmanager
    def _response(
        self,
        method: str,
        path: str,
        query: Query | None,
        content: bytes | BinaryIO | None,
        size: int | None = None,
    ) -> Iterator[http.client.HTTPResponse]:
        connection = self._connection()
        try:
            with (
                self._reachable(),
                self._send(connection, method, path, query, content, size) as response,
            ):
                if response.status >= 400:
                    raise from_response(response.status, response.read())
                yield response
        finally:
            connection.close()

    def _send(
        self,
        connection: http.client.HTTPConnection,
        method: str,
        path: str,
        query: Query | None,
        content: bytes | BinaryIO | None,
        size: int | None = None,
    ) -> http.client.HTTPResponse:
        headers = {"Authorization": f"Bearer {self._token}"}
        if isinstance(content, bytes):
            headers["Content-Type"] = "application/json"
        elif content is not None:
            headers |= {"Content-Type": "application/octet-stream", "Content-Length": str(size)}
        try:
            connection.request(method, self._target(path, query), content, headers)
        except (BrokenPipeError, ConnectionResetError):
            # the engine may refuse an upload before it is complete: the response says why
            if connection.sock is None:
                raise
        return connection.getresponse()

    def _target(self, path: str, query: Query | None) -> str:
        given = {name: value for name, value in (query or {}).items() if value not in (None, "")}
        text = urlencode(
            {k: str(v).lower() if isinstance(v, bool) else v for k, v in given.items()}
        )
        return f"{self._prefix}{path}" + (f"?{text}" if text else "")

    def _keep(self) -> http.client.HTTPConnection:
        if time.monotonic() - self._last_used > _KEPT_FOR:
            self.close()
        if self._kept is None:
            self._kept = self._connection()
        return self._kept

    def _connection(self) -> http.client.HTTPConnection:
        if self._tls:
            return http.client.HTTPSConnection(
                self._host,
                self._port,
                timeout=self._timeout,
                context=ssl.create_default_context(),
            )
        return http.client.HTTPConnection(self._host, self._port, timeout=self._timeout)

    @contextmanager
    def _reachable(self) -> Iterator[None]:
        try:
            yield
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise EngineUnreachableError(
                expected=f"an engine that answers at {self.address}",
                found=_reason(error),
                remedy=_remedy(error),
            ) from error
        except KeyboardInterrupt:
            # interrupted within a response: the next call needs a new connection
            self.close()
            raise


def _encode(body: BaseModel | Mapping[str, object] | None) -> bytes | None:
    if body is None:
        return None
    if isinstance(body, BaseModel):
        return body.model_dump_json(exclude_unset=True).encode()
    return json.dumps(body).encode()


def _remedy(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return "Name the file of your own authority's certificate in the variable SSL_CERT_FILE"
    return "Check the address, and that the engine or server runs there"


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"a certificate that cannot be trusted ({error.verify_message})"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, ConnectionRefusedError):
        return "nothing listening there"
    return type(error).__name__
