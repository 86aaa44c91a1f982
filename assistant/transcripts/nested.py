"""One JSON object a conversation, with its messages in a list inside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assistant.transcripts.build import Draft, finished
from assistant.transcripts.columns import NAMES, id_place
from assistant.transcripts.records import ConversationRecord
from retrieval.documents.columns import check_mapping, folded_name, no_columns_error
from retrieval.documents.json_files import JsonLines, JsonObjects, cell_text
from retrieval.documents.limits import Limits
from retrieval.documents.records import ColumnMap, Problem, Progress
from retrieval.documents.wording import clean, one_line

_LOOKED_AT = 20
_KEYS_LOOKED_AT = 200
_EXPECTED = "conversations with the keys that the mapping names"


def has_messages(objects: JsonLines | JsonObjects, mapping: ColumnMap | None) -> bool:
    """Whether the first objects hold lists of messages."""
    seen = 0
    for event in objects:
        if isinstance(event, tuple):
            if _messages(event[1], mapping):
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
    check_mapping(mapping, NAMES, ())
    keys: dict[str, None] = {}
    seen = 0
    for event in objects:
        if not isinstance(event, tuple):
            continue
        keys.update(dict.fromkeys(event[1]))
        for message in _messages(event[1], mapping) or ():
            keys.update(dict.fromkeys(message if isinstance(message, Mapping) else ()))
        seen += 1
        if seen == _KEYS_LOOKED_AT:
            break
    known = set(map(folded_name, keys))
    if any(name and folded_name(name) not in known for name in mapping.values()):
        raise no_columns_error(tuple(keys), mapping, _EXPECTED)


def read_nested(
    objects: JsonLines | JsonObjects, mapping: ColumnMap | None, limits: Limits
) -> Iterator[ConversationRecord | Problem | Progress]:
    """The conversations of such objects."""
    taken: set[str] = set()
    for event in objects:
        if not isinstance(event, tuple):
            yield event
            continue
        number, value = event
        details = values_of(value, mapping)
        place = id_place(value)
        own_id = clean(cell_text(list(value.values())[place])) if place is not None else ""
        draft = Draft(row=number, key=one_line(details.get("conversation", "") or own_id)[:200])
        details["created_at"] = details.get("at", "")
        draft.add_details(details)
        for message in _messages(value, mapping) or ():
            problem = _add(draft, message, number, mapping, limits)
            if problem is not None:
                yield problem
        yield from finished(draft, taken)
        if not draft.messages:
            yield _empty_problem(number)


def _add(
    draft: Draft, message: Any, row: int, mapping: ColumnMap | None, limits: Limits
) -> Problem | None:
    values = values_of(message, mapping) if isinstance(message, Mapping) else {}
    values = {key: values[key] for key in ("role", "text", "at", "author") if key in values}
    for detail in ("customer", "email"):
        if detail in draft.details:
            values[detail] = draft.details[detail]
    return draft.add_row(values, row, limits)


def _messages(value: Mapping[str, Any], mapping: ColumnMap | None) -> list[Any] | None:
    named = (mapping or {}).get("messages")
    for key, inner in value.items():
        folded = folded_name(key)
        meant = folded == folded_name(named) if named else folded in NAMES["messages"]
        if meant and isinstance(inner, list) and any(isinstance(one, Mapping) for one in inner):
            return inner
    return None


def values_of(value: Mapping[str, Any], mapping: ColumnMap | None) -> dict[str, str]:
    """Role → cleaned text of an object's keys; a customer may be an object of its own."""
    named = {folded_name(name): role for role, name in (mapping or {}).items() if name}
    known = {role: words for role, words in NAMES.items() if role not in (mapping or {})}
    values: dict[str, str] = {}
    for key, inner in value.items():
        folded = folded_name(key)
        role = named.get(folded) or next((r for r, words in known.items() if folded in words), None)
        if role == "customer" and isinstance(inner, Mapping):
            values.update(_customer(inner))
        elif role == "author" and isinstance(inner, Mapping):
            inner_values = values_of(inner, None)
            values.setdefault("author", inner_values.get("author", ""))
            values.setdefault("role", inner_values.get("role", ""))
        elif role is not None and role not in values and role != "messages":
            values[role] = clean(cell_text(inner))
    return values


def _customer(value: Mapping[str, Any]) -> dict[str, str]:
    parts = {folded_name(key): clean(cell_text(inner)) for key, inner in value.items()}
    name = parts.get("name") or parts.get("fullname") or parts.get("姓名") or ""
    email = parts.get("email") or parts.get("邮箱") or ""
    return {
        role: text
        for role, text in (
            ("customer", name),
            ("email", email),
            ("customer_id", parts.get("id") or parts.get("customerid") or ""),
        )
        if text
    }


def _empty_problem(row: int) -> Problem:
    return Problem(
        "conversation.empty",
        expected="a conversation with messages",
        found="none that can be used",
        remedy="Export it with its messages",
        row=row,
    )
