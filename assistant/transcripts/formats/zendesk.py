"""Zendesk: tickets with their comments inside, beside them, or in a separate file.

The account export has one ticket per line; pages of the API and of the incremental export wrap
`tickets`, `comments`, `users`, `audits`. A comment is the customer's if its `author_id` is the
ticket's `requester_id`, and an internal note if it is not `public`; the submitter of a ticket
writes its first comment (developer.zendesk.com, Ticket Comments, Tickets, Via object reference).
"""

from __future__ import annotations

import re
from typing import Any

from assistant.transcripts.chats.embedded import chat_in
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
from retrieval.documents.wording import folded

_TICKET = frozenset(
    [
        "submitter_id",
        "assignee_id",
        "group_id",
        "brand_id",
        "raw_subject",
        "via",
        "ticket_form_id",
        "organization_id",
        "satisfaction_rating",
        "requester",
        "assignee",
        "collaborator_ids",
        "follower_ids",
        "recipient",
    ]
)
_ROLES = {"end-user": Role.CUSTOMER, "agent": Role.AGENT, "admin": Role.AGENT}
_AUTOMATIC = ("rule", "trigger", "automation", "system", "macro_suggestion", "answer_bot")
_COMMENT_KEYS = ("comments", "ticket_comments")
_EVENT_KEYS = ("child_events", "events")
_MERGED = re.compile(
    r"Requests? .{0,500}?(?:was|were) closed and merged into this request"
    r"|This request was closed and merged into request",
    re.DOTALL,
)
_VISITOR = re.compile(
    r"(?:visitor|web user|guest|client|anonymous|(?:ios|android|sdk) user)\b", re.IGNORECASE
)


class Zendesk(ObjectFormat):
    key = "zendesk"
    title = "Zendesk"
    repeats_head = True

    def kind(self, value: Object, collection: str) -> Kind:
        if isinstance(value.get("ticket"), dict):
            value = {**value["ticket"], **{k: v for k, v in value.items() if k != "ticket"}}
        if "ticket_id" in value and any(list_of(value.get(key)) for key in _EVENT_KEYS):
            return "part"
        if any(_is_comment(comment) for comment in _comments(value)):
            return "conversation"
        if _is_comment(value) and ("ticket_id" in value or collection.endswith("comments")):
            return "part"
        asked = "requester_id" in value or isinstance(value.get("requester"), dict)
        if asked and len(_TICKET & value.keys()) >= 2:
            return "head" if "id" in value else ""
        if (
            text_of(value.get("role")) in _ROLES
            and "id" in value
            and ("email" in value or "name" in value)
        ):
            return "person"
        return ""

    def group(self, value: Object) -> str:
        return id_of(value.get("ticket_id", value.get("id")))

    def person(self, value: Object) -> tuple[str, Person] | None:
        role = _ROLES.get(str(value.get("role")))
        email = text_of(value.get("email"))
        return id_of(value.get("id")), Person(text_of(value.get("name"), email), role, email)

    def begin(self, raw: RawConversation, value: Object, people: People) -> None:
        if isinstance(value.get("ticket"), dict):
            value = {**value, **value["ticket"]}
        for user in list_of(value.get("users")):
            if found := self.person(user):
                people.known[found[0]] = found[1]
        requester = part_of(value, "requester")
        source = part_of(part_of(part_of(value, "via"), "source"), "from")
        customer = id_of(value.get("requester_id")) or id_of(requester.get("id"))
        listed = people.known.get(customer, Person(""))
        raw.key = raw.key or id_of(value.get("id"))
        raw.internal = part_of(value, "via").get("channel") == "side_conversation"
        raw.detail(
            customer=text_of(requester.get("name"), listed.name, source.get("name")),
            email=text_of(requester.get("email"), listed.email, source.get("address")),
            customer_id=customer,
            subject=text_of(value.get("subject"), value.get("raw_subject")),
            status=value.get("status"),
            rating=_rating(value.get("satisfaction_rating")),
            created_at=value.get("created_at"),
            agent=text_of(
                part_of(value, "assignee").get("name"),
                people.name(id_of(value.get("assignee_id"))),
            ),
        )
        raw.beside = _copied(value)
        raw.label(value.get("tags"))
        for comment in _comments(value):
            self._comment(raw, comment, people)
        if not raw.messages:
            self._description(raw, value, people)

    @staticmethod
    def _description(raw: RawConversation, value: Object, people: People) -> None:
        """Add the description, which is the first comment, of a ticket without its comments."""
        text = text_of(value.get("description"))
        customer = raw.details.get("customer_id", "")
        writer = id_of(value.get("submitter_id")) or customer
        role: Role | None = Role.CUSTOMER
        if writer != customer:
            role = people.role(writer) or Role.AGENT
        if raw.internal:
            role = Role.NOTE
        name = people.name(writer) or (
            raw.details.get("customer", "") if role is Role.CUSTOMER else ""
        )
        if text:
            raw.messages.append(RawMessage(text, role, name, writer, value.get("created_at")))

    def add(self, raw: RawConversation, value: Object, people: People) -> None:
        events = [event for key in _EVENT_KEYS for event in list_of(value.get(key))]
        for event in events:
            if "Comment" in (event.get("event_type"), event.get("type")):
                told = {"created_at": value.get("created_at"), "via": value.get("via"),
                        "author_id": value.get("updater_id", value.get("author_id")),
                        **event}  # fmt: skip
                self._comment(raw, told, people)
        if not events:
            self._comment(raw, value, people)

    def _comment(self, raw: RawConversation, value: Object, people: People) -> None:
        text = text_of(value.get("plain_body"), value.get("body"), value.get("html_body"))
        html = text == value.get("html_body") or None
        author = part_of(value, "author")
        author_id = id_of(value.get("author_id")) or id_of(author.get("id"))
        source = part_of(part_of(part_of(value, "via"), "source"), "from")
        name = text_of(author.get("name"), people.name(author_id), source.get("name"))
        if not text or value.get("type") == "VoiceComment":
            text = text or text_of(part_of(value, "data").get("transcription_text"))
        role = self._role(raw, value, author_id, people)
        if _MERGED.match(text) or raw.internal:
            role = Role.NOTE
        at = value.get("created_at")
        chat = chat_in(text) if html is None else []
        for line in chat:
            raw.messages.append(
                RawMessage(
                    line.text, _chatting(raw, line.name, people), line.name, at=at, html=False
                )
            )
        if not chat:
            raw.messages.append(RawMessage(text, role, name, author_id, at, html))

    @staticmethod
    def _role(raw: RawConversation, value: Object, author_id: str, people: People) -> Role:
        if value.get("public") in (False, "false", 0):
            return Role.NOTE
        if author_id and author_id == raw.details.get("customer_id"):
            return Role.CUSTOMER
        channel = part_of(value, "via").get("channel")
        if author_id.startswith("-") or channel in _AUTOMATIC:
            return Role.BOT
        listed = people.role(author_id) or _ROLES.get(str(part_of(value, "author").get("role")))
        if listed is None and not raw.details.get("customer_id") and not raw.messages:
            # comments without their ticket: the first author is the customer
            raw.detail(customer_id=author_id)
            return Role.CUSTOMER
        if listed is None and channel == "email" and author_id in raw.beside:
            return Role.CUSTOMER  # a person in copy on the customer's side
        return listed or Role.AGENT


