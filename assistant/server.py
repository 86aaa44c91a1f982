"""The engine process: owns a home, listens, publishes its address, and exits when not needed.

`replydesk engine` listens on this machine only, on a random port. `replydesk serve` opens a second
listener for the company, on which the owner's token is not accepted.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from assistant import engine_file, logs
from assistant.api.access import Access
from assistant.api.app import create_app
from assistant.api.listeners import EngineServer
from assistant.contracts import Notice
from assistant.engine import Engine
from assistant.engine_file import Running
from assistant.errors import InputError, RefusedError
from assistant.extension import Extension, Part
from assistant.listening import bind, certified_names, tls_context
from assistant.paths import Home

_log = logging.getLogger(__name__)

_LOOPBACK = "127.0.0.1"
_LOOK_S = 5.0
"""Seconds between checks whether the jobs have ended, once all clients have left."""
_FAULT = Notice(
    code="bug",
    text="Something went wrong in the background.",
    remedy="Restart Replydesk; report it with the log if it happens again",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Public:
    """Address and TLS settings of a company server's listener.

    Attributes:
        host, port: A name or address of this machine; "0.0.0.0" or "::" for all addresses.
        certificate, key: PEM files for TLS.
        insecure: Allow listening beyond this machine without TLS (behind a proxy that has it).
        names: Further host names under which clients reach it.
    """

    host: str
    port: int
    certificate: Path | None = None
    key: Path | None = None
    insecure: bool = False
    names: tuple[str, ...] = ()


Announce = Callable[[Running, Public | None], None]


def serve(
    home: Home,
    *,
    extension: Extension | None = None,
    public: Public | None = None,
    linger: float | None = None,
    announce: Announce | None = None,
) -> int:
    """Run the engine of a home until it is stopped or no longer needed; return the exit status.

    Args:
        home: The data folder; created if it does not exist.
        extension: Commands, routes and component added by another package.
        public: The listener of a company server, if there is one.
        linger: Seconds after the last client has left (and no job runs) until the engine exits;
            None: it never does.
        announce: Called once the engine accepts connections.

    Raises:
        EngineRunningError: Another engine owns this home.
        RefusedError: It would listen beyond this machine without TLS.
        MachineError: The address or port cannot be used.
        CodedError: The store cannot be opened; see `assistant.store.opening`.
    """
    tls = _protection(public) if public else None
    home.create()
    with engine_file.owned(home), _listening(public) as (local, outside):
        engine_file.remove(home)  # left by a killed engine: clients must not try its port
        logs.start(home.logs, name="engine")
        engine = Engine(home)
        part: Part | None = None
        try:
            part = extension.part(engine) if extension else None
            access = Access(
                port=local.getsockname()[1],
                public_port=outside.getsockname()[1] if outside else None,
                names=_names(public, engine.settings.allowed_hosts),
            )
            further = extension.routers() if extension else ()
            app = create_app(engine, access, further=further, part=part)
            server = EngineServer(app, local, outside, tls=tls, hang_up=engine.hub.close)
            access.stop = server.stop
            process = _Process(home, engine, part, access, server, linger)
            if public and access.public_port:
                public = replace(public, port=access.public_port)
            with _faults_told(engine):
                asyncio.run(process.run(lambda running: announce and announce(running, public)))
        finally:
            engine_file.remove(home)
            if part is not None:
                part.close()
            engine.close()
    return 0


@dataclass(slots=True)
class _Process:
    home: Home
    engine: Engine
    part: Part | None
    access: Access
    server: EngineServer
    linger: float | None

    async def run(self, announce: Callable[[Running], object]) -> None:
        """Listen, then publish the address, then start the background work; run until stopped."""
        watch = asyncio.create_task(self._when_listening(announce))
        # stop an engine whose address could not be published: no client could find it
        watch.add_done_callback(self._stop_after_a_fault)
        try:
            await self.server.serve()
        finally:
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch

    async def _when_listening(self, announce: Callable[[Running], object]) -> None:
        await self.server.listening.wait()
        running = Running(
            pid=os.getpid(),
            host=_LOOPBACK,
            port=self.access.port,
            token=self.access.owner_token,
            version=version("replydesk"),
            started_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        engine_file.write(self.home, running)
        _log.info("engine listens", extra={"port": running.port, "pid": running.pid})
        announce(running)
        self.engine.start()
        if self.part is not None:
            self.part.start()
        if self.linger is not None:
            await self._until_left(self.linger)
            _log.info("engine ends: the last client has left")
            self.server.stop()

    def _stop_after_a_fault(self, watch: asyncio.Task[None]) -> None:
        if not watch.cancelled() and watch.exception() is not None:
            self.server.stop()

    async def _until_left(self, linger: float) -> None:
        while True:
            left = linger - self.access.presence.idle_s()
            active = self.engine.jobs.active + (self.part.active if self.part else 0)
            if left <= 0 and not active:
                return
            await asyncio.sleep(left if left > 0 else min(linger, _LOOK_S))


@contextmanager
def _faults_told(engine: Engine) -> Iterator[None]:
    """Log exceptions that end a thread, and show a notice in the engine's health."""

    def tell(fault: threading.ExceptHookArgs) -> None:
        if fault.exc_value is None:
            return
        _log.error("a thread failed", exc_info=fault.exc_value)
        if not any(known.code == _FAULT.code for known in engine.notices):
            engine.notices.append(_FAULT)

    before = threading.excepthook
    threading.excepthook = tell
    try:
        yield
    finally:
        threading.excepthook = before


@contextmanager
def _listening(public: Public | None) -> Iterator[tuple[socket.socket, socket.socket | None]]:
    """Open the local listener and, for a company server, the public one."""
    local = bind(_LOOPBACK, 0)
    try:
        outside = bind(public.host, public.port) if public else None
        try:
            yield local, outside
        finally:
            if outside is not None:
                outside.close()
    finally:
        local.close()


def _protection(public: Public) -> ssl.SSLContext | None:
    """Return the TLS context of the public listener, or None where TLS is not required."""
    if (public.certificate is None) != (public.key is None):
        raise InputError(
            expected="a certificate and its key",
            found="only one of them",
            remedy="Give both --cert and --key",
            code="serve.tls",
        )
    if public.certificate is not None:
        return tls_context(public.certificate, public.key)
    if not public.insecure and not _is_loopback(public.host):
        raise RefusedError(
            expected="TLS for listening beyond this machine",
            found="no certificate",
            remedy="Give --cert and --key; or --insecure, behind a proxy that has TLS",
            code="serve.insecure",
        )
    return None


def _is_loopback(host: str) -> bool:
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def _names(public: Public | None, configured: list[str]) -> frozenset[str]:
    if public is None:
        return frozenset()
    # no DNS lookup of this machine's name: without a working DNS that would take minutes
    own = {public.host, socket.gethostname()}
    certified = certified_names(public.certificate) if public.certificate else ()
    names = {*own, *certified, *public.names, *configured}
    return frozenset(name.lower() for name in names if name)
