"""A program at an address where an engine was expected, in a process of its own.

What it answers is told by the path below `/v1`; it prints its port first and then a line for
every request.
"""

from __future__ import annotations

import http.server
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from gui.engine.address import Address

_EVENT: Final = b'event: suggestion\ndata: {"rank": %d}\n\n'


@dataclass(frozen=True, slots=True)
class Stranger:
    """Where it is; what it was asked comes from `asked`."""

    address: Address
    said: IO[str]


@contextmanager
def stranger() -> Iterator[Stranger]:
    """Run one until the block ends."""
    with subprocess.Popen(
        [sys.executable, "-u", str(Path(__file__).resolve())],
        cwd=Path(__file__).resolve().parents[2], stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        port = int(process.stdout.readline())
        try:
            yield Stranger(Address(f"http://127.0.0.1:{port}", "token"), process.stdout)
        finally:
            process.kill()


class _Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        # in one piece: another request may be told at the same time
        print(f"{self.path}\n", end="")  # noqa: T201 - that is how it tells
        name = self.path.removeprefix("/v1/").partition("?")[0].replace("-", "_")
        getattr(self, f"_{name}", self._missing)()

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Nothing: what was asked is printed by `do_GET`."""

    def _missing(self) -> None:
        self._whole(404, "text/html", b"<h1>Not found</h1>")

    def _page(self) -> None:
        self._whole(200, "text/html", b"<h1>Welcome to nginx!</h1>")

    def _other_json(self) -> None:
        self._whole(200, "application/json", b'{"hello": "world"}')

    def _elsewhere(self) -> None:
        self.send_response(302)
        self.send_header("Location", "/v1/other-json")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _silent(self) -> None:
        time.sleep(60)

    def _endless(self) -> None:
        self._begin()
        for number in range(100_000):
            self._piece(_EVENT % number)
            time.sleep(0.005)

    def _broken(self) -> None:
        self._begin()
        self._piece(_EVENT % 1)
        self.close_connection = True  # without the chunk that ends it

    def _garbage(self) -> None:
        self._begin()
        self._piece(b'event: hello\ndata: {"type": "from the future"}\n\n')
        time.sleep(60)

    _events = _garbage

    def _begin(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def _piece(self, content: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(content), content))

    def _whole(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


if __name__ == "__main__":
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    print(server.server_port, flush=True)  # noqa: T201
    server.serve_forever()
