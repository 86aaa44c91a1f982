"""Intercom: `source` is the first message, `conversation_parts` the rest (Intercom's OpenAPI).

A ticket has `ticket_parts`, and its first message is among its attributes.
"""

from __future__ import annotations

from assistant.transcripts.formats.base import (
    Kind,
    Object,
    ObjectFormat,
    People,
    Person,
    id_of,
    list_of,
    part_of,
    text_of,
)
from assistant.transcripts.raw_conversations import RawConversation, RawMessage
from assistant.transcripts.records import Role

_ROLES = {
    "user": Role.CUSTOMER, "lead": Role.CUSTOMER, "contact": Role.CUSTOMER,
    "visitor": Role.CUSTOMER, "admin": Role.AGENT, "team": Role.AGENT, "bot": Role.BOT,
}  # fmt: skip
_AUTOMATIC = ("automated", "campaigns_initiated", "operator_initiated", "bot")


class Intercom(ObjectFormat):
    key = "intercom"
    title = "Intercom"
    html = True

    def kind(self, value: Object, collection: str) -> Kind:
        if "ticket_parts" in value and "ticket_attributes" in value:
            return "conversation"
        if "conversation_parts" in value or (
            value.get("type") == "conversation" and ("source" in value or "contacts" in value)
        ):
            return "conversation"
        if "part_type" in value and "author" in value:
            return "part"
        if value.get("type") in ("admin", "contact", "user", "lead") and "id" in value:
            return "person"
        return ""

    def person(self, value: Object) -> tuple[str, Person] | None:
        email = text_of(value.get("email"))
        role = _ROLES.get(str(value.get("type")))
        return id_of(value.get("id")), Person(text_of(value.get("name"), email), role, email)

    def begin(self, raw: RawConversation, value: Object, people: People) -> None:
        raw.key = raw.key or id_of(value.get("id"))
        source = part_of(value, "source", "conversation_message")
        self._customer(raw, value, source, people)
        rating = part_of(value, "conversation_rating")
        assigned = value.get("admin_assignee_id", part_of(value, "assignee").get("id"))
        raw.detail(
            subject=text_of(value.get("title"), source.get("subject")),
            status=value.get("state", ""),
            rating=rating.get("rating", ""),
            created_at=value.get("created_at"),
            agent=people.name(id_of(assigned)),
            language=part_of(value, "custom_attributes").get("Language", ""),
        )
        tags = part_of(value, "tags").get("tags", value.get("tags"))
        raw.label([text_of(tag.get("name")) for tag in list_of(tags)])
        raw.label([one for one in (part_of(value, "custom_attributes").get("AI Title"),) if one])
        if source:
            self._say(raw, {"created_at": value.get("created_at"), **source}, people)
        self._ticket(raw, value)
        for part in _parts(value):
            self.add(raw, part, people)

    @staticmethod
    def _ticket(raw: RawConversation, value: Object) -> None:
        told = part_of(value, "ticket_attributes")
        state = part_of(value, "ticket_state")
        raw.detail(
            subject=text_of(told.get("_default_title_")),
            status=text_of(state.get("category"), value.get("ticket_state")),
        )
        raw.label([one for one in (part_of(value, "ticket_type").get("name"),) if one])
        text = text_of(told.get("_default_description_"))
        if text:
            asks = raw.details.get("customer_id", "")
            name = raw.details.get("customer", "")
            at = value.get("created_at")
            raw.messages.append(
                RawMessage(text, Role.CUSTOMER, name, f"contact:{asks}", at, "<" in text)
            )

    def add(self, raw: RawConversation, value: Object, people: People) -> None:
        self._say(raw, value, people)

    @staticmethod
    def _customer(raw: RawConversation, value: Object, source: Object, people: People) -> None:
        contacts = value.get("contacts")
        if isinstance(contacts, dict):
            contacts = contacts.get("contacts", contacts.get("data"))
        author = part_of(source, "author")
        asked = author if _ROLES.get(str(author.get("type"))) is Role.CUSTOMER else {}
        first = next(iter(list_of(contacts)), part_of(value, "contact", "user"))
        id_ = id_of(first.get("id")) or id_of(asked.get("id"))
        listed = people.known.get(id_, Person(""))
        raw.detail(
            customer=text_of(first.get("name"), asked.get("name"), listed.name),
            email=text_of(first.get("email"), asked.get("email"), listed.email),
            customer_id=id_,
        )

    @staticmethod
    def _say(raw: RawConversation, value: Object, people: People) -> None:
        text = text_of(value.get("body"))
        if not text or value.get("redacted") is True:
            return  # an assignment, a snooze or a closing without text
        author = part_of(value, "author")
        id_ = id_of(author.get("id"))
        role = _ROLES.get(str(author.get("type")), people.role(id_))
        if _is_internal(str(value.get("part_type"))):
            role = Role.NOTE
        elif role is Role.AGENT and (
            value.get("delivered_as") in _AUTOMATIC or author.get("from_ai_agent") is True
        ):
            role = Role.BOT
        name = text_of(author.get("name"), people.name(id_))
        if role is Role.CUSTOMER and id_ == raw.details.get("customer_id"):
            raw.details.setdefault("customer", name)
            raw.details.setdefault("email", text_of(author.get("email")))
        at = value.get("created_at")
        raw.messages.append(
            RawMessage(text, role, name, f"{author.get('type')}:{id_}", at, "<" in text)
        )


def _parts(value: Object) -> list[Object]:
    """The parts of a conversation or ticket, given as a page of the API or as a plain list."""
    for key in ("conversation_parts", "ticket_parts"):
        inner = value.get(key)
        found = list_of(inner.get(key, inner.get("data")) if isinstance(inner, dict) else inner)
        if found:
            return found
    return []


def _is_internal(kind: str) -> bool:
    """Whether a part is for the team only: a note, or a comment on an assignment."""
    return "note" in kind or "assign" in kind
