"""Parsing of server-sent events by the standard."""

from __future__ import annotations

from assistant.client.events import ServerEvent, parse


def events(text: str) -> list[ServerEvent]:
    return list(parse(iter(text.encode().splitlines(keepends=True))))


def test_named_events_with_several_data_lines() -> None:
    stream = 'event: done\ndata: {"a":\ndata: 1}\n\ndata: x\n\n'
    assert events(stream) == [ServerEvent("done", '{"a":\n1}'), ServerEvent("message", "x")]


def test_comments_ids_and_empty_events_are_passed_over() -> None:
    assert events(": alive\n\nid: 7\nretry: 5\nevent: gone\n\nevent: e\ndata:y\n\n") == [
        ServerEvent("e", "y")
    ]


def test_carriage_returns_and_chinese() -> None:
    assert events("event: s\r\ndata: 退货\r\n\r\n") == [ServerEvent("s", "退货")]


def test_an_event_cut_off_is_dropped() -> None:
    assert events("data: whole\n\ndata: half\n") == [ServerEvent("message", "whole")]
