"""Exports of a gigabyte: read as a stream, in bounded memory."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from assistant.transcripts.reading import read_export
from assistant.transcripts.records import ConversationRecord
from retrieval.documents.limits import MEGABYTE
from tests.assistant.transcripts.exports import ANSWERED, ASKED, zendesk_comments, zendesk_ticket

SIZE = int(os.environ.get("REPLYDESK_LONG_EXPORT_MB", "1024")) * MEGABYTE
MOST_MEMORY = 400 * MEGABYTE
WORDS = "Please look at the log of the second machine, which stopped at night. " * 12


def ticket(number: int) -> dict[str, object]:
    comments = [
        {**comment, "id": 10 * number + place, "plain_body": f"{ASKED} {number}. {WORDS}"}
        for place, comment in enumerate(zendesk_comments())
    ]
    return zendesk_ticket(number, comments=comments)


def as_lines(path: Path) -> int:
    return filled(path, (json.dumps(ticket(number)) + "\n" for number in counting()))


def as_list(path: Path) -> int:
    pieces = (f"{'[' if number == 1 else ','}{json.dumps(ticket(number))}" for number in counting())
    return filled(path, pieces, end="]")


def as_page(path: Path) -> int:
    begin = '{"count": 1, "tickets": ['
    pieces = (f"{begin if n == 1 else ','}{json.dumps(ticket(n))}" for n in counting())
    return filled(path, pieces, end='], "next_page": null}')


def as_table(path: Path) -> int:
    def rows() -> Iterator[str]:
        yield "ticket_id,role,created_at,text\n"
        for number in counting():
            yield (
                f"{number},customer,2026-03-02T09:00:00Z,{ASKED} {number} {WORDS}\n"
                f"{number},agent,2026-03-02T10:00:00Z,{ANSWERED} {number}\n"
            )

    return filled(path, rows()) - 1


def as_comments_apart(path: Path) -> int:
    """Write an export in which the messages of two thousand sessions at a time are interleaved."""

    def pieces() -> Iterator[str]:
        for block in counting():
            for who in ("user", "operator"):
                for session in range(2_000):
                    told = {"session_id": f"s{block}-{session}", "from": who, "type": "text",
                            "content": f"{WORDS} {session}", "fingerprint": session,
                            "timestamp": 1772442000000 + block}  # fmt: skip
                    yield json.dumps(told) + "\n"

    return filled(path, pieces()) // 4_000 * 2_000


def counting() -> Iterator[int]:
    number = 0
    while True:
        number += 1
        yield number


def filled(path: Path, pieces: Iterator[str], end: str = "") -> int:
    """Write pieces until the file has `SIZE` characters; returns the number of pieces."""
    size = count = 0
    with path.open("w", encoding="utf-8") as file:
        for piece in pieces:
            size += file.write(piece)
            count += 1
            if size >= SIZE:
                break
        file.write(end)
    return count


@pytest.mark.soak
@pytest.mark.parametrize("write", [as_lines, as_list, as_page, as_table, as_comments_apart])
def test_a_gigabyte_is_streamed(
    tmp_path: Path, write: Callable[[Path], int], record_property: Callable[[str, object], None]
) -> None:
    path = tmp_path / ("t.csv" if write is as_table else "t.json")
    wanted = write(path)
    found = peak = 0
    for count, event in enumerate(read_export(path)):
        found += isinstance(event, ConversationRecord)
        if count % 500 == 0:
            for child in psutil.Process().children():
                peak = max(peak, child.memory_info().rss)
    path.unlink()
    record_property("peak_mb", peak // MEGABYTE)
    assert found >= wanted
    assert 0 < peak < MOST_MEMORY
