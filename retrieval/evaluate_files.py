"""Reads the files of `eval search`: a knowledge base with ids, and queries with relevant ids."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.entry import Entry
from retrieval.errors import InputError

_TAGS = re.compile(r"\s*[,;|，；、]\s*")


class EvaluationFileError(InputError):
    """A file of `eval search` cannot be used."""

    code = "eval.file"


@dataclass(frozen=True, slots=True)
class QueryRow:
    """A query with the ids of relevant entries, as in the file."""

    text: str
    relevant: tuple[str, ...]
    context: tuple[str, ...]
    lang: str


def read_knowledge(path: Path) -> tuple[list[Entry], dict[str, int]]:
    """The entries of a CSV or JSONL file, numbered in order, and the number of each id.

    Raises:
        EvaluationFileError: The file cannot be read, or a row is invalid.
    """
    entries: list[Entry] = []
    numbers: dict[str, int] = {}
    rows = _csv_rows(path) if path.suffix.lower() == ".csv" else _json_rows(path)
    for number, row in rows:
        id_, answer = _text(row, "id"), _text(row, "answer")
        if not id_ or not answer:
            raise _bad("eval.kb.row", number, "an id and an answer", "one of them is empty")
        if id_ in numbers:
            raise _bad("eval.kb.id", number, "each id once", "an id that was there before")
        numbers[id_] = len(entries) + 1
        entries.append(
            Entry(
                id=numbers[id_],
                answer=answer,
                questions=tuple(_texts(row, "question")),
                title=_text(row, "title"),
                tags=tuple(tag for text in _texts(row, "tags") for tag in _TAGS.split(text) if tag),
                lang=_text(row, "lang").lower().split("-")[0],
            )
        )
    if not entries:
        raise EvaluationFileError(
            code="eval.kb.empty", expected="at least one entry", found="none",
            remedy="give a CSV with a header or a JSONL with id, question, answer",
        )  # fmt: skip
    return entries, numbers


def read_queries(path: Path, known: Mapping[str, int]) -> list[QueryRow]:
    """The queries of a JSONL file.

    Args:
        path: The file.
        known: The ids of the knowledge base.

    Raises:
        EvaluationFileError: The file cannot be read, or a row is invalid.
    """
    found = []
    for number, row in _json_rows(path):
        text, relevant = _text(row, "query"), row.get("relevant")
        if not isinstance(row.get("query"), str) or not isinstance(relevant, list):
            raise _bad("eval.query.row", number, "a query (text) and relevant (a list of ids)",
                       "one of them is missing or of another kind")  # fmt: skip
        ids = tuple(str(id_).strip() for id_ in relevant)
        if unknown := [id_ for id_ in ids if id_ not in known]:
            raise _bad("eval.query.id", number, "ids of the knowledge base",
                       f"{len(unknown)} that it does not have")  # fmt: skip
        found.append(QueryRow(text, ids, tuple(_turns(row, number)), _text(row, "lang")))
    if not found:
        raise EvaluationFileError(
            code="eval.query.empty", expected="at least one query", found="none",
            remedy='give a JSONL of {"query": …, "relevant": [id, …]}',
        )  # fmt: skip
    return found


def _turns(row: Mapping[str, Any], number: int) -> Iterator[str]:
    """The turns of the context, given as strings or as objects with "text" or "content"."""
    turns = row.get("context") or []
    if not isinstance(turns, list):
        raise _bad("eval.query.context", number, "context as a list of turns", "something else")
    for turn in turns:
        said = turn.get("text", turn.get("content")) if isinstance(turn, dict) else turn
        if not isinstance(said, str):
            raise _bad("eval.query.context", number, "turns as texts, or with a text",
                       f"a {type(said).__name__}")  # fmt: skip
        yield said


def _decoded(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EvaluationFileError(
            code="eval.file.encoding", expected="UTF-8",
            found=f"other bytes at position {error.start}", remedy="save the file as UTF-8",
        ) from error  # fmt: skip
    except OSError as error:
        raise EvaluationFileError(
            code="eval.file.unreadable", expected="a file that can be read",
            found=type(error).__name__, remedy="check the path and its rights",
        ) from error  # fmt: skip


def _csv_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    reader = csv.DictReader(io.StringIO(_decoded(path), newline=""))
    names = [(name or "").strip().lower() for name in reader.fieldnames or []]
    if missing := {"id", "answer"} - set(names):
        raise EvaluationFileError(
            code="eval.kb.columns", expected="columns id, question, answer",
            found=f"no {' and no '.join(sorted(missing))}", remedy="name the columns so",
        )  # fmt: skip
    reader.fieldnames = names
    try:
        yield from enumerate(reader, start=2)
    except csv.Error as error:
        raise _bad("eval.kb.row", reader.line_num, "a row of CSV", "a broken one") from error


def _json_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(_decoded(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise _bad("eval.file.json", number, "one JSON object", "no valid JSON") from error
        if not isinstance(row, dict):
            raise _bad("eval.file.json", number, "one JSON object", f"a {type(row).__name__}")
        yield number, row


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return "" if value is None or isinstance(value, list | dict) else str(value).strip()


def _texts(row: Mapping[str, Any], name: str) -> list[str]:
    """The texts of a list, or of a cell with one text per line."""
    value = row.get(name)
    parts = value if isinstance(value, list) else str(value or "").split("\n")
    return [part for some in parts if (part := str(some).strip())]


def _bad(code: str, row: int, expected: str, found: str) -> EvaluationFileError:
    return EvaluationFileError(
        code=code, expected=f"in row {row}: {expected}", found=found, remedy="correct the row"
    )
