"""Help Scout: conversations with `_embedded.threads`, newest first.

Threads of type "customer" are the customer's and "reply" the team's; in "message" and chat threads
the author's type tells; "note" is internal (developer.helpscout.com, Mailbox API, List Threads).
"""

from __future__ import annotations

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
from assistant.transcripts.raw_conversations import RawConversation, RawMessage
from assistant.transcripts.records import Role

_TYPES = {
    "customer": Role.CUSTOMER, "message": Role.AGENT, "reply": Role.AGENT, "chat": Role.AGENT,
    "phone": Role.NOTE, "note": Role.NOTE, "lineitem": Role.NOTE, "forwardparent": Role.NOTE,
    "forwardchild": Role.NOTE, "beaconchat": Role.CUSTOMER,
}  # fmt: skip


class HelpScout(ObjectFormat):
    key = "helpscout"
    title = "Help Scout"
    html = True

    def kind(self, value: Object, collection: str) -> Kind:
        threads = _threads(value)
        own = any("createdBy" in one and text_of(one.get("type")) in _TYPES for one in threads[:20])
        return "conversation" if own else ""

    def begin(self, raw: RawConversation, value: Object, people: People) -> None:
        customer = part_of(value, "primaryCustomer", "customer")
        raw.key = id_of(value.get("id"))
        raw.detail(
            customer=_name(customer), email=text_of(customer.get("email")),
            customer_id=id_of(customer.get("id")), subject=text_of(value.get("subject")),
            status=text_of(value.get("status")), created_at=value.get("createdAt"),
            agent=_name(part_of(value, "assignee", "owner")),
        )  # fmt: skip
        raw.label(value.get("tags"))
        for thread in reversed(_threads(value)):
            author = part_of(thread, "createdBy")
            role = _TYPES.get(str(thread.get("type")))
            if thread.get("type") in ("chat", "beaconchat", "message"):
                role = Role.CUSTOMER if author.get("type") == "customer" else Role.AGENT
            raw.messages.append(
                RawMessage(text_of(thread.get("body"), thread.get("text")), role, _name(author),
                     f"{author.get('type')}:{id_of(author.get('id'))}", thread.get("createdAt"))
            )  # fmt: skip


def _threads(value: Object) -> list[Object]:
    return list_of(part_of(value, "_embedded").get("threads", value.get("threads")))


def _name(person: Object) -> str:
    first = text_of(person.get("first"), person.get("firstName"))
    last = text_of(person.get("last"), person.get("lastName"))
    return f"{first} {last}".strip() or text_of(person.get("name"), person.get("email"))
