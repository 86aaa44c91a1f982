"""Thousands of queries nobody would think of: no crash, no 500, memory flat."""

from __future__ import annotations

import http.client
import json
import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest

from tests.faults.engine_process import EngineProcess
from tests.faults.ledger import body, found

LONGEST = 100_000
KEPT_S = 2.0
"""Seconds a connection is used again: the engine closes one that rests for five."""
GROWTH_MB = 48
"""What an engine may grow between warm-up and the end of thousands of queries. A leak of one
average query (2 KB of text, its words and vectors) would be more after 5,000 of them."""
FEW_GROWTH_MB = 120
"""The same of a thousand: half of the other is chance, as the allocator has it; a hundred
kilobytes that stay of each, such as what the model computes with, would be more."""

# fmt: off
_SYNTAX = [
    "'; DROP TABLE articles; --", '" OR "1"="1', "NEAR(a b, 5)", "a AND NOT b*", "{a b}: ^c", "(((",
    "title:x~2^3", "\\", "%_%", "/[a-z]+/", "+must -not", "*", '"', "a:b:c", "[1 TO 2]", "IN [a b]",
    "x" * 300 + ":" + "y", '\\"', "<x>", "`", "NULL", "$(reboot)", "../../etc",
]
_WORDS = [
    "refund", "parcel", "late", "card", "charged", "twice", "退款", "发票", "多久", "עברית",
    "مرحبا", "العربية", "привет",
]
# fmt: on


def _emoji(rng: random.Random, size: int) -> str:
    return "".join(chr(rng.randrange(0x1F300, 0x1FAFF)) for _ in range(size))


def _right_to_left(rng: random.Random, size: int) -> str:
    letters = [chr(c) for c in (*range(0x5D0, 0x5EB), *range(0x627, 0x64B))]
    return "\u202e" + "".join(rng.choice([*letters, " ", "\u200f"]) for _ in range(size))


def _controls(rng: random.Random, size: int) -> str:
    return "".join(chr(rng.choice((*range(1, 32), 127, 0x85, 0x2028, 0xFEFF, 0xFFFD)))
                   for _ in range(size))  # fmt: skip


def _anything(rng: random.Random, size: int) -> str:
    codes = (rng.randrange(1, 0x110000) for _ in range(size))
    return "".join(chr(c) for c in codes if not 0xD800 <= c <= 0xDFFF)


def _syntax(rng: random.Random, size: int) -> str:
    return " ".join(rng.choice([*_SYNTAX, *_WORDS]) for _ in range(1 + size // 8))


def _words(rng: random.Random, size: int) -> str:
    return " ".join(rng.choice(_WORDS) for _ in range(1 + size // 6))


def _one_character(rng: random.Random, size: int) -> str:
    return rng.choice("a.! 的\n\u0301é\U0001f600") * size


def _no_spaces(rng: random.Random, size: int) -> str:
    return "".join(rng.choice("abcdefghij") for _ in range(size))


def _combining(rng: random.Random, size: int) -> str:
    return "e" + "".join(chr(rng.randrange(0x300, 0x36F)) for _ in range(size))


KINDS: list[Callable[[random.Random, int], str]] = [
    _emoji, _right_to_left, _controls, _anything, _syntax, _words, _one_character, _no_spaces,
    _combining,
]  # fmt: skip


def query(rng: random.Random) -> str:
    """A text of any kind; most are short, a few are as long as they come."""
    size = rng.choice((0, 1, 2, 5, 20, 60, 200, rng.randrange(2000)))
    if rng.random() < 0.004:
        size = LONGEST
    return rng.choice(KINDS)(rng, size)[:LONGEST]


class Asker:
    """One kept connection that asks in one way after the other."""

    def __init__(self, engine: EngineProcess) -> None:
        assert engine.running is not None
        self._connection = engine.connect()
        self._used = time.monotonic()
        self._token = engine.running.token

    def ask(self, rng: random.Random, text: str) -> int:
        """Ask for suggestions or search; the status, after the answer was read whole."""
        encoded = text.encode("utf-8", "surrogatepass")
        if rng.random() < 0.3 and len(encoded) < 2000:
            status, _ = self._request("GET", f"/search?limit=5&q={quote_from_bytes(encoded)}")
            return status
        # as a client without care would write it: lone surrogates escaped, not refused
        content = json.dumps({"text": text, "limit": rng.choice((1, 3, 10))}).encode()
        if rng.random() < 0.2:
            turns = [{"role": "customer", "text": text[:500]}, {"role": "agent", "text": "Yes?"}]
            content = json.dumps({"text": text, "context": turns}).encode()
        status, answer = self._request("POST", "/suggestions", content)
        if status == 200:
            assert b"event: done" in answer, answer[-300:]
            assert b"event: error" not in answer, answer[-300:]
        return status

    def _request(self, method: str, path: str, content: bytes | None = None) -> tuple[int, bytes]:
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        if time.monotonic() - self._used > KEPT_S:
            self._connection.close()  # the next request opens it anew
        self._connection.request(method, f"/v1{path}", content, headers)
        response: http.client.HTTPResponse = self._connection.getresponse()
        answer = response.read()
        self._used = time.monotonic()
        return response.status, answer

    def close(self) -> None:
        self._connection.close()


def _ask_many(root: Path, rng: random.Random, times: int, growth_mb: float) -> Counter[int]:
    engine = EngineProcess(root)
    engine.start()
    asker = Asker(engine)
    statuses: Counter[int] = Counter()
    try:
        made = [engine.call("POST", "/articles", body(f"part{n}", 1)) for n in range(30)]
        warm_up = times // 3
        before = 0.0
        for turn in range(times):
            text = query(rng)
            if rng.random() < 0.02:
                text = text[:50] + chr(rng.randrange(0xD800, 0xE000)) + text[50:100]
            status = asker.ask(rng, text)
            assert status in (200, 422), f"{status} for {text[:80]!r} of {len(text)}"
            statuses[status] += 1
            if turn == warm_up:
                before = engine.memory_mb()
        grown = engine.memory_mb() - before
        assert grown < growth_mb, f"grown by {grown} MB from {before}"
        assert engine.notices() == []
        assert found(engine, made[3]["questions"][0], made[3]["id"])
        log = (engine.home.logs / "engine.log").read_text("utf-8")
        assert '"level": "error"' not in log
    finally:
        asker.close()
        engine.stop()
    return statuses


def test_queries_nobody_would_think_of(
    tmp_path: Path, rng: random.Random, tally: Counter[str]
) -> None:
    statuses = _ask_many(tmp_path / "home", rng, 1500, FEW_GROWTH_MB)
    assert statuses[200] > 1300
    tally["hostile queries answered"] += statuses[200]
    tally["hostile queries refused as unreadable"] += statuses[422]


@pytest.mark.soak
def test_ten_thousand_queries(tmp_path: Path, rng: random.Random, tally: Counter[str]) -> None:
    statuses = _ask_many(tmp_path / "home", rng, 10_000, GROWTH_MB)
    assert statuses[200] > 9_000
    tally["hostile queries answered"] += statuses[200]
    tally["hostile queries refused as unreadable"] += statuses[422]
