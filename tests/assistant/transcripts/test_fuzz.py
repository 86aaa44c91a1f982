"""Any table or JSON at all: conversations and problems, or one coded error."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from assistant.transcripts import ConversationRecord
from assistant.transcripts.exporting import export_events
from assistant.transcripts.generic.parsing import parse
from assistant.transcripts.values.cells import rating_of, time_of
from assistant.transcripts.wire import decode, encode
from retrieval.documents import Limits, wire
from retrieval.errors import InputError
from tests.assistant.transcripts.exports import FORMATS

TOOL_KEYS = (
    "id", "ticket", "comments", "author_id", "public", "body", "plain_body", "html_body",
    "requester_id", "via", "type", "created_at", "source", "author", "conversation_parts",
    "part_type", "conversations", "incoming", "private", "body_text", "ticket_id",
    "helpdesk_ticket", "notes", "messages", "message_type", "content", "conversation_id",
    "inbox_id", "sender", "meta", "users", "thread", "threads", "events", "text", "visibility",
    "chat", "t", "n", "msg", "session_id", "from", "fingerprint", "automated", "user",
    "_embedded", "createdBy", "value", "role", "tool_calls", "instruction", "input", "output",
    "history", "tags", "name", "email", "tickets", "data", "payload", "requester",
    "satisfaction_rating", "conversation_rating", "properties", "rating",
)  # fmt: skip
TOOL_WORDS = (
    "customer", "user", "agent", "admin", "bot", "human", "gpt", "operator", "v", "a", "Comment",
    "note", "message", "<p>x</p>", "", "2026-03-02T09:00:00Z", "0", "1", "good", "closed", "\ud800",
    None, -1, 0, 1, 2, 3, True, False, 1772442000, 1e300,
)  # fmt: skip
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = st.sampled_from(["customer", "agent", "客服", "", "note", "1", '"', "2026-01-01", "\0"])
KEYS = st.sampled_from(["id", "messages", "role", "text", "customer", "at", "rating", "x", "name"])
VALUES = st.recursive(
    WORDS | st.none() | st.integers() | st.floats(allow_nan=False) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)


def outcome(name: str, data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            events = list(parse(path, None, Limits()))
        except InputError:
            return
    records = [event for event in events if isinstance(event, ConversationRecord)]
    assert len({record.key for record in records}) == len(records)
    assert all(message.text for record in records for message in record.messages)
    lines = [wire.load(wire.dump([encode(event)]))[0] for event in events]
    assert [decode(line) for line in lines] == events


@QUICK
@given(VALUES)
def test_any_json(value: object) -> None:
    outcome("x.json", json.dumps(value).encode())


@QUICK
@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=6), min_size=1, max_size=4))
def test_any_jsonl(values: list[object]) -> None:
    outcome("x.jsonl", "\n".join(map(json.dumps, values)).encode())


@QUICK
@given(st.lists(st.lists(WORDS, max_size=7).map(",".join), max_size=10).map("\n".join))
def test_any_table(table: str) -> None:
    outcome("x.csv", f"conversation,role,text,at,customer,rating\n{table}".encode())


@QUICK
@given(st.text(alphabet="0123456789-:/年月日 TZ+.apm", max_size=24) | st.text(max_size=12))
def test_any_time_and_rating(text: str) -> None:
    found = time_of(text)
    assert found is None or found.utcoffset() is not None
    assert rating_of(text) is None or isinstance(rating_of(text), float)


def made(chance: Random, depth: int = 4) -> Any:
    """A value of the words and keys that tools use. Drawn by a seed: Hypothesis would take ten
    times as long to make it as it takes to be read."""
    kind = chance.random()
    if depth == 0 or kind < 0.4:
        return chance.choice(TOOL_WORDS)
    if kind < 0.6:
        return [made(chance, depth - 1) for _ in range(chance.randrange(4))]
    keys = chance.sample(TOOL_KEYS, chance.randrange(8))
    return {key: made(chance, depth - 1) for key in keys}


def changed(value: Any, chance: Random) -> Any:
    """A real export in which some values are others, and some keys are missing."""
    if chance.random() < 0.04:
        return made(chance, 3)
    if isinstance(value, list):
        return [changed(one, chance) for one in value]
    if isinstance(value, dict):
        kept = {key: one for key, one in value.items() if chance.random() > 0.03}
        return {key: changed(one, chance) for key, one in kept.items()}
    return value


def real(content: str | bytes) -> list[Any]:
    """The values of an export in JSON, whole or a line each; none of another."""
    try:
        return [json.loads(content)]
    except ValueError:
        lines = content.splitlines() if isinstance(content, str) else []
    with suppress(ValueError):
        return [[json.loads(line) for line in lines]]
    return []


REAL = [value for _, _, make in FORMATS.values() for value in real(make())]


@settings(QUICK, max_examples=400)
@given(st.integers(0, 2**32))
def test_anything_like_the_export_of_a_tool(seed: int) -> None:
    chance = Random(seed)
    value = changed(chance.choice(REAL), chance)
    if seed % 2:
        value = [made(chance) for _ in range(chance.randrange(1, 5))]
    note(json.dumps(value))
    as_lines = chance.random() < 0.5 and isinstance(value, list)
    with TemporaryDirectory() as folder:
        path = Path(folder) / ("x.jsonl" if as_lines else "x.json")
        path.write_text("\n".join(map(json.dumps, value)) if as_lines else json.dumps(value))
        try:
            events = list(export_events(path, {}, Limits()))
        except InputError:
            return
    lines = [wire.load(wire.dump([encode(event)]))[0] for event in events]
    assert [decode(line) for line in lines] == events


@settings(QUICK, max_examples=200)
@given(
    st.sampled_from(list(FORMATS)),
    st.integers(0, 100),
    st.integers(0, 10_000),
    st.binary(max_size=4),
)
def test_an_export_with_bytes_changed(name: str, at: int, seed: int, other: bytes) -> None:
    _, file, make = FORMATS[name]
    content = make()
    content = content if isinstance(content, bytes) else content.encode()
    place = (at * 7919 + seed) % max(1, len(content))
    with TemporaryDirectory() as folder:
        path = Path(folder) / file
        path.write_bytes(content[:place] + other + content[place + len(other) :])
        with suppress(InputError):
            list(export_events(path, {}, Limits()))
