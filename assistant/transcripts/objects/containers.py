"""Unwraps JSON containers of objects, such as pages of an API, and objects keyed by id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from retrieval.documents.columns import folded_name, names

_LISTS = names(
    "tickets ticket comments ticket_comments users agents contacts requesters admins chats data "
    "results "
    "items records rows conversations payload sessions transcripts dialogues dialogs entries list "
    "cases hits docs documents values response result content exports notes articles messages "
    "helpdesk_tickets ticket_events audits export 会话 会话列表 工单 工单列表 对话 数据"
)
_OWN = names(
    "id uuid subject requester_id session_id conversation_id ticket_id chat_id thread_id "
    "dialogue_id visitor customer created_at system instruction topic title"
)
"""Keys that a conversation has, but not a page of conversations."""
_TOLD_BY = names(
    "conversation_id ticket_id chat_id session_id thread_id dialogue_id requester_id "
    "conversation_parts ticket_number"
)
_OF_ONE = names("messages comments notes entries history articles posts content")
"""Lists that usually belong to one conversation."""
_PEOPLE = names("users agents contacts requesters admins")
_OF_TRAINING = names("prompt completion chosen rejected")
"""Keys of message lists that belong to the same training example."""
_DEEPEST = 3


def unfold(value: Any, depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Yield the objects inside a value that only wraps them, each with the key it was under.

    A value that is an object itself is yielded unchanged, under "".
    """
    if isinstance(value, list):
        yield "", value
        return
    inner = _wrapped(value) if depth < _DEEPEST else {}
    if not inner:
        by_id = _by_id(value) if depth == 0 else None
        yield from ((("", one) for one in by_id) if by_id is not None else (("", value),))
        return
    for key, part in inner.items():
        for one in part if isinstance(part, list) else (part,):
            if not isinstance(one, dict | list):
                continue
            for name, item in unfold(one, depth + 1):
                yield f"{key}.{name}" if name else key, item


def _wrapped(value: Mapping[str, Any]) -> dict[str, Any]:
    """The lists of objects in a page, and the pages nested in it; empty for an object itself."""
    folded = {folded_name(key): key for key in value}
    if _OWN & folded.keys():
        return {}
    found: dict[str, Any] = {}
    for short, key in folded.items():
        inner = value[key]
        if short not in _LISTS:
            continue
        if (isinstance(inner, list) and _holds_talks(short, inner)) or (
            isinstance(inner, dict) and _wrapped(inner)
        ):
            found[key] = inner
    if not found or _of_one(value, found):
        return {}
    # other lists beside the conversations, such as users and comments, belong to them
    for short, key in folded.items():
        inner = value[key]
        if short in _LISTS and isinstance(inner, list) and any(isinstance(i, dict) for i in inner):
            found[key] = inner
    return found


def _of_one(value: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    """Whether a mapping holds only lists of people and of messages that name no conversation, and
    therefore is a single conversation."""
    if any(folded_name(key) not in _PEOPLE for key in found):
        return False
    beside = (inner for key, inner in value.items() if folded_name(key) in _OF_ONE)
    return any(isinstance(inner, list) and inner for inner in beside)


def _holds_talks(key: str, items: list[Any]) -> bool:
    """Whether a list holds conversations, people, or messages of several conversations, rather than
    the messages of a single one."""
    first = [item for item in items[:20] if isinstance(item, dict)]
    if first and key in _PEOPLE:
        return True
    for item in first:
        told = _folded(item)
        if _TOLD_BY & told or {"id", "email"} <= told:
            return True
        if key in _OF_ONE:
            continue
        if len(item) == 1:
            return True
        for inner in item.values():
            if isinstance(inner, list) and any(isinstance(one, dict) for one in inner):
                return True
            if isinstance(inner, dict) and any(isinstance(one, list) for one in inner.values()):
                return True
    return False


def _by_id(value: Mapping[str, Any]) -> list[Any] | None:
    """The objects of `{"17": {…}, "18": {…}}`, with their ids added; None for anything else."""
    inner = list(value.items())
    if (
        len(inner) < 2
        or _OF_TRAINING & _folded(value)
        or not all(isinstance(one, dict | list) and one for _, one in inner)
    ):
        return None
    sample = [one for _, one in inner[:20]]
    if all(isinstance(one, list) for one in sample):
        alike = all(isinstance(part, dict) for one in sample for part in one[:3])
        return [one for _, one in inner] if alike and not _LISTS & _folded(value) else None
    if not all(isinstance(one, dict) for one in sample):
        return None
    common = set.intersection(*(set(one) for one in sample))
    if not common or _LISTS & _folded(value):
        return None
    return [{"id": key, **one} for key, one in inner]


def _folded(value: Mapping[str, Any]) -> set[str]:
    return {folded_name(key) for key in value}
