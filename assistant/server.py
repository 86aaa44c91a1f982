"""The engine process: owns a home, listens, tells clients where, and ends when it is time.

`replydesk engine` listens on this machine only, on a random port. `replydesk serve` listens for
a company as well: that listener is a second one, where the owner's token does not count.
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
"""How often an engine that only waits for a job to end looks again."""
_FAULT = Notice(
    code="bug",
    text="Something went wrong in the background.",
    remedy="Restart Replydesk; report it with the log if it happens again",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Public:
    """Where a company server listens, and how it is protected on the way.

    Attributes:
        host, port: A name or address of this machine; "0.0.0.0" or "::" for all of them.
        certificate, key: PEM files for TLS.
        insecure: Listen beyond this machine without TLS all the same (behind a proxy that has it).
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
    """Run the engine of a home until it is told to stop, or nobody needs it; returns the status.

    Args:
        home: Its data folder; made if it is not there.
        extension: What another room adds to it.
        public: A company server's listener.
        linger: Seconds after the last client has left (and no job runs) until the engine ends;
            None never.
        announce: Called once it can be reached.

    Raises:
        EngineRunningError: Another engine owns this home.
        RefusedError: It would listen beyond this machine without protection.
        MachineError: It cannot listen there.
        CodedError: The store cannot be opened; see `assistant.store.opening`.
    """
    tls = _protection(public) if public else None
    home.create()
    with engine_file.owned(home), _listening(public) as (local, outside):
        engine_file.remove(home)  # a killed engine's: nobody may try its port while we start
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
        """Listen; then publish; then fill the indexes; until stopped."""
        watch = asyncio.create_task(self._when_listening(announce))
        # an engine that nobody can find must not live on
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
    """What ends a thread unexpectedly is logged, and shown in the engine's health."""

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
    """This machine's listener, and the company's if there is one."""
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
    """TLS for the company's listener, or a good reason to go without."""
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
    # the name that DNS has for this machine is not asked for: where DNS is dead, that takes minutes
    own = {public.host, socket.gethostname()}
    certified = certified_names(public.certificate) if public.certificate else ()
    names = {*own, *certified, *public.names, *configured}
    return frozenset(name.lower() for name in names if name)
