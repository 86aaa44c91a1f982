"""A small OpenAI-compatible server with a real tiny model, and with broken endpoints."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from assistant.models.generation import LocalModel
from assistant.models.worker.onnx_generator import OnnxRuntime
from assistant.models.worker.rendering import Vocabulary
from assistant.models.worker.token_text import TextStream


class Server(ThreadingHTTPServer):
    """The server. `/v1` works; moved, denied, unknown, down, broken, noise and endless fail."""

    daemon_threads = True

    def __init__(self, model: LocalModel, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        assert model.onnx_fp32 is not None
        self.vocabulary = Vocabulary(model.tokenizer)
        self.runtime = OnnxRuntime(model.onnx_fp32, backend="onnx-fp32", window=512, threads=1)
        self.lock = threading.Lock()
        self.asked: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.dropped = threading.Event()

    def url(self, base: str = "v1") -> str:
        return f"http://127.0.0.1:{self.server_port}/{base}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report a fault; clients that hang up while they are answered are part of the tests."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def write(self, ids: list[int], most: int) -> Iterator[str]:
        """Yield a greedily decoded reply, piece by piece."""
        stream = TextStream(self.vocabulary.bytes)
        with self.lock:
            self.runtime.rewind(0)
            logits = self.runtime.feed(ids)
            for _ in range(most):
                token = int(logits[0].argmax())
                if token in self.vocabulary.ends:
                    return
                yield stream.add(token)
                logits = self.runtime.feed([token])


@contextmanager
def serving(model: LocalModel, port: int = 0) -> Iterator[Server]:
    """Run a server on a free port for the length of a block."""
    server = Server(model, port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, dict(self.headers), body))
        base = self.path.split("/")[1]
        refusals = {"denied": 401, "unknown": 404, "down": 503}
        if base == "moved":
            self.send_response(307)
            self.send_header("Location", self.server.url() + self.path.removeprefix("/moved"))
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif base in refusals:
            self.send_error(refusals[base])
        else:
            self._stream(base, body)

    def _stream(self, base: str, body: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            if base == "noise":
                self.wfile.write(b"data: {this is no JSON\n\n")
            elif base == "endless":
                while True:
                    self._say({"delta": {"content": "on and "}})
                    time.sleep(0.01)
            else:
                self._reply(base, body)
        except OSError:
            self.server.dropped.set()

    def _reply(self, base: str, body: dict[str, Any]) -> None:
        chat = "messages" in body
        server = self.server
        if chat:
            ids = server.vocabulary.encode_structure(body["messages"][-1]["content"])
        else:
            given = body["prompt"]
            ids = given if isinstance(given, list) else server.vocabulary.encode_structure(given)
        for number, text in enumerate(server.write(ids, body["max_tokens"])):
            if base == "broken" and number == 3:
                return
            self._say({"delta": {"content": text}} if chat else {"text": text})
        self._say({"delta": {}, "text": "", "finish_reason": "stop"})
        self.wfile.write(b"data: [DONE]\n\n")

    def _say(self, choice: dict[str, Any]) -> None:
        told = json.dumps({"choices": [{"index": 0, **choice}]})
        self.wfile.write(f": keep-alive\n\ndata: {told}\n\n".encode())
        self.wfile.flush()

    def log_message(self, *_: Any) -> None:
        return
