"""LiveChat: chat archives of the Agent Chat API (threads of events) and of the older API.

`author_id` of an event refers to one of the chat's `users`, whose `type` is agent or customer;
events visible to `agents` only are notes (platform.text.com, Agent Chat API, data structures).
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
from assistant.transcripts.raw_conversations import RawConversation, RawMessage
from assistant.transcripts.records import Role

_ROLES = {
    "agent": Role.AGENT, "customer": Role.CUSTOMER, "visitor": Role.CUSTOMER,
    "supervisor": Role.NOTE, "bot": Role.BOT,
}  # fmt: skip


class LiveChat(ObjectFormat):
    key = "livechat"
    title = "LiveChat"

    def kind(self, value: Object, collection: str) -> Kind:
        if any(_is_event(event) for thread in _threads(value) for event in _events(thread)):
            return "conversation"
        old = list_of(value.get("messages"))
        if any("user_type" in one and "author_name" in one for one in old[:10]):
            return "conversation"
        return ""

    def conversations(self, value: Object) -> list[Object]:
        """A customer has one chat for all time; each of its threads is a conversation."""
        threads = _threads(value)
        if len(threads) < 2:
            return [value]
        whole = {name: one for name, one in value.items() if name != "threads"}
        return [{**whole, "thread": thread} for thread in threads]

    def begin(self, raw: RawConversation, value: Object, people: People) -> None:
        users = {id_of(user.get("id")): user for user in list_of(value.get("users"))}
        threads = _threads(value)
        ids = [id_of(value.get("id", value.get("chat_id")))]
        ids += [id_of(thread.get("id")) for thread in threads[:1] if thread is not value]
        raw.key = "/".join(dict.fromkeys(filter(None, ids)))
        customer = next((u for u in users.values() if u.get("type") == "customer"), {})
        visitor = customer or part_of(value, "visitor", "customer")
        raw.detail(
            customer=text_of(visitor.get("name")),
            email=text_of(visitor.get("email")),
            customer_id=id_of(visitor.get("id")),
            rating={"rated_good": "good", "rated_bad": "bad"}.get(str(value.get("rate")), ""),
            created_at=next(
                (thread["created_at"] for thread in threads if "created_at" in thread),
                value.get("started_timestamp"),
            ),
        )
        old = list_of(value.get("messages"))
        for thread in threads:
            raw.label(thread.get("tags"))
            if not old:  # the older API repeats each message among the events
                self._thread(raw, thread, users)
        for message in old:
            self._old(raw, message)
        raw.label(value.get("tags"))

    @staticmethod
    def _thread(raw: RawConversation, thread: Object, users: dict[str, Object]) -> None:
        score = _score(part_of(thread, "properties"))
        raw.detail(rating=score)
        if thread.get("active") is False:
            raw.detail(status="closed")
        for event in _events(thread):
            author_id = id_of(event.get("author_id", event.get("author")))
            user = users.get(author_id, {})
            role = _ROLES.get(str(user.get("type")))
            kind = event.get("type")
            agents_only = "agents" in (event.get("visibility"), event.get("recipients"))
            if kind == "system_message" or agents_only:
                role = Role.NOTE
            elif kind == "rich_message":
                role = Role.BOT
            text = _words(event, raw)
            if role is None and "@" in author_id:
                role = Role.AGENT  # agents are identified by their mail addresses
            raw.messages.append(
                RawMessage(
                    text, role, text_of(user.get("name")), author_id, event.get("created_at")
                )
            )

    @staticmethod
    def _old(raw: RawConversation, value: Object) -> None:
        role = _ROLES.get(str(value.get("user_type")))
        if value.get("welcome_message") is True:
            role = Role.BOT
        text = text_of(value.get("text"), value.get("message"))
        at = value.get("timestamp", value.get("date"))
        name = text_of(value.get("author_name"))
        raw.messages.append(RawMessage(text, role, name, id_of(value.get("agent_id")), at))


def _threads(value: Object) -> list[Object]:
    """The threads of a chat: one, several, or the object itself."""
    if isinstance(value.get("thread"), dict):
        return [value["thread"]]
    threads = list_of(value.get("threads"))
    if threads:
        return threads
    return [value] if isinstance(value.get("events"), list) else []


def _events(thread: Object) -> list[Object]:
    return list_of(thread.get("events"))


def _is_event(value: Object) -> bool:
    return "author_id" in value and "type" in value and ("text" in value or "created_at" in value)


def _words(event: Object, raw: RawConversation) -> str:
    """The text of a message or form; the titles of a card.

    The name and e-mail fields of a form become details of the conversation instead of text.
    """
    fields = list_of(event.get("fields"))
    if fields:
        told = []
        for one in fields:
            answer = _answer(one.get("answer", one.get("value")))
            if one.get("type") in ("name", "email"):
                role = "customer" if one["type"] == "name" else "email"
                raw.details.setdefault(role, answer)
            elif answer:
                told.append(f"{text_of(one.get('label'))} {answer}".strip())
        return "\n".join(told)
    titles = (text_of(one.get("title")) for one in list_of(event.get("elements")))
    return text_of(event.get("text")) or "\n".join(filter(None, titles))


def _answer(value: Any) -> str:
    return text_of(value.get("label")) if isinstance(value, dict) else text_of(value)


def _score(properties: Object) -> str:
    """ "good" for a score of 1, "bad" for 0, which is nested in different ways; else ""."""
    rating = part_of(properties, "rating")
    score = rating.get("score", "")
    score = score.get("value", "") if isinstance(score, dict) else score
    return {"1": "good", "0": "bad"}.get(id_of(score), "")
