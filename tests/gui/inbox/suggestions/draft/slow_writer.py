"""An engine that answers with one card and writes drafts as its question says, as slowly as that.

Run as a program of its own: prints its port, then a line for each draft it is asked for and for
each that was given up. Where it waits in the middle, a line of its input lets it go on.
"""

from __future__ import annotations

import http.server
import json
import select
import sys
import time
from typing import Any, Final

_PAUSE_S: Final = 0.02
SENTENCES: Final = (
    ("Hello Ann. ", "none", ""),
    ("It takes 5 days. ", "supported", "A refund takes 5 days."),
    ("I called your bank. ", "unsupported", ""),
    ("Anything else?", "none", ""),
)
HOSTILE: Final = (
    '<img src="file:///etc/passwd"><script>alert(1)</script> <b>bold</b> &amp; \u202egpj.exe\u202c '
    "\x1b[31mred {{Order Number}} [link](http://127.0.0.1/)"
)
_CARD: Final = {
    "card": 1, "kind": "verified", "text": "A refund takes 5 days.", "confidence": 0.9,
    "sources": [{"id": 1, "title": "Refunds"}],
}  # fmt: skip
_SOURCE: Final = {
    "id": 1, "kind": "faq", "title": "Refunds", "question": "How long?", "confidence": 0.9,
    "updated_at": "2026-11-02T09:00:00Z",
}  # fmt: skip


class _Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        status = {"state": "ready", "model": "slow", "backend": "onnx-int4", "device": "cpu"}
        self.wfile.write(json.dumps(status).encode())

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        if self.path.endswith("/suggestions"):
            self._event("sources", {"items": [_SOURCE], "abstained": False})
            self._event("suggestion", _CARD)
            self._event("done", {"abstained": False, "timings_ms": {"total": 1.0}})
        elif self.path.endswith("/replies"):
            names = ("text", "style", "lang", "reply_lang", "seed", "articles", "writer")
            told = {name: asked[name] for name in names}
            self._writer = asked["writer"] or "generated"
            print(json.dumps(told), flush=True)  # noqa: T201 - that is how it tells
            try:
                getattr(self, f"_{asked['text']}")()
            except (BrokenPipeError, ConnectionResetError):
                print("left", flush=True)  # noqa: T201

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def _whole(self) -> None:
        self._begin(self._writer)
        self._sentences()
        self._end()

    def _held(self) -> None:
        """Writes on and on, until nobody listens."""
        self._begin()
        self._sentences()
        self._event("text", {"text": " And then", "tokens": 40})
        self._until_left()

    def _stepped(self) -> None:
        """As `held`, and waits after the first sentence."""
        self._begin()
        self._sentences(stepped=True)
        self._event("text", {"text": " And then", "tokens": 40})
        self._until_left()

    def _loading(self) -> None:
        self._event("waiting", {"reason": "loading"})
        sys.stdin.readline()
        self._event("waiting", {"reason": "reading", "done": 64, "total": 256})
        self._until_left()

    def _fallen(self) -> None:
        self._begin()
        self._event("text", {"text": "What is void", "tokens": 3})
        self._event("fallback", {
            "code": "model.memory", "from_backend": "torch", "to_backend": "composed",
        })  # fmt: skip
        self._begin("composed")
        self._sentences()
        self._end(dropped_turns=2, left_out=1, other_lang=1)

    def _hostile(self) -> None:
        self._begin()
        self._event("text", {"text": HOSTILE, "tokens": 30})
        end = len(HOSTILE)
        self._event("evidence", {"start": 0, "end": end, "support": "supported", "source": 1,
                                 "quote": HOSTILE})  # fmt: skip
        # what no engine should say
        self._event("evidence", {"start": end - 3, "end": end + 900, "support": "unsupported"})
        self._event("evidence", {"start": -4, "end": 2, "support": "unsupported"})
        self._end()

    def _nothing(self) -> None:
        self._event("draft-done", {"reason": "nothing-found"})

    def _wrong(self) -> None:
        self._event("error", {
            "title": "It failed", "status": 500, "code": "model.failed", "detail": "It failed",
        })  # fmt: skip

    def _begin(self, kind: str = "generated") -> None:
        sources = [{"id": 1, "title": "Refunds"}, {"id": 2, "title": "Banks"}]
        self._event("draft", {"kind": kind, "model": "slow", "sources": sources})

    def _sentences(self, *, stepped: bool = False) -> None:
        written = ""
        for number, (text, support, quote) in enumerate(SENTENCES):
            for piece in (text[:5], text[5:]):
                self._event("text", {"text": piece, "tokens": 10 * number + 5})
                time.sleep(_PAUSE_S)
            start, written = len(written), written + text
            self._event("evidence", {
                "start": start, "end": len(written.rstrip()), "support": support, "quote": quote,
                "source": 1 if quote else None, "reason": "" if quote else "nothing-found",
            })  # fmt: skip
            if stepped and not number:
                sys.stdin.readline()

    def _end(self, **facts: int) -> None:
        self._event("draft-done", {
            "reason": "finished", "tokens": 40, "tokens_per_second": 82.0, **facts,
        })  # fmt: skip

    def _until_left(self) -> None:
        select.select([self.connection], [], [])
        print("left", flush=True)  # noqa: T201

    def _event(self, name: str, data: Any) -> None:
        self.wfile.write(f"event: {name}\ndata: {json.dumps(data)}\n\n".encode())


if __name__ == "__main__":
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    print(server.server_address[1], flush=True)  # noqa: T201
    server.serve_forever()
