"""The data of `eval replies`: conversations, the passages of a reply, and the reply."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from assistant.prompt import Passage, Prompt, PromptTurn, Role
from retrieval.entry import Entry
from retrieval.errors import InputError

_ROLES: Mapping[str, Role] = {
    "customer": "customer", "user": "customer", "agent": "agent", "assistant": "agent",
}  # fmt: skip


class ReplyFileError(InputError):
    """A file of `eval replies` cannot be used."""

    code = "eval.reply.row"


@dataclass(frozen=True, slots=True)
class Case:
    """A prompt and the reply a person wrote; `searched`: its passages are to be found by search."""

    prompt: Prompt
    reply: str
    searched: bool = False


def read_cases(path: Path, passages: Mapping[str, Passage]) -> list[Case]:
    """Read cases from a JSONL: {"context": [{"role", "text"}], "passages": [id or text], "reply"}.

    Args:
        path: The file.
        passages: The knowledge base's passages by id; any other text is itself the passage.

    Raises:
        ReplyFileError: With the row, what was expected and what was found.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReplyFileError(
            code="eval.file.unreadable", expected="a file in UTF-8 that can be read",
            found=type(error).__name__, remedy="check the path, its rights and its encoding",
        ) from error  # fmt: skip
    cases = [
        _case(number, line, passages)
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    ]
    if not cases:
        raise ReplyFileError(
            code="eval.reply.empty", expected="at least one conversation with its reply",
            found="none", remedy='give a JSONL of {"context": …, "passages": …, "reply": …}',
        )  # fmt: skip
    return cases


def passage_of(entry: Entry) -> Passage:
    """An entry of the knowledge base as a passage of a prompt."""
    return Passage(entry.questions[0] if entry.questions else entry.title, entry.answer)


def _case(number: int, line: str, passages: Mapping[str, Passage]) -> Case:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _bad(number, "one JSON object", "no valid JSON") from error
    if not isinstance(row, dict):
        raise _bad(number, "one JSON object", f"a {type(row).__name__}")
    reply, found = row.get("reply"), row.get("passages")
    if not isinstance(reply, str) or not reply.strip():
        raise _bad(number, "a reply (text)", "none")
    if found is not None and not isinstance(found, list):
        raise _bad(number, "passages as a list", f"a {type(found).__name__}")
    turns = tuple(_turns(number, row.get("context") or []))
    read = tuple(_passage(number, one, passages) for one in found or [])
    return Case(Prompt(read, turns), reply.strip(), searched=found is None)


def _turns(number: int, context: Any) -> Iterator[PromptTurn]:
    if isinstance(context, str):
        context = [context]
    if not isinstance(context, list):
        raise _bad(number, "context as a list of turns", f"a {type(context).__name__}")
    for turn in context:
        role, text = "customer", turn
        if isinstance(turn, dict):
            role, text = str(turn.get("role", "customer")), turn.get("text", turn.get("content"))
        if not isinstance(text, str) or role not in _ROLES:
            raise _bad(number, "turns with a role (customer or agent) and a text", "another turn")
        if text.strip():
            yield PromptTurn(_ROLES[role], text)


def _passage(number: int, one: Any, passages: Mapping[str, Passage]) -> Passage:
    if isinstance(one, dict):
        parts = cast("dict[str, Any]", one)
        text = parts.get("text", parts.get("answer"))
        if isinstance(text, str) and text.strip():
            return Passage(str(parts.get("name", parts.get("title", "")) or ""), text)
    elif isinstance(one, str | int):
        written = str(one).strip()
        if written:
            return passages.get(written) or Passage("", written)
    raise _bad(number, "passages as ids or texts", "another one")


def _bad(row: int, expected: str, found: str) -> ReplyFileError:
    return ReplyFileError(
        expected=f"in row {row}: {expected}", found=found, remedy="correct the row"
    )
