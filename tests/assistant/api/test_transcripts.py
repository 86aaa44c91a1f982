"""Exports over the API: examined, corrected, kept, reviewed, approved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.assistant.api.engine_over_http import Api, sent, until
from tests.assistant.transcripts.made import many, said, write_csv

COUNT = 12


@pytest.fixture
def export(tmp_path: Path) -> Path:
    lonely = said(("customer", "Is anybody there? I wait for my router"), key="alone")
    return write_csv(tmp_path / "chats.csv", [*many(COUNT), lonely])


def over(api: Api, begun: dict[str, Any]) -> dict[str, Any]:
    """Wait until a set's job is over; returns the set."""
    until(lambda: sent(api, "GET", f"/v1/jobs/{begun['job']}")["finished_at"], seconds=120)
    now: dict[str, Any] = sent(api, "GET", f"/v1/transcripts/{begun['id']}")
    return now


def examined(api: Api, export: Path) -> dict[str, Any]:
    return over(api, sent(api, "POST", "/v1/transcripts", {"path": str(export)}))


def test_the_whole_way(api: Api, export: Path) -> None:
    begun = sent(api, "POST", "/v1/transcripts", {"path": str(export), "name": "Spring"})
    assert (begun["state"], begun["name"]) == ("examining", "Spring")
    set_ = over(api, begun)
    at = f"/v1/transcripts/{set_['id']}"
    assert (set_["state"], set_["used"], set_["job"]) == ("examined", COUNT, None)
    assert set_["examination"]["reasons"] == {"not-answered": 1}
    page = sent(api, "GET", f"{at}/skipped?reason=not-answered", role="lead")
    assert (page["total"], page["next"]) == (1, None)
    assert page["items"][0]["key"] == "alone"

    kept = over(api, sent(api, "POST", f"{at}/keep", {"solved_replies": True}, role="lead"))
    assert kept["state"] == "review"
    assert kept["solved_replies"] >= COUNT
    review = sent(api, "GET", f"{at}/review")
    assert review["counts"] == kept["redactions"]
    assert {one["kind"] for one in review["replaced"]} == set(review["counts"])
    assert "@post.example" not in str(review)

    assert sent(api, "PATCH", at, {"approved": True})["state"] == "approved"
    assert sent(api, "PATCH", at, {"name": "Autumn"})["name"] == "Autumn"
    assert sent(api, "GET", "/v1/transcripts")["items"][0]["id"] == set_["id"]
    refused = api.request("POST", f"{at}/examine", json={})
    assert (refused.status_code, refused.json()["code"]) == (409, "transcripts.state")
    sent(api, "DELETE", at)
    assert api.request("GET", at).status_code == 404


def test_a_sent_file_is_examined_again_and_kept(api: Api, export: Path) -> None:
    headers = {"content-type": "application/octet-stream"}
    response = api.request(
        "POST", "/v1/transcripts/upload?name=C:%5Cchats.csv", role="lead",
        content=export.read_bytes(), headers=headers | _token(api, "lead"),
    )  # fmt: skip
    assert response.status_code == 202, response.text
    set_ = over(api, response.json())
    assert (set_["name"], set_["state"], set_["used"]) == ("chats.csv", "examined", COUNT)
    home = api.engine.home
    assert not list(home.incoming.glob("*")), "nothing plain is left behind"
    at = f"/v1/transcripts/{set_['id']}"
    again = over(api, sent(api, "POST", f"{at}/examine", {"day_first": True}, role="lead"))
    assert (again["used"], again["choices"]["day_first"]) == (COUNT, True)
    kept = over(api, sent(api, "POST", f"{at}/keep", {"solved_replies": False}))
    assert kept["state"] == "review"
    assert len(list((home.training / "sent").glob("*"))) == 1
    sent(api, "PATCH", at, {"approved": True})
    assert not list((home.training / "sent").glob("*")), "nothing more is read of it"
    assert not list(home.incoming.glob("*"))
    sent(api, "DELETE", at)


def _token(api: Api, role: str) -> dict[str, str]:
    return {"authorization": f"Bearer {api.tokens[role]}"}


def test_only_the_owner_may_name_a_path(api: Api, export: Path) -> None:
    body = {"path": str(export)}
    refused = api.request("POST", "/v1/transcripts", role="administrator", json=body)
    assert (refused.status_code, refused.json()["code"]) == (403, "owner-only")
    relative = api.request("POST", "/v1/transcripts", json={"path": "chats.csv"})
    assert relative.json()["code"] == "import.path"


def test_what_does_not_fit_how_far_it_is_is_refused(api: Api, export: Path) -> None:
    set_ = examined(api, export)
    at = f"/v1/transcripts/{set_['id']}"
    for method, path, body, status in (
        ("GET", f"{at}/review", None, 404),
        ("PATCH", at, {"approved": True}, 409),
        ("PATCH", at, {"approved": False}, 409),
    ):
        refused = api.request(method, path, json=body)
        assert (refused.status_code, refused.json()["code"]) == (status, "transcripts.state")
    assert api.request("PATCH", at, json={"aproved": True}).status_code == 422
    sent(api, "DELETE", at)


def test_everybody_who_listens_hears_of_it(api: Api, export: Path) -> None:
    heard: list[str] = []
    publish = api.engine.hub.publish

    def listening(event: Any) -> None:
        heard.extend(event.topics)
        publish(event)

    api.engine.hub.publish = listening  # type: ignore[method-assign]
    try:
        set_ = examined(api, export)
        assert heard.count("transcripts") >= 2
        heard.clear()
        sent(api, "PATCH", f"/v1/transcripts/{set_['id']}", {"name": "Other"})
        assert "transcripts" in heard
    finally:
        api.engine.hub.publish = publish  # type: ignore[method-assign]


def test_an_export_that_holds_no_conversation_says_so(api: Api, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("alpha,beta\n1,2\n3,4\n")
    set_ = examined(api, path)
    assert set_["state"] == "examined", set_["error"]
    assert set_["used"] == 0
    found = set_["examination"]
    assert [one["code"] for one in found["findings"]] == ["format-unknown"]
    assert found["detected"]["columns"] == ["alpha", "beta"]
