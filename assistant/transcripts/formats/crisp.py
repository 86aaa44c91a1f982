"""Crisp: messages with `session_id`, or conversations holding them; times in milliseconds.

`from` is "user" or "operator", `type` "note" is internal, `automated` marks a bot (Crisp's REST
API, "Get Messages In Conversation").
"""

from __future__ import annotations

from typing import Any

from assistant.transcripts.formats.base import (
    Kind,
    Object,
    ObjectFormat,
    People,
    id_of,
    list_of,
    part_of,
    text_of,
)
from assistant.transcripts.generic.loose import flat_text
from assistant.transcripts.raw_conversations import RawConversation, RawMessage
from assistant.transcripts.records import Role

_FROM = {"user": Role.CUSTOMER, "operator": Role.AGENT}
_OWN = frozenset(
    ["fingerprint", "session_id", "origin", "stamped", "automated", "website_id", "content", "date"]
)


class Crisp(ObjectFormat):
    key = "crisp"
    title = "Crisp"

    def kind(self, value: Object, collection: str) -> Kind:
        if any(_is_message(message) for message in list_of(value.get("messages"))[:20]):
            return "conversation"
        if _is_message(value) and "session_id" in value:
            return "part"
        if "session_id" in value and "meta" in value:
            return "head"
        return ""

    def group(self, value: Object) -> str:
        return id_of(value.get("session_id"))

    def begin(self, raw: RawConversation, value: Object, people: People) -> None:
        meta = part_of(value, "meta", "user", "people")
        raw.key = raw.key or id_of(value.get("session_id", value.get("id")))
        state = {"0": "pending", "1": "open", "2": "resolved"}
        raw.detail(
            customer=text_of(meta.get("nickname"), meta.get("name")),
            email=text_of(meta.get("email")),
            subject=text_of(meta.get("subject")),
            status=state.get(id_of(value.get("status")), value.get("state", "")),
            created_at=value.get("created_at"),
        )
        raw.label(meta.get("segments"))
        for message in list_of(value.get("messages")):
            self.add(raw, message, people)

    def add(self, raw: RawConversation, value: Object, people: People) -> None:
        raw.key = raw.key or id_of(value.get("session_id"))
        kind = value.get("type")
        role = _FROM.get(str(value.get("from")))
        note = text_of(value.get("note"))
        if kind == "note" or note or kind == "event":
            role = Role.NOTE
        elif value.get("automated") is True and role is Role.AGENT:
            role = Role.BOT
        text = note or text_of(value.get("text")) or flat_text(value.get("content"))
        user = part_of(value, "user")
        name = text_of(user.get("nickname"), user.get("name"))
        if role is Role.CUSTOMER:
            raw.details.setdefault("customer", name)
        if kind == "event":
            raw.detail(status=_state(value.get("content")))
        id_ = id_of(user.get("user_id")) if role is not Role.CUSTOMER else ""
        at = value.get("timestamp", value.get("date"))
        raw.messages.append(RawMessage(text, role, name, id_, at))


def _state(content: Any) -> str:
    """The state of the conversation from an event such as "state:resolved"; "" for others."""
    told = text_of(content.get("namespace")) if isinstance(content, dict) else ""
    return told.removeprefix("state:") if told.startswith("state:") else ""


def _is_message(value: Object) -> bool:
    told = text_of(value.get("from")) in _FROM and (
        "content" in value or "text" in value or "note" in value
    )
    return told and bool(_OWN & value.keys())
