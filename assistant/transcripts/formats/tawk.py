"""tawk.to: transcripts from the webhook or an export.

`sender.t` is "v" (visitor), "a" (agent), "s" (system) or "b" (bot).
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

_SENDERS = {
    "v": Role.CUSTOMER, "visitor": Role.CUSTOMER, "a": Role.AGENT, "agent": Role.AGENT,
    "s": Role.BOT, "system": Role.BOT, "b": Role.BOT, "bot": Role.BOT,
}  # fmt: skip


class Tawk(ObjectFormat):
    key = "tawk"
    title = "tawk.to"

    def kind(self, value: Object, collection: str) -> Kind:
        chat = part_of(value, "chat") or value
        messages = list_of(chat.get("messages"))[:20]
        known = any(str(part_of(m, "sender").get("t")) in _SENDERS for m in messages)
        return "conversation" if known else ""

    def begin(self, raw: RawConversation, value: Object, people: People) -> None:
        chat = part_of(value, "chat") or value
        visitor = part_of(chat, "visitor") or part_of(value, "visitor", "requester")
        raw.key = id_of(chat.get("id", chat.get("_id", chat.get("chatId", value.get("chatId")))))
        email = visitor.get("email")
        email = email[0] if isinstance(email, list) and email else email
        raw.detail(
            customer=text_of(visitor.get("name")),
            email=text_of(email),
            customer_id=id_of(visitor.get("id")),
            rating=chat.get("rating", ""),
            created_at=chat.get("createdOn", chat.get("createdAt", value.get("time"))),
        )
        raw.label(chat.get("tags"))
        for message in list_of(chat.get("messages")):
            sender = part_of(message, "sender")
            role = _SENDERS.get(str(sender.get("t")))
            if message.get("type") not in (None, "msg", "text", "message"):
                role = Role.NOTE  # files, calls, ratings: system messages
            raw.messages.append(
                RawMessage(
                    text_of(message.get("msg"), message.get("text"), message.get("message")),
                    role, text_of(sender.get("n"), sender.get("name")), id_of(sender.get("id")),
                    message.get("time", message.get("timestamp", message.get("createdOn"))),
                )
            )  # fmt: skip
