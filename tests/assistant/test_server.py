"""The engine process: ownership of a home, discovery, its end, access and TLS."""

from __future__ import annotations

import asyncio
import gc
import http.client
import json
import os
import signal
import socket
import ssl
import stat
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from assistant import engine_file, server
from assistant.api import listeners
from assistant.client.transport import Transport
from assistant.engine_file import Running
from assistant.errors import (
    CodedError,
    EngineRunningError,
    EngineUnreachableError,
    HomeUnwritableError,
    InputError,
    MachineError,
    RefusedError,
    StoreNewerError,
)
from assistant.listening import bind
from assistant.paths import Home
from assistant.server import Public
from tests.assistant.api.engine_over_http import Served, serving, until

_PROCESS = """
import sys
from pathlib import Path
from assistant import server
from assistant.paths import Home
linger = float(sys.argv[2]) if len(sys.argv) > 2 else None
sys.exit(server.serve(Home(Path(sys.argv[1])), linger=linger))
"""
posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@contextmanager
def process(home: Home, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a listening engine in a process of its own for the length of a block."""
    engine = subprocess.Popen([sys.executable, "-c", _PROCESS, str(home.root), *arguments])
    try:
        until(lambda: found(home, engine) or engine.poll() is not None)
        assert engine.poll() is None
        yield engine
    finally:
        engine.kill()
        engine.wait(60)


def found(home: Home, engine: subprocess.Popen[bytes]) -> bool:
    running = engine_file.read(home)
    return running is not None and running.pid == engine.pid


def reach(home: Home) -> Served:
    running = engine_file.read(home)
    assert running is not None
    return Served(home, running)


# ---------------------------------------------------------------- one engine per home


@posix
def test_it_publishes_itself_to_its_owner_and_ends_in_order(tmp_path):
    home = Home(tmp_path / "home")
    with process(home) as engine:
        assert stat.S_IMODE(home.engine.stat().st_mode) == 0o600
        content = json.loads(home.engine.read_text())
        assert content["format"] == 1
        assert content["pid"] == engine.pid
        assert content["host"] == "127.0.0.1"
        assert content["api"] == "v1"
        assert len(content["token"]) >= 43
        assert reach(home).call("GET", "/v1/health")[1]["pid"] == engine.pid
        engine.send_signal(signal.SIGTERM)
        assert engine.wait(60) == 0
    assert not home.engine.exists()
    assert not engine_file.is_owned(home)
    assert not Path(f"{home.store}-wal").exists()


def test_what_a_killed_engine_leaves_is_removed_before_the_store_is_opened(tmp_path):
    home = Home(tmp_path / "home")
    home.create()
    home.engine.write_text("{}", "utf-8")
    home.identity.write_text('{"format": 99}', "utf-8")
    with pytest.raises(StoreNewerError):
        server.serve(home)
    assert not home.engine.exists()


@posix
def test_what_a_killed_engine_leaves_is_not_believed(tmp_path):
    home = Home(tmp_path / "home")
    with process(home) as engine:
        reach(home).call("POST", "/v1/customers", {"name": "Ada"})
        before = home.engine.read_text()
        engine.kill()
        engine.wait(60)
        assert home.engine.read_text() == before
        assert engine_file.read(home) is None
    with serving(home.root) as served:
        assert served.running.token not in before
        assert served.call("GET", "/v1/customers")[1]["total"] == 1


def test_a_second_engine_gives_way(tmp_path):
    with serving(tmp_path) as served:
        with pytest.raises(EngineRunningError) as refused:
            server.serve(served.home)
        assert str(served.running.pid) in refused.value.found
        # the first one is not affected
        assert engine_file.read(served.home) == served.running
        assert served.call("GET", "/v1/health")[0] == 200


def test_looking_at_the_lock_does_not_keep_an_engine_from_starting(tmp_path):
    home = Home(tmp_path)
    home.create()
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            engine_file.is_owned(home)

    looker = threading.Thread(target=look)
    looker.start()
    try:
        for _ in range(20):
            with engine_file.owned(home):
                pass
    finally:
        stop.set()
        looker.join()


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"format": 2}', '{"format": 1}', "\udcff"]
)
def test_a_broken_engine_file_is_none(tmp_path, content):
    home = Home(tmp_path)
    home.engine.write_text(content, errors="surrogateescape")
    with engine_file.owned(home):
        assert engine_file.read(home) is None


def test_later_fields_of_the_same_format_are_passed_over(tmp_path):
    home = Home(tmp_path)
    running = Running(
        pid=1, host="::1", port=2, token="t", version="9", started_at="2026-01-01T00:00:00+00:00"
    )
    assert running.url == "http://[::1]:2/v1"
    with engine_file.owned(home):
        engine_file.write(home, running)
        content = json.loads(home.engine.read_text()) | {"later": True}
        home.engine.write_text(json.dumps(content))
        assert engine_file.read(home) == running


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_home_that_cannot_be_written_is_told(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(HomeUnwritableError):
            server.serve(Home(tmp_path))
    finally:
        tmp_path.chmod(0o700)


# ---------------------------------------------------------------- when it ends


@contextmanager
def lingering(root: Path, ask: Callable[[Served], object]) -> Iterator[tuple[Served, float, Any]]:
    """Run an engine that ends some seconds after its last client has left; yields it, these
    seconds and the result of `ask`.

    On a busy machine, `ask` may take longer than that; then it is tried again with more time.
    """
    for seconds in (3.0, 12.0, 48.0):
        with serving(root, linger=seconds) as served:
            try:
                answer = ask(served)
            except (OSError, http.client.HTTPException):
                continue
            yield served, seconds, answer
            return
    pytest.fail("the engine waits for nobody")


def test_it_ends_when_the_last_client_has_left(tmp_path):
    def listen(served):  # a stream of events is a client
        connection = served.connect()
        connection.request("GET", "/v1/events", headers=served.headers)
        return connection, connection.getresponse()

    with lingering(tmp_path, listen) as (served, seconds, (connection, response)):
        time.sleep(seconds + 1)
        assert served.home.engine.exists()
        response.close()
        connection.close()
        until(lambda: not served.home.engine.exists())


@pytest.mark.parametrize("turns", range(6))
def test_a_connection_that_comes_while_the_listeners_close_is_closed(turns):
    async def unused(scope: object, receive: object, send: object) -> None:
        raise AssertionError("nothing is asked")

    async def run(local: socket.socket, client: socket.socket) -> None:
        made = listeners.EngineServer(unused, local, None, tls=None, hang_up=lambda: None)
        made.config.load()
        made.lifespan = made.config.lifespan_class(made.config)
        await made.startup()
        client.connect(local.getsockname())
        for _ in range(turns):  # it is accepted in one, and known some turns later
            await asyncio.sleep(0)
        await made.shutdown()
        assert not made.server_state.connections

    with bind("127.0.0.1", 0) as local, socket.socket() as client:
        client.settimeout(60)
        asyncio.run(run(local, client))
        with suppress(ConnectionResetError):
            assert client.recv(1) == b""
    gc.collect()  # tells of a socket that is still open


def test_it_does_not_leave_a_job_behind(tmp_path):
    file = tmp_path / "faq.csv"
    rows = "".join(f"What is number {n}?,It is the number {n}.\n" for n in range(1000))
    file.write_text("question,answer\n" + rows)

    def bring(served):
        return served.call("POST", "/v1/imports", {"path": str(file)})

    with lingering(tmp_path / "home", bring) as (served, _, (status, _)):
        assert status == 202
        until(lambda: not served.home.engine.exists(), seconds=300)
    with serving(tmp_path / "home") as served:
        (job,) = served.call("GET", "/v1/jobs")[1]["items"]
        assert (job["state"], job["result"]["added"]) == ("done", 1000)


def test_strangers_do_not_keep_it_alive(tmp_path):
    with warnings.catch_warnings():
        # a connection accepted while the loop ends is normally closed with the process; as this
        # process goes on, the garbage collector warns of it
        warnings.simplefilter("ignore", ResourceWarning)
        with serving(tmp_path, linger=0.5) as served:

            def let_in() -> bool:
                with closing(served.connect(timeout=2)) as connection:
                    connection.request("GET", "/v1/health")
                    return connection.getresponse().status != 401

            with suppress(OSError, http.client.HTTPException):  # raised when it has ended
                until(let_in)
                pytest.fail("a stranger was let in")
            until(lambda: not served.home.engine.exists())
        gc.collect()


def test_it_does_nothing_while_nothing_is_to_be_done(tmp_path):
    home = Home(tmp_path / "home")
    with process(home) as engine:
        until(lambda: reach(home).call("GET", "/v1/health")[1]["state"] == "ready")
        time.sleep(3)  # when it is first idle, the WAL is merged into the store
        watched = psutil.Process(engine.pid)
        shares = []
        while not shares or (shares[-1] >= 0.01 and len(shares) < 20):  # that may take longer
            before, began = sum(watched.cpu_times()[:2]), time.monotonic()
            time.sleep(3)
            used = sum(watched.cpu_times()[:2]) - before
            shares.append(used / (time.monotonic() - began))
    assert shares[-1] < 0.01, shares


def test_a_fault_in_a_thread_is_told(tmp_path):
    with serving(tmp_path) as served:
        faulty = threading.Thread(target=lambda: 1 / 0)
        faulty.start()
        faulty.join()
        codes = [notice["code"] for notice in served.call("GET", "/v1/health")[1]["notices"]]
        assert codes.count("bug") == 1
        assert "ZeroDivisionError" in (served.home.logs / "engine.log").read_text()


# ---------------------------------------------------------------- a company server


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "desk.example"])  # noqa: S104
def test_it_does_not_listen_for_others_unprotected(tmp_path, host):
    with pytest.raises(RefusedError) as refused:
        server.serve(Home(tmp_path), public=Public(host=host, port=0))
    assert refused.value.code == "serve.insecure"
    assert list(tmp_path.iterdir()) == []


def test_half_a_certificate_is_refused(tmp_path):
    public = Public(host="127.0.0.1", port=0, certificate=tmp_path / "cert.pem")
    with pytest.raises(InputError, match="only one"):
        server.serve(Home(tmp_path), public=public)


def test_a_certificate_that_is_none_is_refused(tmp_path):
    for content in (None, "no certificate"):
        file = tmp_path / "cert.pem"
        if content is not None:
            file.write_text(content)
        with pytest.raises(InputError) as refused:
            server.serve(
                Home(tmp_path / "home"),
                public=Public(host="127.0.0.1", port=0, certificate=file, key=file),
            )
        assert refused.value.code == "serve.tls"
        assert "Error" not in refused.value.found


def test_a_port_that_is_taken_is_told(tmp_path):
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        public = Public(host="127.0.0.1", port=other.getsockname()[1])
        with pytest.raises(MachineError) as refused:
            server.serve(Home(tmp_path), public=public)
    assert refused.value.code == "engine.listen"


@pytest.mark.parametrize(
    ("host", "port"), [("127.0.0.1", 99_999), ("no.such.host.invalid", 0), ("a" * 70 + ".b", 0)]
)
def test_an_address_that_is_none_is_told(tmp_path, host, port):
    with pytest.raises(CodedError) as refused:
        server.serve(Home(tmp_path), public=Public(host=host, port=port, insecure=True))
    assert refused.value.code == "engine.listen"
    assert "Error" not in refused.value.found


def test_a_company_server_takes_personal_tokens_on_its_own_listener(tmp_path):
    with serving_public(tmp_path, Public(host="127.0.0.1", port=0)) as (served, port):
        person = served.call("POST", "/v1/actors", {"name": "Ada", "role": "agent"})[1]
        address = f"http://127.0.0.1:{port}/v1"
        assert status(f"{address}/health", person["token"]) == 200
        assert status(f"{address}/audit", person["token"]) == 403
        assert status(f"{address}/health", person["token"], host="evil.example") == 421
        assert status(f"{address}/health", person["token"], host=socket.gethostname()) == 200
        # the owner's token has all rights, so it is only accepted on the local listener
        assert status(f"{address}/health", served.running.token) == 401
        assert served.call("GET", "/v1/audit")[0] == 200


def test_tls_protects_the_companys_listener(tmp_path):
    certificate, key = self_signed(tmp_path)
    public = Public(host="0.0.0.0", port=0, certificate=certificate, key=key)  # noqa: S104
    with serving_public(tmp_path / "home", public) as (served, port):
        person = served.call("POST", "/v1/actors", {"name": "Ada", "role": "agent"})[1]
        trusting = ssl.create_default_context(cafile=str(certificate))
        address = f"https://localhost:{port}/v1/health"
        assert status(address, person["token"], trusting=trusting) == 200
        for host, answer in (("desk.example", 200), ("other.example", 421)):
            assert status(address, person["token"], host=host, trusting=trusting) == answer
        assert served.call("GET", "/v1/health")[0] == 200
        with pytest.raises(httpx.TransportError):
            status(address.replace("https", "http"), person["token"])


def test_a_certificate_of_ones_own_is_told_how_to_be_trusted(tmp_path):
    certificate, key = self_signed(tmp_path)
    public = Public(host="127.0.0.1", port=0, certificate=certificate, key=key)
    with serving_public(tmp_path / "home", public) as (_, port):
        transport = Transport(f"https://localhost:{port}", "token")
        with closing(transport), pytest.raises(EngineUnreachableError) as refused:
            transport.call("GET", "/health")
        assert "SSL_CERT_FILE" in refused.value.remedy


@contextmanager
def serving_public(root: Path, public: Public) -> Iterator[tuple[Served, int]]:
    with serving(root, public=public) as served:
        assert served.public is not None
        yield served, served.public.port


def status(url: str, token: str, *, host: str = "", trusting: ssl.SSLContext | None = None) -> int:
    headers = {"authorization": f"Bearer {token}"} | ({"host": host} if host else {})
    with httpx.Client(verify=trusting or True, trust_env=False, timeout=60) as client:
        return client.get(url, headers=headers).status_code


def self_signed(folder: Path) -> tuple[Path, Path]:
    """Create a certificate for localhost and desk.example; returns the paths of it and its key."""
    certificate, key = folder / "cert.pem", folder / "key.pem"
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-keyout", key, "-out", certificate, "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost,DNS:Desk.example,DNS:*.wild.example"],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("no openssl to make a certificate with")
    return certificate, key
