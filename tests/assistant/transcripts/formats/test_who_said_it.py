"""Who wrote what: bots, rules, notes, merged tickets, people in copy, guests, forms."""

from __future__ import annotations

# ruff: noqa: E501  (an object a line reads best)
import json
from pathlib import Path
from typing import Any

import pytest

from tests.assistant.transcripts.exports import lines, write, zipped
from tests.assistant.transcripts.formats.reading import ASKS, AT, TELLS, WANTED, exported, turns
from tests.assistant.transcripts.formats.test_formats import read

# ---------------------------------------------------------------- Intercom


def part(kind: str, who: str, body: str | None, at: int, **more: Any) -> dict[str, Any]:
    name = {"admin": "Eve Ops", "bot": "Fin"}.get(who, "Ann Lee")
    return {"type": "conversation_part", "id": str(at), "part_type": kind, "body": body,
            "created_at": 1772442000 + at, "redacted": False, "attachments": [],
            "author": {"type": who, "id": f"{who}-1", "name": name, "email": None}, **more}  # fmt: skip


def test_intercom_what_is_automatic_internal_or_blacked_out(tmp_path: Path) -> None:
    opened = {"type": "conversation", "delivered_as": "operator_initiated", "body": "<p>Help?</p>",
              "author": {"type": "admin", "id": "admin-1", "name": "Eve Ops"}}  # fmt: skip
    inside = [
        part("comment", "user", f"<p>{ASKS}</p>", 1),
        part("assignment", "admin", "<p>For the second line</p>", 2),
        part("comment", "user", "<p>[removed]</p>", 3, redacted=True),
        part("close", "admin", f"<p>{TELLS}</p>", 4),
        part("conversation_rating_changed", "user", None, 5),
    ]
    value = {"type": "conversation", "id": "147", "created_at": 1772442000, "source": opened,
             "state": "closed", "conversation_parts": {"conversation_parts": inside}}  # fmt: skip
    detected, [record], _ = exported(tmp_path, value)
    assert [(m.role.value, m.text) for m in record.messages] == [
        ("bot", "Help?"), WANTED[0], ("note", "For the second line"), WANTED[1],
    ]  # fmt: skip
    assert record.customer_name == "Ann Lee"
    assert (detected.agents, detected.bots) == (("Eve Ops",), ())


def test_intercom_tickets_are_read(tmp_path: Path) -> None:
    told = {"_default_title_": "Parcel", "_default_description_": ASKS}
    parts = [part("comment", "admin", f"<p>{TELLS}</p>", 1), part("note", "admin", "<p>x</p>", 2)]
    value = {"type": "ticket", "id": "494", "ticket_attributes": told, "created_at": 1772442000,
             "ticket_state": {"category": "resolved"}, "ticket_parts": {"ticket_parts": parts},
             "contacts": {"contacts": [{"type": "contact", "id": "user-1"}]}}  # fmt: skip
    _, [record], _ = exported(tmp_path, value)
    assert [(m.role.value, m.text) for m in record.messages] == [*WANTED, ("note", "x")]
    assert (record.subject, record.status.value) == ("Parcel", "solved")


def test_intercom_people_in_files_of_their_own(tmp_path: Path) -> None:
    source = {
        "delivered_as": "customer_initiated",
        "body": ASKS,
        "author": {"type": "user", "id": "u1"},
    }
    answer = {
        "part_type": "comment",
        "body": TELLS,
        "created_at": 1772442001,
        "author": {"type": "admin", "id": "814"},
    }
    value = {
        "type": "conversation",
        "id": "147",
        "created_at": 1772442000,
        "source": source,
        "contacts": {"contacts": [{"type": "contact", "id": "u1"}]},
        "conversation_parts": {"conversation_parts": [answer]},
    }
    contact = {"type": "contact", "id": "u1", "email": "a@x.io", "name": "Ann Lee"}
    admin = {"type": "admin", "id": "814", "email": "eve@x.io", "name": "Eve Ops"}
    packed = zipped({
        "admins.json": json.dumps({"admins": [admin]}),
        "contacts.json": json.dumps({"data": [contact]}),
        "conversations.json": json.dumps([value]),
    })  # fmt: skip
    _, [record], problems = exported(tmp_path, packed, "export.zip")
    assert [m.author for m in record.messages] == ["Ann Lee", "Eve Ops"]
    assert (record.customer_email, problems) == ("a@x.io", [])


# ---------------------------------------------------------------- Freshdesk


def freshdesk(**more: Any) -> dict[str, Any]:
    return {"id": 33, "subject": "Parcel", "description_text": ASKS, "requester_id": 51,
            "responder_id": 61, "status": 5, "spam": False, "due_by": None, "type": None,
            "created_at": AT.format(9), **more}  # fmt: skip


def note(user: int, text: str, hour: int, **more: Any) -> dict[str, Any]:
    return {"id": hour, "body_text": text, "body": f"<div>{text}</div>", "incoming": user == 51,
            "private": False, "user_id": user, "source": 0, "created_at": AT.format(hour), **more}  # fmt: skip


