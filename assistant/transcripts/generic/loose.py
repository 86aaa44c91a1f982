"""Reads JSON of any tool by the names of its keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from assistant.transcripts.generic.columns import NAMES
from assistant.transcripts.raw_conversations import RawConversation, RawMessage
from assistant.transcripts.records import Role
from assistant.transcripts.values.cells import is_system, role_of
from retrieval.documents.columns import folded_name, names
from retrieval.documents.json_files import cell_text
from retrieval.documents.records import ColumnMap
from retrieval.documents.wording import clean, folded

_TEXTS = (
    "stripped_text", "body_text", "plain_body", "text_body", "body_plain", "text", "content",
    "message", "msg", "body", "utterance", "value", "message_text", "message_content",
    "message_body", "chat_message", "sentence", "comment", "note", "reply", "html_body",
    "body_html", "message_parts", "parts",
)  # fmt: skip
_TEXT_RANK = {folded_name(name): rank for rank, name in enumerate(_TEXTS)}
_SENDERS = names("author sender from user createdby created_by actor participant sender_info owner")
_CUSTOMERS = names(
    "customer requester contact visitor client end_user primary_customer user consumer 客户 用户"
)
_AGENTS = names("assignee agent operator responder assigned_to handled_by")
_FLAGS: Mapping[str, tuple[Role, Role]] = {
    **dict.fromkeys(
        names("from_agent is_agent outgoing outbound is_outgoing from_me is_reply"),
        (Role.AGENT, Role.CUSTOMER),
    ),
    **dict.fromkeys(
        names("incoming inbound is_inbound is_incoming from_customer is_customer from_user"),
        (Role.CUSTOMER, Role.AGENT),
    ),
}
_PRIVATE = names("private internal is_private is_internal is_note internal_note")
_PUBLIC = names("public is_public")
_NOTES = names("note notes private_note internal_note internal private 备注 内部备注")
_AUTOMATIC = names("automated is_bot bot automatic is_automated from_bot via_bot")
_EMBEDDED = ("_embedded", "conversation_parts", "chat", "thread", "conversation", "data", "ticket")
_LOOKED_AT = 10
_KNOWN = 2_000


def found_messages(value: Any, mapping: ColumnMap | None, depth: int = 0) -> list[Any] | None:
    """The list of messages in an object, found by its name, else by the shape of its entries.

    Entries are objects with a text, or pairs of speaker and text.
    """
    if isinstance(value, list):
        return value if _are_messages(value, sure=False) else None
    if not isinstance(value, dict):
        return None
    named = (mapping or {}).get("messages")
    likely: list[Any] | None = None
    for key, inner in value.items():
        if not isinstance(inner, list) or not inner:
            continue
        short = folded_name(key)
        if named:
            if short == folded_name(named):
                return inner
        elif short in NAMES["messages"] and _are_messages(inner, sure=True, mapping=mapping):
            return inner
        elif likely is None and _are_messages(inner, sure=False, mapping=mapping):
            likely = inner
    if likely is None and not named and depth < 2:
        for key in _EMBEDDED:
            likely = likely or found_messages(value.get(key), mapping, depth + 1)
    return likely


def _are_messages(items: list[Any], *, sure: bool, mapping: ColumnMap | None = None) -> bool:
    """Whether the entries are messages; unless `sure`, they must also state the author."""
    first = items[:_LOOKED_AT]
    good = 0
    for item in first:
        if isinstance(item, dict):
            reader = loose(mapping)
            good += bool(reader.text(item)) and (sure or reader.has_sender(item))
        elif isinstance(item, list) and len(item) == 2 and all(isinstance(i, str) for i in item):
            good += role_of(item[0]) is not None or is_system(item[0])
    return good > 0 and (sure or good * 2 >= len(first))


@lru_cache(maxsize=4)
def _loose(named: tuple[tuple[str, str], ...]) -> Loose:
    return Loose(dict(named))


def loose(mapping: ColumnMap | None) -> Loose:
    """The reader for a mapping, cached for the next object."""
    return _loose(tuple((mapping or {}).items()))


class Loose:
    """Finds values by the names of their keys; the names of a mapping take precedence."""

    def __init__(self, mapping: ColumnMap | None) -> None:
        mapping = mapping or {}
        self._named = {folded_name(name): role for role, name in mapping.items() if name}
        self._roles = frozenset(mapping)
        self._known: dict[str, str | None] = {}

    def details(self, value: Mapping[str, Any]) -> dict[str, str]:
        """Role → text, of the details that an object gives about its conversation."""
        found: dict[str, str] = {}
        for key, inner in value.items():
            short = folded_name(key)
            if isinstance(inner, dict):
                if short in _CUSTOMERS:
                    _person(found, inner)
                elif short in _AGENTS:
                    found.setdefault("author", _name(inner))
                elif role := self._role_of(short):
                    found.setdefault(role, clean(cell_text(inner) or _score(inner)))
                continue
            role = self._role_of(short)
            if role is not None and role != "messages" and role not in found:
                found[role] = clean(cell_text(inner))
        return found

    def _role_of(self, short: str) -> str | None:
        if short not in self._known:
            free = (role for role in NAMES if role not in self._roles)
            found = next((role for role in free if short in NAMES[role]), None)
            if len(self._known) > _KNOWN:
                self._known.clear()  # so many different keys are data, not names
            self._known[short] = self._named.get(short, found)
        return self._known[short]

    def text(self, message: Mapping[str, Any]) -> str:
        """The text of a message; of several, the one with the least markup and history."""
        if "text" in self._roles:
            named = (v for k, v in message.items() if self._named.get(folded_name(k)) == "text")
            return clean(flat_text(next(named, "")))
        best, lowest = "", len(_TEXT_RANK)
        for key, inner in message.items():
            rank = _TEXT_RANK.get(folded_name(key), lowest)
            if rank < lowest and (text := clean(flat_text(inner))):
                best, lowest = text, rank
        return best

    def has_sender(self, message: Mapping[str, Any]) -> bool:
        """Whether an entry states its author."""
        keys = {folded_name(key) for key in message}
        known = NAMES["role"] | NAMES["author"] | NAMES["author_id"] | _SENDERS
        named = any(self._named.get(key) in ("role", "author") for key in keys)
        return bool(keys & known or keys & _FLAGS.keys()) or named

    def raw_message(self, message: Any, raw: RawConversation) -> tuple[RawMessage, str] | None:
        """A message, and the word that states its author or role; None if it has no text."""
        if isinstance(message, list):
            pair = [part for part in message if isinstance(part, str)]
            message = {"role": pair[0], "text": pair[1]} if len(pair) == 2 else None
        text = self.text(message) if isinstance(message, dict) else ""
        if not text or not isinstance(message, dict):
            return None
        values = self._values(message)
        words = self._words(message)
        role, who = _who(words, self._private(message), self._flag(message))
        if role is None and who and not is_system(who):
            # a name in place of a role
            details = raw.details
            known = (details.get(name, "") for name in ("customer", "email", "customer_id"))
            customers = {folded(name) for name in known} - {""}
            if customers:
                role = Role.CUSTOMER if folded(who) in customers else Role.AGENT
        author, author_id = values.get("author", ""), values.get("author_id", "")
        one = RawMessage(text, role, author, author_id, values.get("at"))
        return one, who

    def _values(self, message: Mapping[str, Any]) -> dict[str, str]:
        values: dict[str, str] = {}
        for key, inner in message.items():
            short = folded_name(key)
            if isinstance(inner, dict):
                if short in _SENDERS:
                    values.setdefault("author", _name(inner))
                    values.setdefault("author_id", cell_text(inner.get("id")))
                continue
            role = self._role_of(short)
            if role in ("author", "author_id", "at") and not values.get(role):
                values[role] = clean(cell_text(inner))
        return values

    def _words(self, message: Mapping[str, Any]) -> list[str]:
        """Values that may name the role: mapped by a person first, then under telling keys."""
        ranked: list[tuple[int, str]] = []
        for key, inner in message.items():
            short = folded_name(key)
            if self._named.get(short) == "role":
                ranked.append((0, cell_text(inner)))
            elif "role" in self._roles:
                continue
            elif isinstance(inner, dict) and short in _SENDERS:
                kinds = (inner.get(name) for name in ("role", "type", "sender_type", "kind"))
                ranked.extend((2, cell_text(kind)) for kind in kinds)
            elif short in NAMES["role"]:
                ranked.append((3 if short == "type" else 1, cell_text(inner)))
        return [clean(word) for _, word in sorted(ranked) if word]

    @staticmethod
    def _private(message: Mapping[str, Any]) -> bool:
        for key, inner in message.items():
            short = folded_name(key)
            if (short in _PRIVATE and inner is True) or (short in _PUBLIC and inner is False):
                return True
        return False

    @staticmethod
    def _flag(message: Mapping[str, Any]) -> Role | None:
        for key, inner in message.items():
            short = folded_name(key)
            if short in _AUTOMATIC and inner is True:
                return Role.BOT
            if short in _FLAGS and isinstance(inner, bool):
                return _FLAGS[short][0 if inner else 1]
        return None


def _who(words: Iterable[str], private: bool, flag: Role | None) -> tuple[Role | None, str]:
    """The role according to the flags or the words, and the word that states it."""
    words = list(words)
    who = words[0] if words else ""
    roles = [role for role in map(role_of, words) if role is not None]
    if private or Role.NOTE in roles[:1] or any(folded_name(word) in _NOTES for word in words):
        return Role.NOTE, who
    if flag is not None:
        return flag, who
    # a stated author outweighs an entry's type such as "comment" or "note"
    people = [role for role in roles if role is not Role.NOTE]
    if people:
        return people[0], who
    return None, next((word for word in words if is_system(word)), who)


def flat_text(value: Any) -> str:
    """The text of a string, a list of parts, or an object that contains a text."""
    if isinstance(value, list):
        parts = (flat_text(part) for part in value[:1000])
        return "\n".join(part for part in parts if part)
    if isinstance(value, dict):
        for key in ("text", "content", "value", "body", "message"):
            if key in value and (text := flat_text(value[key])):
                return text
        return ""
    return value if isinstance(value, str) else ""


def _name(person: Mapping[str, Any]) -> str:
    parts = {folded_name(key): clean(cell_text(inner)) for key, inner in person.items()}
    whole = next((parts[key] for key in ("name", "fullname", "displayname", "姓名", "nickname")
                  if parts.get(key)), "")  # fmt: skip
    first = parts.get("first") or parts.get("firstname") or ""
    last = parts.get("last") or parts.get("lastname") or ""
    return whole or f"{first} {last}".strip() or parts.get("email", "") or parts.get("address", "")


def _person(found: dict[str, str], person: Mapping[str, Any]) -> None:
    """Add the name, e-mail address and id of the customer to `found`."""
    parts = {folded_name(key): clean(cell_text(inner)) for key, inner in person.items()}
    email = parts.get("email") or parts.get("邮箱") or parts.get("emailaddress") or ""
    name = _name(person)
    for role, text in (
        ("customer", "" if name == email else name),
        ("email", email),
        ("customer_id", parts.get("id") or parts.get("customerid") or parts.get("userid") or ""),
    ):
        if text and not found.get(role):
            found[role] = text


def _score(value: Mapping[str, Any]) -> str:
    return next((cell_text(value[key]) for key in ("score", "rating") if key in value), "")
