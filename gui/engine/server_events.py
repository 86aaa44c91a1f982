"""Server-sent events out of bytes as they arrive (WHATWG HTML, section 9.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServerEvent:
    """One event: its name ("message" when it has none) and its data."""

    name: str
    data: bytes


class EventParser:
    """Fed with pieces of a stream, gives whole events; a piece may end anywhere."""

    def __init__(self) -> None:
        self._rest = b""
        self._name = "message"
        self._data: list[bytes] = []

    def feed(self, piece: bytes) -> Iterator[ServerEvent]:
        """The events that are whole now. Comments and unused fields are passed over."""
        *lines, self._rest = (self._rest + piece).split(b"\n")
        for raw in lines:
            line = raw.removesuffix(b"\r")
            if not line:
                if self._data:
                    yield ServerEvent(self._name, b"\n".join(self._data))
                self._name, self._data = "message", []
                continue
            field, _, value = line.partition(b":")
            value = value.removeprefix(b" ")
            if field == b"event":
                self._name = value.decode("utf-8", "replace")
            elif field == b"data":
                self._data.append(value)
