"""Chatwoot: conversations with messages, or the messages of the API with `conversation_id`.

`message_type` is 0 or "incoming", 1 "outgoing", 2 "activity" (a system message), 3 "template" (an
automatic message); `private` is a note (swagger/definitions/resource/message.yml).
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
    "0": Role.CUSTOMER, "incoming": Role.CUSTOMER, "1": Role.AGENT, "outgoing": Role.AGENT,
    "2": Role.NOTE, "activity": Role.NOTE, "3": Role.BOT, "template": Role.BOT,
}  # fmt: skip
_BOTS = ("agentbot", "agent_bot", "captain::assistant", "captain_assistant")
_STATUSES = {"0": "open", "1": "resolved", "2": "pending", "3": "snoozed"}
_OWN = frozenset(
    [
        "private",
        "content_type",
        "sender_type",
        "inbox_id",
        "content_attributes",
        "conversation_id",
        "account_id",
        "source_id",
        "sentiment",
        "sender",
    ]
)


class Chatwoot(ObjectFormat):
    key = "chatwoot"
    title = "Chatwoot"

    def kind(self, value: Object, collection: str) -> Kind:
        lists = (list_of(value.get(key)) for key in ("messages", "payload"))
        if any(_is_message(message) for messages in lists for message in messages[:20]):
            return "conversation"
        if _is_message(value) and "conversation_id" in value:
            return "part"
        if "inbox_id" in value and "meta" in value and "messages" in value:
            return "conversation"
        return ""

    def begin(self, raw: RawConversation, value: Object, people: People) -> None:
        meta = part_of(value, "meta")
        contact = part_of(meta, "sender", "contact") or part_of(value, "contact", "sender")
        status = id_of(value.get("status"))
        raw.key = raw.key or id_of(value.get("id"))
        raw.detail(
            customer=text_of(contact.get("name")),
            email=text_of(contact.get("email")),
            customer_id=id_of(contact.get("id", value.get("contact_id"))),
            status=_STATUSES.get(status, status),
            created_at=value.get("created_at"),
            agent=text_of(part_of(meta, "assignee").get("name"),
                          part_of(value, "assignee").get("name")),
            language=part_of(value, "additional_attributes").get("conversation_language", ""),
            subject=part_of(value, "additional_attributes").get("mail_subject", ""),
        )  # fmt: skip
        raw.label(value.get("labels", meta.get("labels")))
        for key in ("messages", "payload"):
            for message in list_of(value.get(key)):
                self.add(raw, message, people)
                raw.key = raw.key or id_of(message.get("conversation_id"))

    def add(self, raw: RawConversation, value: Object, people: People) -> None:
        self._survey(raw, value)
        sender = part_of(value, "sender")
        told = part_of(value, "content_attributes")
        if told.get("deleted") is True:
            return  # its text is only "This message was deleted"
        kind = str(value.get("sender_type") or sender.get("type") or "").lower()
        role = _TYPES.get(id_of(value.get("message_type")))
        if value.get("private") is True:
            role = Role.NOTE
        elif role is Role.AGENT and (kind in _BOTS or _is_automatic(value, told)):
            role = Role.BOT
        text = text_of(value.get("content"), value.get("processed_message_content"))
        id_ = id_of(value.get("sender_id", sender.get("id")))
        name = text_of(sender.get("available_name"), sender.get("name"))
        if role is Role.CUSTOMER:
            raw.details.setdefault("customer", name)
            raw.details.setdefault("email", text_of(sender.get("email")))
        html = value.get("content_type") == "incoming_email" or None
        # contacts and agents have separate sequences of ids
        author_id = f"{kind}:{id_}" if id_ and kind else id_
        raw.messages.append(RawMessage(text, role, name, author_id, value.get("created_at"), html))

    @staticmethod
    def _survey(raw: RawConversation, value: Object) -> None:
        answers = part_of(part_of(value, "content_attributes"), "submitted_values")
        survey = part_of(answers, "csat_survey_response")
        raw.detail(rating=survey.get("rating", ""))


def _is_automatic(value: Object, told: Object) -> bool:
    """Whether an automation rule or a campaign sent it in an agent's name."""
    return bool(told.get("automation_rule_id")) or bool(
        part_of(value, "additional_attributes").get("campaign_id")
    )


def _is_message(value: Object) -> bool:
    told = id_of(value.get("message_type")) in _TYPES and "content" in value
    return told and len(_OWN & value.keys()) >= 2
