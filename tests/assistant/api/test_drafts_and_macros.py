"""Drafts are private to each agent; everybody reads macros, and leads write them."""

from __future__ import annotations

from assistant.contracts import Draft, Macro
from tests.assistant.api.engine_over_http import sent


def test_a_draft_is_for_the_one_who_typed_it(api):
    talk = sent(api, "POST", "/v1/conversations", {"subject": "Late parcel"}, role="agent")
    path = f"/v1/conversations/{talk['id']}/draft"
    assert api.request("GET", path, role="agent").text == "null"
    kept = api.request("PUT", path, role="agent", json={"text": "Dear Ada"})
    assert kept.status_code == 204
    assert Draft(**sent(api, "GET", path, role="agent")).text == "Dear Ada"
    assert sent(api, "GET", path, role="owner") is None
    assert sent(api, "GET", f"/v1/conversations/{talk['id']}")["updated_at"] == talk["updated_at"]
    sent(api, "PUT", path, {"text": ""}, role="agent")
    assert sent(api, "GET", path, role="agent") is None


def test_a_draft_needs_its_conversation(api):
    path = "/v1/conversations/999999/draft"
    assert api.request("GET", path).status_code == 404
    assert api.request("PUT", path, json={"text": "Dear"}).status_code == 404


def test_a_macro_from_its_beginning_to_its_end(api):
    body = {"kind": "signature", "name": "Short", "text": "Best, {{agent}}", "lang": "en"}
    made = Macro(**sent(api, "POST", "/v1/macros", body, role="lead"))
    assert Macro(**sent(api, "GET", "/v1/macros", role="agent")[0]) == made
    twice = api.request("POST", "/v1/macros", json=body | {"name": "SHORT"})
    assert (twice.status_code, twice.json()["code"]) == (409, "macro.name-taken")
    assert twice.json()["title"] == "Another text has this name"
    path = f"/v1/macros/{made.id}"
    changed = sent(api, "PUT", path, body | {"text": "Kind regards"}, role="lead")
    assert changed["text"] == "Kind regards"
    assert api.request("DELETE", path, role="lead").status_code == 204
    assert sent(api, "GET", "/v1/macros") == []
    assert api.request("PUT", path, json=body).status_code == 404
