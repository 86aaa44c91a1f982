"""Zendesk: who wrote what in tickets, pages, audits, merges, chats and side conversations."""

# ruff: noqa: E501  (an object a line reads best)

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.assistant.transcripts.exports import zendesk_ticket
from tests.assistant.transcripts.formats.reading import ASKS, AT, TELLS, WANTED, exported, turns


def comment(author: int, text: str, hour: int, **more: Any) -> dict[str, Any]:
    return {"id": hour, "type": "Comment", "author_id": author, "plain_body": text, "body": text,
            "html_body": f"<p>{text}</p>", "public": True, "created_at": AT.format(hour),
            "via": {"channel": "web", "source": {"from": {}, "to": {}, "rel": None}}, **more}  # fmt: skip


def test_zendesk_who_is_copied_in_is_no_agent(tmp_path: Path) -> None:
    mail = {"channel": "email", "source": {"from": {"address": "b@x.io", "name": "Bob Lee"}}}
    ticket = zendesk_ticket(
        collaborator_ids=[35, 90],
        email_cc_ids=[35],
        comments=[
            comment(20, ASKS, 9),
            comment(35, "I am her husband, call us.", 10, via=mail),
            comment(90, TELLS, 11),
        ],
    )
    assert turns(tmp_path, ticket) == [
        WANTED[0], ("customer", "I am her husband, call us."), WANTED[1],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "merged",
    [
        (
            'Request #120 "Parcel" was closed and merged into this request. Last comment in request '
            "#120:\n\nIt is still not there"
        ),
        "Requests #120, #121 were closed and merged into this request.",
        'This request was closed and merged into request #5 "Parcel".',
    ],
)
def test_zendesk_what_a_merge_writes_is_no_reply(tmp_path: Path, merged: str) -> None:
    comments = [comment(20, ASKS, 9), comment(90, TELLS, 10), comment(90, merged, 11)]
    assert turns(tmp_path, zendesk_ticket(comments=comments)) == [*WANTED, ("note", merged)]


def test_zendesk_whoever_submits_a_ticket_wrote_its_description(tmp_path: Path) -> None:
    called = "You called about your order, here is our summary."
    page = {"tickets": [zendesk_ticket(7, submitter_id=90, description=called)], "count": 1,
            "users": [{"id": 90, "name": "Eve Ops", "role": "agent", "email": "eve@x.io"}]}  # fmt: skip
    assert turns(tmp_path, page) == [("agent", called)]


def test_zendesk_a_side_conversation_is_the_team_s_own(tmp_path: Path) -> None:
    ticket = zendesk_ticket(
        via={"channel": "side_conversation", "source": {"from": {"ticket_id": 3}}},
        comments=[comment(20, "Can the warehouse look?", 9), comment(77, "Shelf 4 is empty.", 10)],
    )
    _, records, [problem] = exported(tmp_path, ticket)
    assert (records, problem.code) == ([], "conversation.empty")


def test_zendesk_audits_hold_comments(tmp_path: Path) -> None:
    def audit(author: int, hour: int, *events: dict[str, Any]) -> dict[str, Any]:
        return {"id": hour, "ticket_id": 5, "author_id": author, "created_at": AT.format(hour),
                "via": {"channel": "web"}, "events": list(events)}  # fmt: skip

    change = {"id": 1, "type": "Change", "field_name": "status", "value": "solved"}
    audits = [
        audit(20, 9, comment(20, ASKS, 9)), audit(90, 10, comment(90, TELLS, 10), change),
        audit(90, 11, change), audit(20, 12, comment(20, "Thanks, it is here.", 12)),
    ]  # fmt: skip
    _, [record], problems = exported(tmp_path, {"audits": audits, "next_page": None})
    assert [m.role.value for m in record.messages] == ["customer", "agent", "customer"]
    assert problems == []


def test_zendesk_a_page_of_comments_is_one_ticket_s(tmp_path: Path) -> None:
    users = [
        {"id": 20, "name": "Ann Lee", "role": "end-user", "email": "a@x.io"},
        {"id": 90, "name": "Eve Ops", "role": "agent", "email": "eve@x.io"},
    ]
    comments = [comment(20, ASKS, 9), comment(90, TELLS, 10), comment(20, "Thank you, Eve!", 11)]
    _, [record], _ = exported(tmp_path, {"comments": comments, "users": users, "next_page": None})
    assert [(m.role.value, m.author) for m in record.messages] == [
        ("customer", "Ann Lee"), ("agent", "Eve Ops"), ("customer", "Ann Lee"),
    ]  # fmt: skip


def test_zendesk_a_chat_filed_as_one_comment_is_taken_apart(tmp_path: Path) -> None:
    chat = (
        "Chat started: 2026-03-02 06:54 PM UTC\n\n(06:54:36 PM) Ann Lee: Where is my parcel?\n"
        "(06:54:40 PM) *** Eve Ops joined the chat ***\n(06:55:01 PM) Eve Ops: It is on its way.\n"
        "It left today.\n(06:56:00 PM) *** Ann Lee left the chat ***"
    )
    ticket = zendesk_ticket(comments=[comment(90, chat, 9)])
    assert turns(tmp_path, ticket) == [WANTED[0], ("agent", f"{TELLS}\nIt left today.")]


def test_a_mail_that_is_only_a_picture_says_nothing(tmp_path: Path) -> None:
    picture = comment(20, "", 8, html_body='<div><p></p><img src="x"></div>')
    ticket = zendesk_ticket(comments=[picture, comment(20, ASKS, 9), comment(90, TELLS, 10)])
    assert turns(tmp_path, ticket) == WANTED


def test_characters_written_as_in_html_are_read(tmp_path: Path) -> None:
    ticket = zendesk_ticket(
        comments=[comment(20, "Where&nbsp;is my &lt;parcel&gt; &amp; bill?", 9),
                  comment(90, TELLS, 10)]
    )  # fmt: skip
    assert turns(tmp_path, ticket)[0][1] == "Where is my <parcel> & bill?"
