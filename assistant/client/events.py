"""Parses the engine's server-sent events (WHATWG HTML, section 9.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServerEvent:
    """One event with its name ("message" by default) and its data."""

    name: str
    data: str


def parse(lines: Iterable[bytes]) -> Iterator[ServerEvent]:
    """Parse events from the lines of a response.

    Comments (the server's keepalive) and unused fields (`id`, `retry`) are ignored. An event cut
    off by the end of the stream is dropped, as the standard requires.
    """
    name = "message"
    data: list[str] = []
    for raw in lines:
        line = raw.decode("utf-8", "replace").rstrip("\r\n")
        if not line:
            if data:
                yield ServerEvent(name, "\n".join(data))
            name, data = "message", []
            continue
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            name = value
        elif field == "data":
            data.append(value)