def test_freshdesk_what_the_program_wrote_is_no_reply(tmp_path: Path) -> None:
    merged = "Merged from ticket 34\n\nSubject : Parcel again"
    inside = [
        note(61, "We got your request.", 10, auto_response=True), note(61, TELLS, 11),
        note(61, merged, 12, source=2), note(51, "Very happy", 13, source=6),
    ]  # fmt: skip
    assert turns(tmp_path, freshdesk(conversations=inside)) == [
        WANTED[0], ("bot", "We got your request."), WANTED[1], ("note", merged),
        ("note", "Very happy"),
    ]  # fmt: skip


def test_freshdesk_people_in_lists_of_their_own(tmp_path: Path) -> None:
    contact = {"id": 51, "name": "Ann Lee", "email": "a@x.io", "mobile": None, "phone": None}
    agent = {"id": 61, "occasional": False, "ticket_scope": 1,
             "contact": {"name": "Eve Ops", "email": "eve@x.io"}}  # fmt: skip
    packed = zipped({
        "agents.json": json.dumps([agent]), "contacts.json": json.dumps([contact]),
        "conversations.json": json.dumps([note(61, TELLS, 10, ticket_id=33)]),
        "tickets.json": json.dumps([freshdesk()]),
    })  # fmt: skip
    _, [record], problems = exported(tmp_path, packed, "export.zip")
    assert [m.author for m in record.messages] == ["Ann Lee", "Eve Ops"]
    assert (record.customer_email, record.agent, problems) == ("a@x.io", "Eve Ops", [])


# ---------------------------------------------------------------- chats


def test_chatwoot_deleted_words_and_rules(tmp_path: Path) -> None:
    eve, ann = {"id": 1, "name": "Eve", "type": "user"}, {"id": 1, "name": "Ann", "type": "contact"}

    def said(kind: int, text: str, who: Any, at: int, **told: Any) -> dict[str, Any]:
        return {"id": at, "content": text, "message_type": kind, "created_at": at, "sender": who,
                "private": False, "content_type": "text", "content_attributes": told}  # fmt: skip

    value = {"id": 12, "inbox_id": 1, "meta": {"sender": ann}, "status": "resolved", "messages": [
        said(0, ASKS, ann, 1772442000), said(1, TELLS, eve, 1772442001),
        said(1, "This message was deleted", eve, 1772442002, deleted=True),
        said(1, "Is it solved?", eve, 1772442003, automation_rule_id=4),
    ]}  # fmt: skip
    assert turns(tmp_path, value) == [*WANTED, ("bot", "Is it solved?")]


def test_livechat_of_the_older_api_says_each_message_once(tmp_path: Path) -> None:
    inside = [
        {"author_name": "Ann Lee", "text": ASKS, "timestamp": 1772442000, "user_type": "visitor"},
        {"author_name": "Eve Ops", "text": TELLS, "timestamp": 1772442005, "user_type": "agent",
         "agent_id": "eve@x.io"},
    ]  # fmt: skip
    closed = {"text": "Eve closed the chat.", "timestamp": 1772442009, "type": "event"}
    chat = {"id": "OI0G", "visitor": {"id": "S1", "name": "Ann Lee"}, "messages": inside,
            "events": [*inside, closed]}  # fmt: skip
    _, [record], problems = exported(tmp_path, {"chats": [chat], "total": 1})
    assert [(m.role.value, m.text) for m in record.messages] == WANTED
    assert problems == []


def test_livechat_who_somebody_is_is_no_part_of_what_they_say(tmp_path: Path) -> None:
    fields = [
        {"type": "name", "label": "Name:", "answer": "Ann Lee"},
        {"type": "email", "label": "Mail:", "answer": "a@x.io"},
        {"type": "question", "label": "Your order:", "answer": "4711"},
    ]
    said = [("filled_form", "b7", {"fields": fields}), ("message", "b7", {"text": ASKS}),
            ("message", "eve@x.io", {"text": TELLS})]  # fmt: skip
    events = [
        {"id": str(at), "type": kind, "author_id": who, "visibility": "all", **more,
         "created_at": f"2026-03-02T09:00:0{at}.000000Z"}
        for at, (kind, who, more) in enumerate(said)
    ]  # fmt: skip
    chat = {"id": "PJ0", "users": [{"id": "b7", "type": "customer"}], "thread": {"events": events}}
    _, [record], _ = exported(tmp_path, {"chats": [chat]})
    assert [(m.role.value, m.text) for m in record.messages] == [
        ("customer", "Your order: 4711"), *WANTED,
    ]  # fmt: skip
    assert (record.customer_name, record.customer_email) == ("Ann Lee", "a@x.io")


