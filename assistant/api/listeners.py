"""Uvicorn server with two listeners, no polling, and a timeout for slow request heads."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import HANDLED_SIGNALS

GRACE_S = 4
"""Seconds given to requests in progress when the engine shuts down."""
HEAD_S = 10.0
"""Seconds for a request's head to arrive, counted from the connection or, for a later request on
the same connection, from its first bytes."""
_KEEP_ALIVE_S = 5
_CONNECTIONS = 1000
# a company server also shuts down cleanly when its terminal is closed
_SIGNALS = (*HANDLED_SIGNALS, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else []))


class PatientProtocol(H11Protocol):
    """Closes a connection whose request head is not complete in time (Slowloris protection)."""

    _head_due: float | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        self._head_due = None
        super().on_response_complete()

    def _watch(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete:
            self._head_due = None
            return
        if self._head_due is None:
            self._head_due = self.loop.time() + HEAD_S
        if self.timeout_keep_alive_task is None and not self.transport.is_closing():
            self.timeout_keep_alive_task = self.loop.call_at(
                self._head_due, self.timeout_keep_alive_handler
            )


class EngineServer(uvicorn.Server):
    """Serves the API on the local listener and, for a company server, on the public one.

    Args:
        app: The API.
        local: Socket bound to this machine, for plain HTTP.
        outside: Socket bound for the company, or None.
        tls: TLS context for `outside`; None for plain HTTP.
        hang_up: Ends the open event streams; called before waiting for requests to finish.
    """

    def __init__(
        self,
        app: Callable[..., Any],
        local: socket.socket,
        outside: socket.socket | None,
        *,
        tls: ssl.SSLContext | None,
        hang_up: Callable[[], None],
    ) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=PatientProtocol,
                ws="none",
                loop="asyncio",
                lifespan="off",
                log_config=None,
                access_log=False,
                # headers set by a proxy are not trusted
                proxy_headers=False,
                server_header=False,
                date_header=False,
                limit_concurrency=_CONNECTIONS,
                timeout_keep_alive=_KEEP_ALIVE_S,
                timeout_graceful_shutdown=GRACE_S,
            )
        )
        self.listening = asyncio.Event()
        self._local = local
        self._outside = outside
        self._tls = tls
        self._hang_up = hang_up
        self._stopping = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def stop(self) -> None:
        """Request the server to stop. Callable from any thread and from signal handlers."""
        self.should_exit = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stopping.set)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening: plain HTTP on the local socket, `tls` on the public one."""
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets=[self._local])
        if self._outside is not None:
            self.servers.append(
                await self._loop.create_server(
                    lambda: PatientProtocol(self.config, self.server_state, self.lifespan.state),
                    sock=self._outside,
                    ssl=self._tls,
                )
            )
        self.listening.set()

    async def main_loop(self) -> None:
        """Sleep until stopped. (Uvicorn's own loop polls ten times a second.)"""
        if not await self.on_tick(0):
            await self._stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the event streams, then let requests in progress finish within `GRACE_S`."""
        self._hang_up()
        await self._stop_accepting()
        await super().shutdown(sockets)
        for connection in list(self.server_state.connections):  # they have outlasted the grace
            connection.transport.abort()
        await asyncio.sleep(0)  # they are closed in the loop's next turn

    async def _stop_accepting(self) -> None:
        """Accept no more connections, and register those that were accepted already: asyncio would
        leave their sockets open if the listener was closed in between."""
        loop = asyncio.get_running_loop()
        for server in self.servers:
            for listener in server.sockets:
                with contextlib.suppress(NotImplementedError):  # Windows
                    loop.remove_reader(listener.fileno())
        for _ in range(3):  # a connection is accepted in one turn and registered in a later one
            await asyncio.sleep(0)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Shut down on Ctrl-C, Ctrl-Break or SIGTERM; on a second Ctrl-C without waiting."""
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.stop()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Handle signals while serving. Uvicorn's own method raises them again at the end, which
        would kill the process before the store is closed."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {sig: signal.signal(sig, self.handle_exit) for sig in _SIGNALS}
        try:
            yield
        finally:
            for sig, handler in before.items():
                signal.signal(sig, handler)
