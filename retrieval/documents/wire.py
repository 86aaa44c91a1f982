"""The protocol of the reading process: events as lists in JSON lines, checked on arrival.

Pickle is never used: a reading process compromised by a hostile file must not be able to run code
in the engine.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from retrieval.documents.errors import (
    FileAccessError,
    FileError,
    ParserCrashError,
    ParserLimitError,
)
from retrieval.documents.limits import Limits
from retrieval.documents.records import (
    Event,
    Locator,
    Problem,
    Progress,
    Record,
    Table,
)
from retrieval.errors import CodedError

Message = list[Any]
"""A list whose first item is its type: "r" record, "p" problem, "g" progress, "t" table, "e" error,
"." end; other packages may add types of their own."""

Encode = Callable[[Any], Message]
Decode = Callable[[Message], Any]

END: Message = ["."]
LONGEST_LINE = 64 * 1024 * 1024

_ERRORS: dict[str, type[CodedError]] = {
    kind.__name__: kind for kind in (FileError, FileAccessError, ParserLimitError, ParserCrashError)
}


def encode(event: Event) -> Message:
    """An event as a message."""
    if isinstance(event, Record):
        at = event.locator
        return [
            "r", event.key, event.questions, event.answer, event.title, event.tags, event.lang,
            at.row, at.page, at.heading,
        ]  # fmt: skip
    if isinstance(event, Problem):
        return [
            "p", event.code, event.expected, event.found, event.remedy, event.row, event.page,
        ]  # fmt: skip
    if isinstance(event, Table):
        return ["t", event.columns, list(event.roles.items())]
    return ["g", event.done, event.total]


def encode_error(error: CodedError) -> Message:
    """An error as a message."""
    return [
        "e", type(error).__name__, error.code, error.expected, error.found, error.remedy,
    ]  # fmt: skip


def decode(message: Message) -> Event:
    """The event of a message; raises ValueError or TypeError if the message is invalid."""
    kind = message[0]
    if kind == "r":
        _, key, questions, answer, title, tags, lang, row, page, heading = message
        texts(key, answer, title, lang, heading, *questions, *tags)
        if not key or not answer:
            raise ValueError
        at = Locator(number(row), number(page), heading)
        return Record(key, tuple(questions), answer, title, tuple(tags), lang, at)
    if kind == "p":
        _, code, expected, found, remedy, row, page = message
        texts(code, expected, found, remedy)
        return Problem(code, expected, found, remedy, number(row), number(page))
    if kind == "g":
        _, done, total = message
        return Progress(number(done) or 0, number(total) or 0)
    if kind == "t":
        _, columns, roles = message
        texts(*columns, *(name for role, names in roles for name in (role, *names)))
        return Table(tuple(columns), {role: tuple(names) for role, names in roles})
    raise ValueError


def decode_error(message: Message) -> CodedError:
    """The error of a message."""
    _, name, code, expected, found, remedy = message
    texts(name, code, expected, found, remedy)
    return _ERRORS[name](code=code, expected=expected, found=found, remedy=remedy)


def number(value: Any) -> int | None:
    """The value, if it is an int or None; raises TypeError for anything else."""
    if value is not None and type(value) is not int:
        raise TypeError
    return value


def texts(*values: Any) -> None:
    """Raise TypeError unless all values are strings."""
    for value in values:
        if type(value) is not str:
            raise TypeError


def dump(messages: list[Message]) -> bytes:
    """Messages as one line."""
    return json.dumps(messages, separators=(",", ":")).encode("ascii") + b"\n"


def load(line: bytes) -> list[Message]:
    """The messages of a line; raises ValueError if it is not a list of messages."""
    messages = json.loads(line)
    if not isinstance(messages, list) or not all(
        isinstance(message, list) and message for message in messages
    ):
        raise ValueError
    return messages


def request_bytes(path: Path, options: Mapping[str, Any] | None, limits: Limits) -> bytes:
    """The request that the parent writes to the reading process."""
    request = {
        "path": str(path),
        "options": dict(options) if options else None,
        "limits": dataclasses.asdict(limits),
    }
    return json.dumps(request).encode()
