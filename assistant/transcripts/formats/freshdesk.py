"""Freshdesk: the description of a ticket, followed by its conversations.

Reads responses of the API (`conversations` with `incoming`, `private`), the account export
(`helpdesk_ticket` with `notes`), and conversations in a separate file (with `ticket_id`).
"""

from __future__ import annotations

import re
from typing import Any

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

_STATUSES = {"2": "open", "3": "pending", "4": "resolved", "5": "closed"}
_NOTES = ("notes", "conversations", "helpdesk_notes", "ticket_notes")
_WRAPS = ("helpdesk_ticket", "helpdesk_note", "note", "ticket", "conversation")
_INTERNAL = ("6", "8")
"""Sources of entries that are not part of the conversation: survey answers, forwarded mails."""
_MERGED = re.compile(
    r"Merged from ticket|Ticket with ID #?\d+ (?:is )?merged"
    r"|This ticket (?:is closed and merged into|has been merged)",
    re.IGNORECASE,
)
_TICKET = frozenset(
    [
        "responder_id",
        "description_text",
        "fr_escalated",
        "spam",
        "is_escalated",
        "due_by",
        "fr_due_by",
        "company_id",
        "display_id",
        "to_emails",
        "reply_cc_emails",
        "description_html",
        "responder_name",
        "ticket_type",
    ]
)


class Freshdesk(ObjectFormat):
    key = "freshdesk"
    title = "Freshdesk"

    def kind(self, value: Object, collection: str) -> Kind:
        value = _inside(value)
        notes = [_inside(n) for key in _NOTES for n in list_of(value.get(key))]
        if any(_is_note(note) for note in notes):
            return "conversation"
        if _is_note(value) and "ticket_id" in value:
            return "part"
        if _person_of(value, collection) is not None:
            return "person"
        asked = "requester_id" in value or "requester" in value or "requester_name" in value
        if asked and len(_TICKET & value.keys()) >= 2:
            return "conversation" if any(key in value for key in _NOTES) else "head"
        return ""

    def group(self, value: Object) -> str:
        value = _inside(value)
        return id_of(value.get("ticket_id", value.get("display_id", value.get("id"))))

    def person(self, value: Object) -> tuple[str, Person] | None:
        return _person_of(value, "contacts")

    def begin(self, raw: RawConversation, value: Object, people: People) -> None:
        value = _inside(value)
        requester = part_of(value, "requester", "contact")
        customer = id_of(value.get("requester_id")) or id_of(requester.get("id"))
        status = id_of(value.get("status_name", value.get("status")))
        raw.key = raw.key or id_of(value.get("display_id", value.get("id")))
        listed = people.known.get(customer, Person(""))
        raw.detail(
            customer=text_of(value.get("requester_name"), requester.get("name"), listed.name),
            email=text_of(value.get("email"), requester.get("email"), listed.email),
            customer_id=customer,
            subject=value.get("subject", ""),
            status=_STATUSES.get(status, status),
            rating=_rating(value),
            created_at=value.get("created_at"),
            agent=text_of(
                value.get("responder_name"), part_of(value, "responder", "agent").get("name"),
                people.name(id_of(value.get("responder_id"))),
            ),
        )  # fmt: skip
        raw.label([one if isinstance(one, str) else one.get("name") for one in _tags(value)])
        raw.label([text_of(value.get("type"), value.get("ticket_type"))])
        plain = text_of(value.get("description_text"))
        text = plain or text_of(value.get("description"), value.get("description_html"))
        if text:
            outbound = id_of(value.get("source")) == "10"
            role = Role.AGENT if outbound else Role.CUSTOMER
            name = raw.details.get("agent" if outbound else "customer", "")
            raw.messages.append(
                RawMessage(text, role, name, "" if outbound else customer, value.get("created_at"),
                     None if not plain else False)
            )  # fmt: skip
        for key in _NOTES:
            for note in list_of(value.get(key)):
                self.add(raw, note, people)

    def add(self, raw: RawConversation, value: Object, people: People) -> None:
        value = _inside(value)
        plain = text_of(value.get("body_text"))
        text = plain or text_of(value.get("body"), value.get("body_html"))
        author_id = id_of(value.get("user_id"))
        customer = raw.details.get("customer_id", "")
        incoming = value.get("incoming") in (True, "true", 1)
        internal = id_of(value.get("source")) in _INTERNAL or _MERGED.match(text.lstrip())
        if value.get("deleted") is True:
            return
        if value.get("private") in (True, "true", 1) or internal:
            role = Role.NOTE
        elif incoming or (author_id and author_id == customer):
            role = Role.CUSTOMER
        else:
            role = Role.BOT if value.get("auto_response") is True else Role.AGENT
        name = text_of(value.get("user_name"), part_of(value, "user").get("name"),
                       people.name(author_id))  # fmt: skip
        if not name and role is Role.CUSTOMER:
            name = raw.details.get("customer", "")
        raw.messages.append(
            RawMessage(
                text, role, name, author_id, value.get("created_at"), False if plain else None
            )
        )


def _inside(value: Object) -> Object:
    """The object inside one of the export's wrappers, merged with what is beside it."""
    for key in _WRAPS:
        if isinstance(value.get(key), dict) and len(value) <= 2:
            others = {k: v for k, v in value.items() if k != key}
            return {**value[key], **others}
    return value


def _is_note(value: Object) -> bool:
    written = any(key in value for key in ("body_text", "body", "body_html"))
    return written and "incoming" in value and "private" in value


def _person_of(value: Object, collection: str) -> tuple[str, Person] | None:
    """The id and the person, if this is an agent (with a nested `contact`) or a contact."""
    contact = part_of(value, "contact")
    if contact and "id" in value and ("occasional" in value or "ticket_scope" in value):
        name = text_of(contact.get("name"), contact.get("email"))
        return id_of(value["id"]), Person(name, Role.AGENT, text_of(contact.get("email")))
    listed = collection.rpartition(".")[2] in ("contacts", "users", "requesters")
    own = {"email", "mobile", "phone", "company_id"} & value.keys()
    if "name" in value and "id" in value and "subject" not in value and (listed or len(own) >= 3):
        name = text_of(value.get("name"), value.get("email"))
        return id_of(value["id"]), Person(name, None, text_of(value.get("email")))
    return None


def _tags(value: Object) -> list[Any]:
    tags = value.get("tags")
    return [one for one in tags if isinstance(one, str | dict)] if isinstance(tags, list) else []


def _rating(value: Object) -> str:
    """The rating; Freshdesk's codes from -103 (very unhappy) to 103 are mapped to 1 to 5."""
    for key in ("satisfaction_rating", "survey_result", "ratings"):
        rating = value.get(key)
        rating = (
            rating.get("default_question", rating.get("rating"))
            if isinstance(rating, dict)
            else rating
        )
        if isinstance(rating, int | float) and 90 < abs(rating) <= 103:
            return str(
                {103: 5, 102: 4, 101: 4, 100: 3, -101: 2, -102: 2, -103: 1}.get(int(rating), 3)
            )
        if rating and not isinstance(rating, dict):
            return str(rating)
    return ""
