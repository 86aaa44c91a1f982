"""Reads the objects of a JSON export one by one, from a list, JSON Lines, or pages of an API.

Whatever the outer structure of the file, the result is a sequence of objects with the name of their
collection. Only one object (or one page) is in memory at a time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, TextIO

from assistant.transcripts.members import Member
from assistant.transcripts.objects.buffer import BadValueError, JsonBuffer, LongValueError
from assistant.transcripts.objects.containers import unfold
from retrieval.documents.encoding import Encoding, bytes_read
from retrieval.documents.errors import FileError
from retrieval.documents.limits import Limits
from retrieval.documents.records import Problem, Progress

_WHOLE = 4_000_000
"""Maximum length in characters up to which a top-level object is parsed as a whole."""
_LINE_ENDINGS = (".jsonl", ".ndjson", ".jsonlines")
_LOOKED_AT = 5
_LOOKED_AT_CHARS = 1 << 22
_DEEPEST = 3
_PROGRESS_ROWS = 200
_GIVE_UP = 50
_NUMBERED = re.compile(r"\d")


class Element(NamedTuple):
    """An object (or a list) of the file.

    `collection` is the path of keys it was found under ("data.payload"), "" at the top level.
    `number` is its line number, or its index, from 1.
    """

    collection: str
    number: int
    value: Any


ElementEvent = Element | Problem | Progress


@dataclass(frozen=True, slots=True)
class JsonElements:
    """The objects of one JSON file; can be iterated several times.

    Raises:
        FileError: `file.json` if the file contains no object at all.
    """

    member: Member
    encoding: Encoding
    limits: Limits

    def __iter__(self) -> Iterator[ElementEvent]:
        good = bad = 0
        with self.encoding.open(self.member) as text:
            for event in self._events(text):
                good += isinstance(event, Element)
                bad += isinstance(event, Problem)
                if not good and bad >= _GIVE_UP:
                    break
                yield event
                if good % _PROGRESS_ROWS == 1:
                    size = self.member.size
                    yield Progress(min(size, bytes_read(text)), size)
        if not good:
            raise FileError(
                code="file.json", expected="a list of JSON objects, or one object a line",
                found="no whole JSON object",
                remedy="Export it again: the file may have been cut off",
            )  # fmt: skip

    def _events(self, text: TextIO) -> Iterator[ElementEvent]:
        if self._is_lines():
            yield from self._lines(text)
        else:
            yield from _Values(JsonBuffer(text, self.limits.line_chars)).events()

    def _is_lines(self) -> bool:
        if self.member.suffix in _LINE_ENDINGS:
            return True
        with self.encoding.open(self.member) as text:
            lines: list[str] = []
            while len(lines) < _LOOKED_AT and (line := text.readline(_LOOKED_AT_CHARS)):
                if line.strip(" \t\r\n\ufeff"):
                    lines.append(line)
        parsed = [_is_json(line) for line in lines]
        return len(lines) > 1 and (parsed[0] or sum(parsed) > 1) and lines[0].lstrip()[0] in "{["

    def _lines(self, text: TextIO) -> Iterator[ElementEvent]:
        number = 0
        longest = self.limits.line_chars
        while line := text.readline(longest + 1):
            number += 1
            if len(line) > longest:
                while line and not line.endswith("\n"):
                    line = text.readline(longest)
                    yield Progress(0, self.member.size)
                yield long_problem(number, longest)
            elif line.strip(" \t\r\n\ufeff"):
                yield from self._line(line, number)

    def _line(self, line: str, number: int) -> Iterator[ElementEvent]:
        if not self.encoding.exact and "\ufffd" in line:
            yield encoding_problem(number)
            return
        try:
            value = json.loads(line.strip(" \t\r\n\ufeff,"), strict=False)
        except RecursionError:
            yield json_problem(number, "nesting too deep")
        except ValueError:
            yield json_problem(number, "a line that is not JSON")
        else:
            if isinstance(value, dict | list):
                yield from (Element(name, number, inner) for name, inner in unfold(value))
            else:
                yield json_problem(number, "no object")


def _is_json(line: str) -> bool:
    try:
        return isinstance(json.loads(line, strict=False), dict | list)
    except (ValueError, RecursionError):
        return False


class _Values:
    """The objects of a text that consists of one or several concatenated values."""

    def __init__(self, buffer: JsonBuffer) -> None:
        self._buffer = buffer
        self._number = 0
        self._broken = False

    def events(self) -> Iterator[ElementEvent]:
        buffer = self._buffer
        while not self._broken and (sign := buffer.peek()):
            if sign == "[":
                yield from self._list("", 0)
            elif sign == "{":
                self._number += 1
                yield from self._object("", 0)
            elif sign == ",":
                buffer.step()
            else:
                yield self._lost("something else than JSON")

    def _list(self, collection: str, depth: int) -> Iterator[ElementEvent]:
        buffer = self._buffer
        buffer.step()
        while not self._broken:
            sign = buffer.peek()
            if sign == "]":
                buffer.step()
                return
            if sign == ",":
                buffer.step()
                continue
            if not sign or sign in "}:":
                yield self._lost("an end inside a list")
                return
            self._number += 1
            yield from self._item(collection, sign)

    def _item(self, collection: str, sign: str) -> Iterator[ElementEvent]:
        try:
            value = self._buffer.value()
        except BadValueError as error:
            yield json_problem(self._number, str(error))
            yield from self._step_over(sign)
        except LongValueError:
            yield long_problem(self._number, 0)
            yield from self._step_over(sign)
        else:
            if isinstance(value, dict | list):
                for name, inner in unfold(value):
                    yield Element(_joined(collection, name), self._number, inner)
            elif not collection:
                yield json_problem(self._number, "no object")

    def _step_over(self, sign: str) -> Iterator[Problem]:
        if sign not in "{[" or not self._buffer.skip() or self._buffer.peek() not in (",", "]"):
            yield self._lost("a broken object whose end cannot be found")

    def _object(self, collection: str, depth: int) -> Iterator[ElementEvent]:
        """Read an object as a whole if it is short, else key by key."""
        try:
            value = self._buffer.value(_WHOLE)
        except (BadValueError, LongValueError):
            if depth < _DEEPEST:
                yield from self._keys(collection, depth)
            else:
                yield json_problem(self._number, "a broken or endless object")
                yield from self._step_over("{")
        else:
            for name, inner in unfold(value):
                if (
                    not name
                    and depth == 1
                    and isinstance(inner, dict)
                    and _NUMBERED.search(collection)
                ):
                    # objects keyed by id
                    yield Element("", self._number, {"id": collection, **inner})
                else:
                    yield Element(_joined(collection, name), self._number, inner)

    def _keys(self, collection: str, depth: int) -> Iterator[ElementEvent]:
        buffer = self._buffer
        buffer.step()
        while not self._broken:
            sign = buffer.peek()
            if sign == "}":
                buffer.step()
                return
            if sign == ",":
                buffer.step()
                continue
            try:
                key = buffer.value() if sign == '"' else None
                if key is None or buffer.peek() != ":":
                    raise BadValueError(found="no JSON")
                buffer.step()
                yield from self._value_of(_joined(collection, key), depth)
            except (BadValueError, LongValueError):
                yield self._lost("a broken object")

    def _value_of(self, collection: str, depth: int) -> Iterator[ElementEvent]:
        sign = self._buffer.peek()
        if sign == "[":
            yield from self._list(collection, depth + 1)
        elif sign == "{":
            self._number += 1
            yield from self._object(collection, depth + 1)
        else:
            self._buffer.value()

    def _lost(self, found: str) -> Problem:
        """Give up on the rest of the file; return the problem."""
        self._broken = True
        return Problem(
            "file.rest",
            expected="a complete JSON file",
            found=f"{found}: what follows it was not read",
            remedy="Export it again; what was read before it is there",
            row=self._number or None,
        )


def _joined(collection: str, name: str) -> str:
    return f"{collection}.{name}" if collection and name else collection or name


def json_problem(number: int, found: str) -> Problem:
    """The problem of an object that cannot be read."""
    return Problem(
        "row.json",
        expected="one JSON object",
        found=found,
        remedy="Correct it, or export the file again",
        row=number,
    )


def encoding_problem(number: int) -> Problem:
    """The problem of a row with bytes that are invalid in the file's encoding."""
    return Problem(
        "row.encoding",
        expected="text in the encoding of the rest of the file",
        found="bytes that are not text in that encoding",
        remedy="Choose the encoding, or save the whole file as UTF-8",
        row=number,
    )


def long_problem(number: int, longest: int) -> Problem:
    """The problem of an object that is too long."""
    return Problem(
        "row.long",
        expected=f"at most {longest} characters in an object" if longest else "shorter objects",
        found="a longer one",
        remedy="Leave it out, or export it in parts",
        row=number,
    )
