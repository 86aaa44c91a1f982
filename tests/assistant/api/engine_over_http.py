"""Access to a real engine in-process or over a real socket, with real tokens."""

from __future__ import annotations

import http.client
import json
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI

from assistant import server
from assistant.contracts import ArticleBody
from assistant.engine import Engine
from assistant.engine_file import Running
from assistant.paths import Home
from assistant.server import Public
from main import extension

PORT = 8765
ORIGIN = f"http://127.0.0.1:{PORT}"
REFUND = ArticleBody(
    questions=["How long does a refund take?"], answer="A refund takes five working days."
)


def until(condition: Callable[[], object], seconds: float = 60) -> None:
    """Wait until a condition is true."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


@dataclass
class Api:
    """An ASGI client of the app, with a token for each role.

    Attributes:
        tokens: Role → token; that of "owner" is the one in `engine.json`.
    """

    app: FastAPI
    engine: Engine
    portal: BlockingPortal
    tokens: dict[str, str] = field(default_factory=dict)

    def request(
        self, method: str, path: str, *, role: str | None = "owner", **more: Any
    ) -> httpx.Response:
        """Send a request; `headers` override the default ones."""
        headers = {} if role is None else {"authorization": f"Bearer {self.tokens[role]}"}
        headers |= more.pop("headers", {})
        return self.portal.call(self._request, method, path, headers, more)

    async def _request(
        self, method: str, path: str, headers: dict[str, str], more: dict[str, Any]
    ) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
            return await client.request(method, path, headers=headers, **more)


def sent(api: Api, method: str, path: str, body: object = None, **more: object) -> Any:
    """Send a request that must succeed; returns its JSON."""
    response = api.request(method, path, json=body, **more)
    assert response.is_success, response.text
    return response.json() if response.content else None


@dataclass
class Served:
    """An engine that listens on a real socket, in a thread of this process."""

    home: Home
    running: Running
    public: Public | None = None

    def connect(self, timeout: float = 60) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.running.host, self.running.port, timeout=timeout)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.running.token}"}

    def call(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """Send a request with the owner's token; returns status and JSON of the response."""
        connection = self.connect()
        try:
            content = None if body is None else json.dumps(body)
            kind = {"Content-Type": "application/json"} if content else {}
            connection.request(method, path, content, self.headers | kind)
            response = connection.getresponse()
            answer = response.read()
            return response.status, json.loads(answer) if answer else None
        finally:
            connection.close()


@contextmanager
def _own_logs() -> Iterator[None]:
    """Restore the logging configuration, which is global, after an engine in this process."""
    root = logging.getLogger()
    before, level, loud = root.handlers[:], root.level, logging.raiseExceptions
    try:
        yield
    finally:
        for handler in root.handlers:
            if handler not in before:
                handler.close()
        root.handlers[:] = before
        root.setLevel(level)
        logging.raiseExceptions = loud


@contextmanager
def serving(root: Path, **options: Any) -> Iterator[Served]:
    """Serve a home in a thread for the length of a block."""
    with _own_logs():
        yield from _serving(root, options)


def _serving(root: Path, options: dict[str, Any]) -> Iterator[Served]:
    home = Home(root)
    published: list[Served] = []
    ready = threading.Event()

    def announce(running: Running, public: Public | None) -> None:
        published.append(Served(home, running, public))
        ready.set()

    options = {"announce": announce, "extension": extension(), **options}
    thread = threading.Thread(target=server.serve, args=(home,), kwargs=options)
    thread.start()
    try:
        until(lambda: ready.is_set() or not thread.is_alive())
        assert ready.is_set(), "the engine does not listen"
        yield published[0]
    finally:
        with suppress(OSError, http.client.HTTPException):  # it may have ended already
            for served in published:
                served.call("POST", "/v1/shutdown")
        thread.join(60)
    assert not thread.is_alive()


def pieces(*contents: bytes) -> AsyncIterator[bytes]:
    """A request body that is sent in pieces, without a known length."""

    async def run() -> AsyncIterator[bytes]:
        for content in contents:
            yield content

    return run()
