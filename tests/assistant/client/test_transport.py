"""The client with engines, with other programs, and with nothing at the other end."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from assistant.client.api import Client
from assistant.client.attach import attach
from assistant.client.transport import Transport
from assistant.contracts import ArticleBody, SuggestionRequest
from assistant.engine_file import Running, owned, write
from assistant.errors import (
    CodedError,
    ConflictError,
    EngineUnreachableError,
    InputError,
    MachineError,
    NotFoundError,
    RefusedError,
)
from assistant.paths import Home

Serve = Callable[[int, bytes], "Server"]


class Server:
    """An HTTP server that gives the same response to every request, and records the requests."""

    def __init__(self, status: int, content: bytes) -> None:
        self.requests: list[tuple[str, str, dict[str, str], bytes]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                outer.requests.append((self.command, self.path, dict(self.headers), body))
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - the library names them

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def serve() -> Iterator[Serve]:
    servers: list[Server] = []

    def start(status: int, content: bytes) -> Server:
        servers.append(Server(status, content))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def problem(status: int, **fields: object) -> bytes:
    return json.dumps(
        {"title": "T", "status": status, "detail": "D", "code": "c", **fields}
    ).encode()


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, InputError), (401, RefusedError), (403, RefusedError), (404, NotFoundError),
        (409, ConflictError), (413, InputError), (422, InputError), (500, CodedError),
        (503, MachineError), (507, MachineError),
    ],
)  # fmt: skip
def test_a_problem_becomes_the_error_it_was(
    serve: Serve, status: int, kind: type[CodedError]
) -> None:
    content = problem(status, code="some.code", expected="e", found="f", remedy="r", new_field=1)
    with (
        Client.remote(serve(status, content).address, "t") as client,
        pytest.raises(kind) as caught,
    ):
        client.health()
    error = caught.value
    assert (error.code, error.expected, error.found, error.remedy) == ("some.code", "e", "f", "r")
    assert error.__notes__ == ["T"]


def test_another_program_is_told_apart(serve: Serve) -> None:
    with Client.remote(serve(404, b"<html>no</html>").address, "t") as client:
        with pytest.raises(MachineError) as caught:
            client.health()
        assert caught.value.code == "engine.unreachable"
        with pytest.raises(MachineError):
            client.answer(SuggestionRequest(text="x"))


def test_a_stream_cut_off_is_no_answer(serve: Serve) -> None:
    stream = b'event: understood\ndata: {"language": "en", "language_confidence": 1}\n\n'
    with (
        Client.remote(serve(200, stream).address, "t") as client,
        pytest.raises(EngineUnreachableError, match="ended in the middle"),
    ):
        client.answer(SuggestionRequest(text="x"))


def test_an_error_event_is_raised(serve: Serve) -> None:
    stream = b"event: error\ndata: " + problem(500, code="bug") + b"\n\n"
    with (
        Client.remote(serve(200, stream).address, "t") as client,
        pytest.raises(CodedError) as caught,
    ):
        client.answer(SuggestionRequest(text="x"))
    assert caught.value.code == "bug"


def test_requests_carry_the_token_and_only_what_was_set(serve: Serve, tmp_path: Path) -> None:
    server = serve(200, b"[]")
    file = tmp_path / "f.csv"
    file.write_bytes(b"a,b\n")
    transport = Transport(server.address + "/replydesk/", "secret")
    transport.call("GET", "/x", query={"q": "退 货&", "empty": "", "none": None, "yes": True})
    transport.call("POST", "/y", body=ArticleBody(answer="A"))
    transport.upload("/z", file, query={"dry_run": False})
    transport.close()
    (_, get, headers, _), (_, _, posted, body), (_, upload, sent, content) = server.requests
    assert get == "/replydesk/v1/x?q=%E9%80%80+%E8%B4%A7%26&yes=true"
    assert headers["Authorization"] == "Bearer secret"
    assert (posted["Content-Type"], json.loads(body)) == ("application/json", {"answer": "A"})
    assert upload == "/replydesk/v1/z?dry_run=false"
    assert (sent["Content-Type"], content) == ("application/octet-stream", b"a,b\n")


@pytest.mark.parametrize("address", ["", "ftp://x", "http://", "https:///v1"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(InputError) as caught:
        Transport(address, "t")
    assert caught.value.code == "client.address"


def test_nothing_listening_is_unreachable() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # reserved, so that nothing else can listen on the port
        with (
            Client.remote(f"http://127.0.0.1:{silent.getsockname()[1]}", "t") as client,
            pytest.raises(EngineUnreachableError, match="nothing listening"),
        ):
            client.health()


def test_what_a_killed_engine_left_behind_is_no_engine(tmp_path: Path) -> None:
    home = Home(tmp_path)
    running = Running(pid=1, host="127.0.0.1", port=9, token="t", version="0", started_at="")
    write(home, running)
    assert attach(home) is None  # no process holds the lock
    with owned(home):
        assert attach(home) is None  # one does, but has not written its address yet


def test_ctrl_c_in_the_middle_of_an_answer_leaves_the_next_call_its_own(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(200, b"{}")
    transport = Transport(server.address, "token")
    with monkeypatch.context() as patch:
        patch.setattr(http.client.HTTPConnection, "getresponse", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            transport.call("GET", "/jobs/1")
    assert transport.call("POST", "/jobs/1/cancel") == b"{}"
    transport.close()


def _interrupted(_: object) -> None:
    raise KeyboardInterrupt
