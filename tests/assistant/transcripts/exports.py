"""Small exports in the formats of support tools, with their typical difficulties."""

# ruff: noqa: E501  (an object a line reads best)

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ASKED = "Where is my order 4711? It should have come on Monday."
ANSWERED = "It left our warehouse today and will be with you on Thursday."


def lines(*values: Any) -> str:
    return "\n".join(json.dumps(value, ensure_ascii=False) for value in values) + "\n"


def zipped(files: dict[str, str | bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def zendesk_comments() -> list[dict[str, Any]]:
    quoted = f"{ANSWERED}\n\nBest regards,\nEve Ops\n\nOn Mon, 2 Mar 2026 at 10:00, Ann Lee <a@x.io> wrote:\n> {ASKED}"
    return [
        {"id": 1, "type": "Comment", "author_id": 20, "body": ASKED, "public": True,
         "html_body": f"<div class='zd-comment'><p>{ASKED}</p></div>", "plain_body": ASKED,
         "created_at": "2026-03-02T09:00:00Z", "via": {"channel": "email"}, "attachments": []},
        {"id": 2, "type": "Comment", "author_id": 90, "body": "VIP, be quick", "public": False,
         "created_at": "2026-03-02T09:30:00Z"},
        {"id": 3, "type": "Comment", "author_id": 90, "plain_body": quoted, "public": True,
         "created_at": "2026-03-02T11:00:00+01:00"},
        {"id": 4, "type": "Comment", "author_id": -1, "body": "We received your request.",
         "public": True, "created_at": "2026-03-02T09:00:05Z", "via": {"channel": "rule"}},
    ]  # fmt: skip


def zendesk_ticket(number: int | str = 5, **more: Any) -> dict[str, Any]:
    return {
        "url": f"https://x.zendesk.com/api/v2/tickets/{number}.json", "id": number,
        "via": {"channel": "email", "source": {"from": {"name": "Ann Lee", "address": "a@x.io"}}},
        "subject": "Order", "raw_subject": "Order", "description": ASKED, "status": "solved",
        "requester_id": 20, "submitter_id": 20, "assignee_id": 90, "group_id": None,
        "tags": ["delivery", "vip"], "satisfaction_rating": {"score": "good"},
        "created_at": "2026-03-02T09:00:00Z", "custom_fields": [{"id": 1, "value": None}],
        "new_field_of_next_year": {"deep": [1, {"a": []}]}, **more,
    }  # fmt: skip


def zendesk_lines() -> str:
    return lines(zendesk_ticket(comments=zendesk_comments()), zendesk_ticket("6", comments=[]))


def zendesk_array() -> str:
    return json.dumps([zendesk_ticket(comments=zendesk_comments())], indent=2)


def zendesk_pages() -> str:
    page = {"tickets": [zendesk_ticket()], "users": zendesk_users(), "next_page": None, "count": 1}
    comments = [{**one, "ticket_id": 5} for one in zendesk_comments()]
    return lines(page, {"comments": comments, "next_page": None, "count": 3})


def zendesk_users() -> list[dict[str, Any]]:
    return [
        {"id": 20, "name": "Ann Lee", "email": "a@x.io", "role": "end-user"},
        {"id": 90, "name": "Eve Ops", "email": "eve@x.io", "role": "agent"},
    ]


def zendesk_zip() -> bytes:
    """Tickets, comments and people in separate files; the comments come first, in mixed order."""
    comments = [{**one, "ticket_id": 5} for one in zendesk_comments()]
    comments.insert(
        2,
        {
            "id": 9,
            "type": "Comment",
            "author_id": 20,
            "body": "Hello again, any news?",
            "public": True,
            "ticket_id": 7,
            "created_at": "2026-03-05T09:00:00Z",
        },
    )
    return zipped({
        "export/comments.jsonl": lines(*comments),
        "export/tickets.json": json.dumps({"tickets": [zendesk_ticket(), zendesk_ticket(7)]}),
        "export/users.json": json.dumps({"users": zendesk_users()}),
        "__MACOSX/._tickets.json": b"\0\0",
    })  # fmt: skip


def intercom() -> str:
    def part(kind: str, who: str, body: str | None, at: int, **more: Any) -> dict[str, Any]:
        author = {
            "type": who,
            "id": f"{who}-1",
            "name": {"admin": "Eve Ops", "bot": "Fin"}.get(who, "Ann Lee"),
        }
        return {"type": "conversation_part", "id": str(at), "part_type": kind, "body": body,
                "created_at": at, "author": author, "attachments": [], "redacted": False, **more}  # fmt: skip

    at = 1772442000
    return json.dumps({
        "type": "conversation.list", "pages": {"page": 1}, "total_count": 1,
        "conversations": [{
            "type": "conversation", "id": "147", "created_at": at, "updated_at": at + 900,
            "title": None, "state": "closed", "open": False, "admin_assignee_id": 814860,
            "tags": {"type": "tag.list", "tags": [{"id": "1", "name": "delivery"}]},
            "conversation_rating": {"rating": 4, "remark": None},
            "contacts": {"type": "contact.list", "contacts": [{"type": "contact", "id": "user-1"}]},
            "source": {"type": "conversation", "id": "3", "delivered_as": "customer_initiated",
                       "body": f"<p>{ASKED}</p>",
                       "author": {"type": "user", "id": "user-1", "name": "Ann Lee", "email": "a@x.io"}},
            "conversation_parts": {"type": "conversation_part.list", "total_count": 5, "conversation_parts": [
                part("comment", "bot", "<p>A person will answer soon.</p>", at + 10),
                part("assignment", "admin", None, at + 20),
                part("note", "admin", "<p>VIP, be quick</p>", at + 30),
                part("comment", "admin", f"<p>Hi Ann,</p><p>{ANSWERED}</p>", at + 600),
                part("close", "admin", None, at + 700),
            ]},
        }],
    })  # fmt: skip


def freshdesk() -> str:
    return json.dumps([{
        "id": 33, "subject": "Order", "status": 5, "priority": 1, "source": 1, "type": "Question",
        "requester_id": 20, "responder_id": 90, "tags": ["delivery"], "spam": False, "fr_escalated": False,
        "description": f"<div>{ASKED}</div>", "description_text": ASKED,
        "created_at": "2026-03-02T09:00:00Z", "requester": {"id": 20, "name": "Ann Lee", "email": "a@x.io"},
        "conversations": [
            {"id": 1, "body": "<div>VIP, be quick</div>", "body_text": "VIP, be quick", "incoming": False,
             "private": True, "user_id": 90, "source": 2, "ticket_id": 33, "created_at": "2026-03-02T09:10:00Z"},
            {"id": 2, "body": f"<p>{ANSWERED}</p>", "body_text": ANSWERED, "incoming": False,
             "private": False, "user_id": 90, "source": 0, "ticket_id": 33, "created_at": "2026-03-02T10:00:00Z"},
            {"id": 3, "body_text": "Thank you, that helps!", "body": "", "incoming": True, "private": False,
             "user_id": 20, "source": 0, "ticket_id": 33, "created_at": "2026-03-02T11:00:00Z"},
        ],
    }])  # fmt: skip


def freshdesk_own_export() -> str:
    return json.dumps([{"helpdesk_ticket": {
        "display_id": 33, "subject": "Order", "status_name": "Resolved", "requester_id": 20,
        "requester_name": "Ann Lee", "responder_id": 90, "responder_name": "Eve Ops",
        "description": ASKED, "description_html": f"<div>{ASKED}</div>", "ticket_type": "Question",
        "created_at": "2026-03-02T10:00:00+01:00",
        "notes": [{"helpdesk_note": {"body": ANSWERED, "body_html": f"<p>{ANSWERED}</p>", "incoming": False,
                                     "private": False, "user_id": 90, "deleted": False,
                                     "created_at": "2026-03-02T11:00:00+01:00"}}],
    }}])  # fmt: skip


def chatwoot() -> str:
    def message(id_: int, kind: int | str, text: str | None, **more: Any) -> dict[str, Any]:
        return {"id": id_, "content": text, "inbox_id": 1, "conversation_id": 12, "message_type": kind,
                "content_type": "text", "status": "sent", "created_at": 1772442000 + 60 * id_,
                "private": False, "source_id": None, **more}  # fmt: skip

    ann = {"id": 20, "name": "Ann Lee", "email": "a@x.io", "type": "contact"}
    eve = {"id": 20, "name": "Eve Ops", "type": "user"}  # contacts and agents are counted apart
    return json.dumps([{
        "id": 12, "created_at": 1772442000, "inbox_id": 1, "status": "resolved", "labels": ["delivery"],
        "meta": {"sender": ann, "assignee": eve, "channel": "Channel::WebWidget"},
        "messages": [
            message(1, 0, ASKED, sender=ann, sender_type="Contact"),
            message(2, 1, "A person will answer soon.", sender_type="AgentBot", sender={"id": 3, "name": "Bot", "type": "agent_bot"}),
            message(3, 2, "Eve Ops self-assigned this conversation"),
            message(4, "outgoing", "VIP, be quick", private=True, sender=eve, sender_type="User"),
            message(5, 1, ANSWERED, sender=eve, sender_type="User"),
            message(6, 3, "Please rate the conversation", content_type="input_csat",
                    content_attributes={"submitted_values": {"csat_survey_response": {"rating": 5}}}),
        ],
    }])  # fmt: skip


def livechat() -> str:
    def event(id_: int, author: str, text: str, **more: Any) -> dict[str, Any]:
        return {"id": f"T1_{id_}", "type": "message", "text": text, "author_id": author,
                "created_at": f"2026-03-02T09:{id_:02}:00.123456Z", "visibility": "all", **more}  # fmt: skip

    return json.dumps({"chats": [{
        "id": "PW1", "access": {"group_ids": [0]},
        "users": [{"id": "b7ef", "type": "customer", "name": "Ann Lee", "email": "a@x.io"},
                  {"id": "eve@x.io", "type": "agent", "name": "Eve Ops"}],
        "thread": {"id": "T1", "active": False, "user_ids": ["b7ef", "eve@x.io"], "tags": ["delivery"],
                   "created_at": "2026-03-02T09:00:00.000000Z",
                   "properties": {"rating": {"score": {"value": 1}}},
                   "events": [
                       event(1, "b7ef", ASKED),
                       event(2, "eve@x.io", "VIP, be quick", visibility="agents"),
                       {"id": "T1_3", "type": "system_message", "text": "Eve joined", "created_at": "2026-03-02T09:03:00Z", "author_id": ""},
                       event(4, "eve@x.io", ANSWERED),
                       {"id": "T1_5", "type": "file", "name": "a.png", "author_id": "b7ef", "created_at": "2026-03-02T09:05:00Z"},
                   ]},
    }], "found_chats": 1, "pagination": {"page": 1, "total": 1}})  # fmt: skip


def tawk() -> str:
    return lines({
        "event": "chat:transcript_created", "time": "2026-03-02T09:09:00Z", "property": {"id": "p", "name": "Shop"},
        "chat": {"id": "70fe", "visitor": {"name": "Ann Lee", "email": "a@x.io"}, "messages": [
            {"sender": {"t": "s"}, "type": "msg", "msg": "Hi, how can we help?"},
            {"sender": {"t": "v", "n": "Ann Lee"}, "type": "msg", "msg": ASKED},
            {"sender": {"t": "a", "n": "Eve Ops", "id": "e"}, "type": "msg", "msg": ANSWERED},
            {"sender": {"t": "a", "n": "Eve Ops", "id": "e"}, "type": "file", "msg": "a.pdf"},
        ]},
    })  # fmt: skip


def crisp() -> str:
    def message(at: int, who: str, content: Any, kind: str = "text", **more: Any) -> dict[str, Any]:
        return {"session_id": "session_1", "website_id": "w", "type": kind, "from": who, "origin": "chat",
                "content": content, "fingerprint": at, "timestamp": 1772442000000 + at,
                "user": {"nickname": "Ann Lee" if who == "user" else "Eve Ops", "user_id": who}, **more}  # fmt: skip

    return lines(
        message(1, "user", ASKED),
        {**message(2, "user", "Other one"), "session_id": "session_2"},
        message(3, "operator", "VIP, be quick", "note"),
        message(4, "operator", "A person will answer soon.", automated=True),
        message(5, "operator", ANSWERED),
        message(6, "operator", {"name": "a.png", "url": "https://x/a.png", "type": "image/png"}, "file"),
    )  # fmt: skip


def slack() -> bytes:
    day = [
        {"type": "message", "subtype": "channel_join", "user": "U2", "text": "<@U2> has joined", "ts": "1772441000.1"},
        {"type": "message", "user": "U1", "text": f"{ASKED} cc <@U2>", "ts": "1772442000.000100", "thread_ts": "1772442000.000100"},
        {"type": "message", "user": "U2", "text": f"{ANSWERED} &amp; see <https://x.io/t|here>", "ts": "1772442600.0", "thread_ts": "1772442000.000100"},
        {"type": "message", "subtype": "bot_message", "bot_id": "B1", "username": "Status", "text": "All systems up", "ts": "1772442700.0", "thread_ts": "1772442000.000100"},
    ]  # fmt: skip
    users = [
        {"id": "U1", "name": "ann", "profile": {"real_name": "Ann Lee"}, "is_bot": False},
        {"id": "U2", "name": "eve", "profile": {"real_name": "Eve Ops"}, "is_bot": False},
    ]
    return zipped({
        "users.json": json.dumps(users), "channels.json": json.dumps([{"id": "C1", "name": "support"}]),
        "support/2026-03-02.json": json.dumps(day), "support/2026-03-03.json": "[]",
    })  # fmt: skip


def tweets() -> str:
    return (
        "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\r\n"
        f'2,shop,False,Tue Oct 31 22:11:45 +0000 2017,"@115712 {ANSWERED}",,1\r\n'
        "8,other,True,Tue Oct 31 22:00:00 +0000 2017,@shop hello?,,\r\n"
        f'1,115712,True,Tue Oct 31 22:10:47 +0000 2017,"@shop {ASKED}\n&lt;3",2,\r\n'
    )


def sharegpt() -> str:
    return json.dumps([{
        "id": "c1", "system": "You answer for a shop.", "tools": "[]",
        "conversations": [
            {"from": "human", "value": ASKED}, {"from": "function_call", "value": '{"name": "track"}'},
            {"from": "observation", "value": "in transit"}, {"from": "gpt", "value": ANSWERED},
        ],
    }])  # fmt: skip


def alpaca() -> str:
    return json.dumps([{"instruction": ASKED, "input": "Order 4711", "output": ANSWERED,
                        "history": [["Hello there", "Hello, what is it about?"]]}])  # fmt: skip


def openai() -> str:
    return lines({"messages": [
        {"role": "system", "content": "You answer for a shop."},
        {"role": "user", "content": [{"type": "text", "text": ASKED}, {"type": "image_url", "image_url": {"url": "data:"}}]},
        {"role": "assistant", "content": None, "tool_calls": [{"id": "t", "type": "function", "function": {"name": "track"}}]},
        {"role": "tool", "content": "in transit", "tool_call_id": "t"},
        {"role": "assistant", "content": ANSWERED},
    ]})  # fmt: skip


def helpscout() -> str:
    ann = {"id": 1, "type": "customer", "first": "Ann", "last": "Lee", "email": "a@x.io"}
    eve = {"id": 2, "type": "user", "first": "Eve", "last": "Ops", "email": "eve@x.io"}
    return json.dumps([{
        "id": 77, "number": 3, "status": "closed", "subject": "Order", "primaryCustomer": ann, "assignee": eve,
        "createdAt": "2026-03-02T09:00:00Z", "tags": ["delivery"],
        "_embedded": {"threads": [
            {"id": 3, "type": "message", "body": f"Hello,<br /><br />{ANSWERED}", "createdBy": eve, "createdAt": "2026-03-02T10:00:00Z"},
            {"id": 2, "type": "note", "body": "VIP, be quick", "createdBy": eve, "createdAt": "2026-03-02T09:10:00Z"},
            {"id": 1, "type": "customer", "body": ASKED, "createdBy": ann, "createdAt": "2026-03-02T09:00:00Z"},
        ]},
    }])  # fmt: skip


def zammad() -> str:
    """A tool without a reader of its own: it is read by the names of its keys."""
    return json.dumps([{
        "id": 9, "number": "1009", "title": "Order", "state": "closed", "customer": "a@x.io", "owner": "Eve Ops",
        "articles": [
            {"id": 1, "sender": "Customer", "type": "email", "from": "Ann Lee <a@x.io>", "content_type": "text/html",
             "body": f"<div>{ASKED}</div>", "internal": False, "created_at": "2026-03-02T09:00:00.000Z"},
            {"id": 2, "sender": "Agent", "type": "note", "from": "Eve Ops", "body": "VIP, be quick", "internal": True,
             "created_at": "2026-03-02T09:10:00.000Z"},
            {"id": 3, "sender": "Agent", "type": "email", "from": "Eve Ops", "body": f"Hello Ann,<br>{ANSWERED}",
             "internal": False, "created_at": "2026-03-02T10:00:00.000Z"},
        ],
    }])  # fmt: skip


def gorgias() -> str:
    """Another such tool: a flag tells who wrote, and the text is in several fields."""
    return json.dumps({"data": [{
        "id": 94595944, "subject": "Order", "status": "closed", "customer": {"id": 20, "name": "Ann Lee", "email": "a@x.io"},
        "messages": [
            {"id": 1, "from_agent": False, "public": True, "body_html": f"<p>{ASKED}</p>", "body_text": ASKED,
             "stripped_text": ASKED, "sender": {"id": 20, "name": "Ann Lee"}, "created_datetime": "2026-03-02T09:00:00"},
            {"id": 2, "from_agent": True, "public": False, "body_text": "VIP, be quick", "sender": {"id": 9, "name": "Eve Ops"}},
            {"id": 3, "from_agent": True, "public": True, "body_text": f"{ANSWERED}\n\n> {ASKED}",
             "stripped_text": ANSWERED, "sender": {"id": 9, "name": "Eve Ops"}, "created_datetime": "2026-03-02T10:00:00"},
        ],
    }], "meta": {"next_cursor": None}})  # fmt: skip


def zendesk_chat() -> str:
    return lines({
        "id": "1712.4987", "type": "chat", "started_by": "visitor", "timestamp": "2026-03-02T09:00:00Z",
        "visitor": {"id": "1.2", "name": "Ann Lee", "email": "a@x.io"}, "agent_names": ["Eve Ops"], "rating": "good",
        "history": [
            {"type": "chat.msg", "name": "Ann Lee", "sender_type": "Visitor", "msg": ASKED, "timestamp": "2026-03-02T09:00:01Z"},
            {"type": "chat.msg", "name": "Greeter", "sender_type": "Trigger", "msg": "A person will answer soon.", "timestamp": "2026-03-02T09:00:02Z"},
            {"type": "chat.memberjoin", "name": "Eve Ops", "timestamp": "2026-03-02T09:00:05Z"},
            {"type": "chat.msg", "name": "Eve Ops", "sender_type": "Agent", "msg": ANSWERED, "timestamp": "2026-03-02T09:02:00Z"},
        ],
    })  # fmt: skip


def table() -> str:
    return (
        "CONVERSATION_ID;TIME_SENT;SENDER;MESSAGE_CONTENT;NAME;EMAIL;TAGS\n"
        "9;2026-03-02T09:00:00Z;automation;A person will answer soon.;;;\n"
        f"9;2026-03-02T09:01:00Z;visitor;{ASKED};Ann Lee;a@x.io;delivery, vip\n"
        f"9;2026-03-02T09:09:00Z;operator;{ANSWERED};;;\n"
    )


FORMATS: dict[str, tuple[str, str, Callable[[], str | bytes]]] = {
    "zendesk lines": ("zendesk", "tickets.json", zendesk_lines),
    "zendesk array": ("zendesk", "tickets.json", zendesk_array),
    "zendesk pages": ("zendesk", "tickets.jsonl", zendesk_pages),
    "zendesk zip": ("zendesk", "export.zip", zendesk_zip),
    "intercom": ("intercom", "conversations.json", intercom),
    "freshdesk": ("freshdesk", "tickets.json", freshdesk),
    "freshdesk own export": ("freshdesk", "Tickets0.json", freshdesk_own_export),
    "chatwoot": ("chatwoot", "conversations.json", chatwoot),
    "livechat": ("livechat", "archives.json", livechat),
    "tawk": ("tawk", "chats.json", tawk),
    "crisp": ("crisp", "messages.jsonl", crisp),
    "slack": ("slack", "Acme Slack export.zip", slack),
    "tweets": ("twitter", "twcs.csv", tweets),
    "sharegpt": ("sharegpt", "train.json", sharegpt),
    "alpaca": ("alpaca", "train.json", alpaca),
    "openai": ("openai", "train.jsonl", openai),
    "help scout": ("helpscout", "conversations.json", helpscout),
    "zammad": ("json", "tickets.json", zammad),
    "gorgias": ("json", "tickets.json", gorgias),
    "zendesk chat": ("json", "chats.jsonl", zendesk_chat),
    "table": ("table", "messages.csv", table),
}
"""Name of a sample → the format's key, a file name, and a function that returns the content."""