def _comments(value: Object) -> list[Object]:
    """The comments inside a ticket, given as a list or as a page of the API."""
    for key in _COMMENT_KEYS:
        inner = value.get(key)
        found = list_of(inner.get(key) if isinstance(inner, dict) else inner)
        if found:
            return found
    return []


def _copied(value: Object) -> frozenset[str]:
    """Ids of the people in copy on a ticket, without assignee and followers, who are agents."""
    team = {id_of(value.get("assignee_id"))}
    followers = value.get("follower_ids")
    team.update(map(id_of, followers if isinstance(followers, list) else ()))
    copied = value.get("email_cc_ids") or value.get("collaborator_ids")
    return frozenset(map(id_of, copied if isinstance(copied, list) else ())) - team - {""}


def _chatting(raw: RawConversation, name: str, people: People) -> Role | None:
    """The role of a speaker in a chat that has only names."""
    if _VISITOR.match(name) or folded(name) == folded(raw.details.get("customer", "")):
        return Role.CUSTOMER
    listed = people.role_of_name(name)
    if listed is None and not raw.details.get("customer") and not raw.messages:
        raw.detail(customer=name)
        return Role.CUSTOMER
    return listed or Role.AGENT


def _is_comment(value: Object) -> bool:
    written = ("author_id" in value or "author" in value) and (
        "body" in value or "plain_body" in value or "html_body" in value
    )
    own = "public" in value or "plain_body" in value or value.get("type") == "Comment"
    return written and (own or value.get("event_type") == "Comment")


def _rating(value: Any) -> Any:
    """The score: "good", "bad", or a number; "" for "offered" and "unoffered"."""
    score = value.get("score") if isinstance(value, dict) else value
    return score if score not in ("offered", "unoffered", None) else ""