def test_livechat_each_thread_of_a_chat_is_a_conversation(tmp_path: Path) -> None:
    def thread(id_: str, asks: str, tells: str) -> dict[str, Any]:
        said = [("b7", asks), ("eve@x.io", tells)]
        return {"id": id_, "events": [
            {"id": f"{id_}{at}", "type": "message", "author_id": who, "text": text,
             "created_at": f"2026-03-02T09:00:0{at}.000000Z"}
            for at, (who, text) in enumerate(said)
        ]}  # fmt: skip

    threads = [thread("K6", ASKS, TELLS), thread("K7", "Now it is broken.", "We send another.")]
    chat = {"id": "PJ0", "users": [{"id": "b7", "type": "customer", "name": "Ann Lee"}]}
    _, records, _ = exported(tmp_path, [{**chat, "threads": threads}])
    assert [record.key for record in records] == ["PJ0/K6", "PJ0/K7"]
    assert [len(record.messages) for record in records] == [2, 2]
    assert {record.customer_name for record in records} == {"Ann Lee"}


def test_crisp_tells_who_asks_and_that_it_is_solved(tmp_path: Path) -> None:
    def said(who: str, content: Any, at: int, kind: str = "text") -> dict[str, Any]:
        name = "Ann Lee" if who == "user" else "Eve Ops"
        return {"session_id": "session_1", "type": kind, "from": who, "origin": "chat",
                "content": content, "timestamp": 1772442000000 + at, "fingerprint": at,
                "user": {"nickname": name, "user_id": name[:1]}}  # fmt: skip

    event = said("operator", {"namespace": "state:resolved", "text": "closed"}, 3, "event")
    value = {"error": False, "data": [said("user", ASKS, 1), said("operator", TELLS, 2), event]}
    _, [record], _ = exported(tmp_path, value)
    assert (record.customer_name, record.status.value) == ("Ann Lee", "solved")


def test_slack_guests_and_strangers_are_the_customers(tmp_path: Path) -> None:
    def message(user: str, text: str, at: int) -> dict[str, Any]:
        return {"type": "message", "user": user, "text": text, "ts": f"{1772442000 + at}.0001",
                "thread_ts": "1772442000.0001"}  # fmt: skip

    people = [
        {"id": "U1", "real_name": "Eve Ops"}, {"id": "U5", "real_name": "Max Mate"},
        {"id": "U2", "real_name": "Ann Lee", "is_stranger": True},
        {"id": "USLACKBOT", "real_name": "Slackbot", "is_bot": False},
    ]  # fmt: skip
    told = [
        message("U1", "We close the shop tonight <!here>", 0), message("U2", ASKS, 1),
        message("U5", TELLS, 2), message("USLACKBOT", "Reminder: stand-up.", 3),
    ]  # fmt: skip
    packed = zipped({"users.json": json.dumps(people), "channels.json": "[]",
                     "acme/2026-03-02.json": json.dumps(told)})  # fmt: skip
    _, [record], _ = exported(tmp_path, packed, "slack.zip")
    assert [(m.role.value, m.text) for m in record.messages] == [
        ("agent", "We close the shop tonight @here"), *WANTED, ("bot", "Reminder: stand-up."),
    ]  # fmt: skip
    assert record.customer_name == "Ann Lee"


# ---------------------------------------------------------------- files for training


PROMPT = [{"role": "user", "content": ASKS}]
ANSWER = [{"role": "assistant", "content": TELLS}]
WORSE = [{"role": "assistant", "content": "No idea."}]


@pytest.mark.parametrize(
    "value",
    [
        {"prompt": PROMPT, "completion": ANSWER},
        {"prompt": PROMPT, "chosen": ANSWER, "rejected": WORSE},
        {"chosen": PROMPT + ANSWER, "rejected": PROMPT + WORSE},
        {"prompt": ASKS, "chosen": TELLS, "rejected": "No idea."},
        {"text": f"<|im_start|>user\n{ASKS}<|im_end|>\n<|im_start|>assistant\n{TELLS}<|im_end|>"},
        {"conversation_id": 1, "conversation": [{"human": ASKS, "assistant": TELLS}]},
    ],
    ids=["completion", "preference", "whole preference", "plain preference", "chatml", "pairs"],
)
def test_other_files_for_training(tmp_path: Path, value: Any) -> None:
    _, [record], problems = read(write(tmp_path, "export.jsonl", lines(value)))
    assert [(m.role.value, m.text) for m in record.messages] == WANTED
    assert problems == []


def test_tickets_of_another_tool_bring_their_times(tmp_path: Path) -> None:
    said = [(False, ASKS, AT.format(9)), (True, TELLS, AT.format(11))]
    messages = [
        {"from_agent": agent, "body_text": text, "created_datetime": at} for agent, text, at in said
    ]
    _, [record], _ = exported(tmp_path, {"data": [{"id": 1, "messages": messages}]})
    assert [message.at and message.at.hour for message in record.messages] == [9, 11]


@pytest.mark.parametrize("start", ["[LINE] Chat history with Ann", "[09:12] Ann: hello", "{Ann}:"])
def test_text_that_begins_with_a_bracket_is_not_json(tmp_path: Path, start: str) -> None:
    detected, records, _ = exported(tmp_path, f"{start}\n\nhello\n".encode(), "chat.txt")
    assert (detected.format, records) == ("", [])
