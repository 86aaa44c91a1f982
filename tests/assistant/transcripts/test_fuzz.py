"""Any table or JSON at all: conversations and problems, or one coded error."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.transcripts import ConversationRecord
from assistant.transcripts.generic import parse
from assistant.transcripts.values import rating_of, time_of
from assistant.transcripts.wire import decode, encode
from retrieval.documents import Limits, wire
from retrieval.errors import InputError

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
