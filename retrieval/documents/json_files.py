"""Reads JSON and JSONL as tables: each object is a row, and its keys are the columns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.documents.encoding import Encoding, bytes_read
from retrieval.documents.errors import FileError
from retrieval.documents.limits import Limits
from retrieval.documents.records import Problem, Progress
from retrieval.documents.table import RowEvent

_LOOK_AHEAD = 200
"""Number of objects whose keys make up the columns."""
_PROGRESS_ROWS = 1_000
_GIVE_UP = 20
"""Number of lines without any object after which a file is rejected as not JSONL."""

ObjectEvent = tuple[int, dict[str, Any]] | Problem | Progress


@dataclass(frozen=True, slots=True)
class JsonLines:
    """The objects of a JSONL file with their line numbers; can be iterated several times."""

    path: Path
    encoding: Encoding
    limits: Limits

    def __iter__(self) -> Iterator[ObjectEvent]:
        size = self.path.stat().st_size
        good = 0
        with self.encoding.open(self.path) as text:
            number = 0
            while line := text.readline(self.limits.line_chars + 1):
                number += 1
                if number % _PROGRESS_ROWS == 1:
                    yield Progress(min(size, bytes_read(text)), size)
                if len(line) > self.limits.line_chars:
                    raise long_line_error(self.limits)
                if not line.strip():
                    continue
                event = self._object(number, line)
                good += isinstance(event, tuple)
                if not good and number >= _GIVE_UP:
                    break
                yield event
        if not good:
            raise not_json_error(f"no JSON object in the first {max(number, 1)} lines")

    def _object(self, number: int, line: str) -> ObjectEvent:
        found = "a line that is not JSON"
        try:
            if self.encoding.exact or "\ufffd" not in line:
                value = json.loads(line)
                if isinstance(value, dict):
                    return number, value
                found = f"a JSON {_kind(value)}"
        except (ValueError, RecursionError):
            pass
        return Problem(
            "row.json",
            expected="one JSON object a line",
            found=found,
            remedy="Correct the line, or export the file again as JSONL",
            row=number,
        )


@dataclass(frozen=True, slots=True)
class JsonObjects:
    """The objects of a JSON file, numbered from 1."""

    objects: Sequence[Any]

    def __iter__(self) -> Iterator[ObjectEvent]:
        total = len(self.objects)
        for number, value in enumerate(self.objects, 1):
            if number % _PROGRESS_ROWS == 1:
                yield Progress(number - 1, total)
            if isinstance(value, dict):
                yield number, value
            else:
                yield Problem(
                    "row.json",
                    expected="a JSON object",
                    found=f"a JSON {_kind(value)}",
                    remedy="Give each entry as an object with question and answer",
                    row=number,
                )


def load_json(path: Path, encoding: Encoding) -> Any:
    """The value of a JSON file.

    Raises:
        FileError: `file.json` if it is not valid JSON.
    """
    try:
        with encoding.open(path) as text:
            return json.loads(text.read().removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise not_json_error(f"an error in line {error.lineno}, column {error.colno}") from None
    except (ValueError, RecursionError):
        raise not_json_error("numbers too long or nesting too deep") from None


def objects_in(value: Any, depth: int = 3) -> JsonObjects:
    """The objects in a JSON value: the value itself if it is a list of objects, pairs of question
    and answer, or the longest list of objects inside it.

    Raises:
        FileError: `file.json` if there are none.
    """
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return JsonObjects(value)
    pairs = _pairs(value)
    if pairs:
        return JsonObjects(pairs)
    found = list(_object_lists(value, depth))
    if not found:
        raise not_json_error(f"a JSON {_kind(value)} without a list of objects")
    return JsonObjects(max(found, key=len))


def _pairs(value: Any) -> list[dict[str, str]]:
    """`{"How …?": "Thus."}` or `[["How …?", "Thus."], …]` as objects."""
    items = value.items() if isinstance(value, dict) else value
    if isinstance(value, list) and not all(
        isinstance(item, list) and len(item) == 2 for item in value
    ):
        return []
    if not isinstance(value, dict | list):
        return []
    pairs = [tuple(item) for item in items]
    if len(pairs) < 1 or not all(isinstance(part, str) for pair in pairs for part in pair):
        return []
    return [{"question": question, "answer": answer} for question, answer in pairs]


def _object_lists(value: Any, depth: int) -> Iterator[list[Any]]:
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        yield value
    elif isinstance(value, dict) and depth:
        for inner in value.values():
            yield from _object_lists(inner, depth - 1)


class ObjectRows:
    """Objects as the rows of a table; the first row is a header made of their keys."""

    def __init__(self, objects: JsonLines | JsonObjects) -> None:
        self._objects = objects
        self.columns = self._find_columns()

    def _find_columns(self) -> list[str]:
        columns: dict[str, None] = {}
        seen = 0
        for event in self._objects:
            if isinstance(event, tuple):
                columns.update(dict.fromkeys(event[1]))
                seen += 1
            if seen == _LOOK_AHEAD:
                break
        return list(columns)

    def __iter__(self) -> Iterator[RowEvent]:
        yield 0, self.columns
        columns = self.columns
        for event in self._objects:
            if isinstance(event, tuple):
                number, value = event
                yield number, [cell_text(value.get(column)) for column in columns]
            else:
                yield event


def cell_text(value: Any) -> str:
    """A JSON value as a cell: a list has one line per item, an object is represented by its text,
    and a whole number has no ".0"."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, list):
        lines = (cell_text(item) for item in value[:1000])
        return "\n".join(line.replace("\n", " ") for line in lines if line)
    if isinstance(value, Mapping):
        inner = next(
            (value[key] for key in ("text", "content", "value", "name") if key in value), ""
        )
        return inner if isinstance(inner, str) else ""
    return str(value)


def not_json_error(found: str) -> FileError:
    """The error for a file that is not usable JSON."""
    return FileError(
        code="file.json",
        expected="a list of JSON objects, or one object a line",
        found=found,
        remedy='Write {"question": "…", "answer": "…"} objects',
    )


def long_line_error(limits: Limits) -> FileError:
    """The error for a line that is too long for a table."""
    return FileError(
        code="file.line",
        expected=f"lines of at most {limits.line_chars} characters",
        found="a longer one",
        remedy="Check that this is a table; export it again with one row a line",
    )


def _kind(value: Any) -> str:
    names = {dict: "object", list: "list", str: "text", bool: "true/false", type(None): "null"}
    return names.get(type(value), "number")
