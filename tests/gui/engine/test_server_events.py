"""Server-sent events are the same events, wherever the bytes are cut."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from gui.engine.server_events import EventParser, ServerEvent

_NAMES = st.text(st.characters(blacklist_characters="\r\n\0", codec="utf-8"), max_size=12)
_DATA = st.lists(st.binary(max_size=20).filter(lambda b: not set(b) & {10, 13}), min_size=1)
_EVENTS = st.lists(st.tuples(_NAMES, _DATA), max_size=6)


def written(events: list[tuple[str, list[bytes]]], end: bytes = b"\n") -> bytes:
    """Events as an engine writes them, with a comment and an id between."""
    lines: list[bytes] = [b": hello"]
    for number, (name, data) in enumerate(events):
        lines += [b"id: %d" % number, b"event: " + name.encode()]
        lines += [b"data: " + line for line in data]
        lines += [b"", b": still here"]
    return end.join(lines) + end


def read(pieces: list[bytes]) -> list[ServerEvent]:
    parser = EventParser()
    return [event for piece in pieces for event in parser.feed(piece)]


@given(_EVENTS, st.lists(st.integers(0, 400), max_size=8), st.sampled_from([b"\n", b"\r\n"]))
def test_any_cut_gives_the_same_events(
    events: list[tuple[str, list[bytes]]], cuts: list[int], end: bytes
) -> None:
    stream = written(events, end)
    places = [0, *sorted(cut % (len(stream) + 1) for cut in cuts), len(stream)]
    pieces = [stream[a:b] for a, b in itertools.pairwise(places)]
    expected = [ServerEvent(name, b"\n".join(data)) for name, data in events]
    assert read(pieces) == expected


@given(st.binary(max_size=300), st.integers(1, 7))
def test_bytes_of_any_kind_are_read_alike_whole_and_cut(stream: bytes, size: int) -> None:
    pieces = [stream[at : at + size] for at in range(0, len(stream), size)]
    assert read(pieces) == read([stream])


def test_an_event_counts_when_its_empty_line_is_there() -> None:
    parser = EventParser()
    assert list(parser.feed(b"event: done\ndata: {}\n")) == []
    assert list(parser.feed(b"\n")) == [ServerEvent("done", b"{}")]


def test_an_event_without_a_name_is_a_message() -> None:
    assert read([b"data:x\n\n"]) == [ServerEvent("message", b"x")]


def test_a_name_holds_for_one_event_only() -> None:
    assert read([b"event: a\ndata: 1\n\ndata: 2\n\n"])[1].name == "message"


def test_an_event_without_data_is_none() -> None:
    assert read([b"event: a\n\n: only a comment\n\n"]) == []
