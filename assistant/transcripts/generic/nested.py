"""Reads JSON of any tool with one object per conversation and its messages in a list inside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assistant.transcripts.conversation_assembler import ConversationAssembler
from assistant.transcripts.generic.columns import NAMES, id_place
from assistant.transcripts.generic.loose import found_messages, loose
from assistant.transcripts.raw_conversations import (
    RawConversation,
    long_problem,
    role_problem,
    text_problem,
)
from assistant.transcripts.records import ConversationRecord
from assistant.transcripts.values.cells import is_system
from retrieval.documents.columns import check_mapping, folded_name, no_columns_error
from retrieval.documents.json_files import JsonLines, JsonObjects, cell_text
from retrieval.documents.limits import Limits
from retrieval.documents.records import ColumnMap, Problem, Progress
from retrieval.documents.wording import clean, one_line

_LOOKED_AT = 20
_KEYS_LOOKED_AT = 200
_EXPECTED = "conversations with the keys that the mapping names"


def has_messages(objects: JsonLines | JsonObjects, mapping: ColumnMap | None) -> bool:
    """Whether one of the first objects contains a list of messages."""
    seen = 0
    for event in objects:
        if isinstance(event, tuple):
            if found_messages(event[1], mapping):
                return True
            seen += 1
            if seen == _LOOKED_AT:
                break
    return False


def check_keys(objects: JsonLines | JsonObjects, mapping: ColumnMap) -> None:
    """Refuse a mapping that names an unknown role, or a key that the first objects do not have.

    Raises:
        FileError: `table.mapping`, as for tables.
    """
    keys: dict[str, None] = {}
    seen = 0
    for event in objects:
        if not isinstance(event, tuple):
            continue
        keys.update(dict.fromkeys(event[1]))
        for message in found_messages(event[1], mapping) or ():
            keys.update(dict.fromkeys(message if isinstance(message, Mapping) else ()))
        seen += 1
        if seen == _KEYS_LOOKED_AT:
            break
    check_named(mapping, keys)


def check_named(mapping: ColumnMap, keys: Mapping[str, None]) -> None:
    """Refuse a mapping that names an unknown role, or none of these keys.

    Raises:
        FileError: `table.mapping`, as for tables.
    """
    check_mapping(mapping, NAMES, ())
    known = set(map(folded_name, keys))
    if any(name and folded_name(name) not in known for name in mapping.values()):
        raise no_columns_error(tuple(keys), mapping, _EXPECTED)


def read_nested(
    objects: JsonLines | JsonObjects,
    mapping: ColumnMap | None,
    limits: Limits,
    assembler: ConversationAssembler,
) -> Iterator[ConversationRecord | Problem | Progress]:
    """Yield the conversations of such objects."""
    for event in objects:
        if not isinstance(event, tuple):
            yield event
            continue
        number, value = event
        raw, problems = nested_conversation(value, number, mapping, limits)
        yield from problems
        if raw.messages:
            yield from assembler.assemble(raw)
        else:
            yield empty_problem(number)


def nested_conversation(
    value: Any, number: int, mapping: ColumnMap | None, limits: Limits
) -> tuple[RawConversation, list[Problem]]:
    """The conversation of an object or bare list of messages, and the problems of its messages."""
    raw = RawConversation(row=number)
    if isinstance(value, Mapping):
        _details(raw, value, mapping)
    problems = []
    for message in found_messages(value, mapping) or ():
        problem = _add(raw, message, number, mapping, limits)
        if problem is not None:
            problems.append(problem)
    return raw, problems


def _details(raw: RawConversation, value: Mapping[str, Any], mapping: ColumnMap | None) -> None:
    details = loose(mapping).details(value)
    place = id_place(value)
    own_id = clean(cell_text(list(value.values())[place])) if place is not None else ""
    raw.key = one_line(details.pop("conversation", "") or own_id)[:200]
    labels = details.pop("labels", "")
    raw.label(labels.split("\n") if "\n" in labels else labels)
    details["created_at"] = details.pop("at", "")
    agent = details.pop("author", "")
    raw.detail(agent=agent, **{k: v for k, v in details.items() if k in _CONVERSATION_DETAILS})


_CONVERSATION_DETAILS = frozenset(
    ("customer", "email", "customer_id", "subject", "status", "rating", "created_at", "language")
)


def _add(
    raw: RawConversation, message: Any, row: int, mapping: ColumnMap | None, limits: Limits
) -> Problem | None:
    found = loose(mapping).raw_message(message, raw)
    if found is None:
        return text_problem(row)
    one, who = found
    one.row = row
    if len(one.text) > limits.cell_chars:
        return long_problem(row, len(one.text), limits)
    raw.hear(one, who)
    if one.role is None and not (is_system(who) or one.author or one.author_id):
        return role_problem(row)
    raw.messages.append(one)
    return None


def empty_problem(row: int) -> Problem:
    """The problem of an object without usable messages."""
    return Problem(
        "conversation.empty",
        expected="a conversation with messages",
        found="none that can be used",
        remedy="Export it with its messages",
        row=row,
    )
