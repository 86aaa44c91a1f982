"""Answers every question with 200 events a second, as a wire that is far too busy would.

Run as a program of its own: prints its port, then serves until it is killed.
"""

from __future__ import annotations

import http.server
import json
import time
from typing import Final

PER_SECOND: Final = 200
SECONDS: Final = 3
_SOURCE: Final = {
    "kind": "faq", "title": "Flood", "confidence": 0.9, "updated_at": "2026-11-02T09:00:00Z",
}  # fmt: skip


class _Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        items = [_SOURCE | {"id": number} for number in (1, 2, 3)]
        self._event("sources", {"items": items, "abstained": False})
        text = ""
        for number in range(PER_SECOND * SECONDS):
            text += f"word{number} "
            card = 1 + min(2, number // PER_SECOND)
            self._event("suggestion", _card(card, text))
            time.sleep(1 / PER_SECOND)
        self._event("done", {"abstained": False, "timings_ms": {"total": 1.0}})

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def _event(self, name: str, data: object) -> None:
        self.wfile.write(f"event: {name}\ndata: {json.dumps(data)}\n\n".encode())


def _card(card: int, text: str) -> dict[str, object]:
    sources = [{"id": card, "title": "Flood"}]
    return {
        "card": card, "kind": "verified", "text": text, "confidence": 0.9, "sources": sources,
    }  # fmt: skip


if __name__ == "__main__":
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    print(server.server_address[1], flush=True)  # noqa: T201 - that is how it tells
    server.serve_forever()
