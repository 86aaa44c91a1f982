"""Routes of the inbox: splitting a copied chat, and filtering conversations by assignee."""

from __future__ import annotations

import json

from assistant.contracts import SplitChat, Suggestion
from tests.assistant.api.engine_over_http import sent


def test_a_copied_chat_becomes_a_conversation(api):
    chat = "Maria Gonzalez 2026-03-15T09:38:00Z\nMy zip is broken.\n\nAnn 09:40\nSend it back."
    split = SplitChat(**sent(api, "POST", "/v1/conversations/split", {"text": chat}, role="agent"))
    assert [(m.role, m.author, m.text) for m in split.messages] == [
        ("customer", "Maria Gonzalez", "My zip is broken."), ("agent", "Ann", "Send it back."),
    ]  # fmt: skip
    assert not split.certain
    body = {"messages": [m.model_dump(mode="json") for m in split.messages]}
    talk = sent(api, "POST", "/v1/conversations", body, role="agent")
    assert [m["at"] for m in talk["messages"]] == ["2026-03-15T09:38:00Z"] * 2
    assert sent(api, "GET", f"/v1/conversations/{talk['id']}") == talk


def test_people_of_this_engine_are_agents(api):
    chat = "The lead: hello\nMaria: hi"
    split = SplitChat(**sent(api, "POST", "/v1/conversations/split", {"text": chat}))
    assert [message.role for message in split.messages] == ["agent", "customer"]
    assert split.certain


def test_blank_text_is_no_chat(api):
    assert api.request("POST", "/v1/conversations/split", json={"text": " \n"}).status_code == 422
    # Python's `isspace` counts it as blank, but it is a control character
    assert api.request("POST", "/v1/conversations/split", json={"text": "\x1c"}).status_code == 200


def test_everybody_finds_what_is_theirs(api):
    for role in ("owner", "agent"):
        me = sent(api, "GET", "/v1/me", role=role)
        talk = sent(api, "POST", "/v1/conversations", {"subject": f"For {role}"}, role=role)
        assert talk["assignee_id"] is None
        path = f"/v1/conversations/{talk['id']}"
        taken = sent(api, "PATCH", path, {"assignee_id": me["id"]}, role=role)
        assert taken["assignee_id"] == me["id"]
        mine = sent(api, "GET", f"/v1/conversations?assignee_id={me['id']}", role=role)
        assert [item["id"] for item in mine["items"]] == [talk["id"]]
        found = f"/v1/conversations?assignee_id={me['id']}&status=open&q=for"
        assert sent(api, "GET", found, role=role)["total"] == 1
        freed = sent(api, "PATCH", path, {"assignee_id": None}, role=role)
        assert freed["assignee_id"] is None
        assert sent(api, "GET", f"/v1/conversations?assignee_id={me['id']}")["total"] == 0


def test_nobodys_conversations_are_an_empty_page(api):
    assert sent(api, "GET", "/v1/conversations?assignee_id=999999")["items"] == []
    talk = sent(api, "POST", "/v1/conversations", {"subject": "Whose?"})
    path = f"/v1/conversations/{talk['id']}"
    assert api.request("PATCH", path, json={"assignee_id": 999999}).status_code == 404


def test_a_suggestion_marks_the_words_that_the_customer_used(api):
    stream = api.request("POST", "/v1/suggestions", json={"text": "when do refunds come?"}).text
    (told,) = [part for part in stream.split("\n\n") if part.startswith("event: suggestion")]
    suggestion = Suggestion(**json.loads(told.partition("data: ")[2]))
    marked = [suggestion.text[mark.start : mark.end] for mark in suggestion.marks]
    assert marked == ["refund"]
