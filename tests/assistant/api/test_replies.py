"""Drafts over the API: composed or generated, with evidence, and never without sources."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from assistant import settings
from assistant.contracts import ArticleBody
from assistant.engine import Engine
from assistant.models.generation import LocalModel
from assistant.settings import DraftServer
from tests.assistant.api.engine_over_http import REFUND, Api, sent
from tests.assistant.models.worker import openai_server
from tests.tiny_dialogue import local_model

ASKED = "How long will my refund take?"


def draft(api: Api, **request: object) -> list[dict[str, Any]]:
    """Ask for a draft; returns its events."""
    response = api.request("POST", "/v1/replies", json={"text": ASKED} | request)
    assert response.status_code == 200, response.text
    events = []
    for block in response.text.strip().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "data" in lines:
            events.append(json.loads(lines["data"]))
            assert events[-1]["type"] == lines["event"]
    return events


def of(events: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [event for event in events if event["type"] == kind]


def text_of(events: list[dict[str, Any]]) -> str:
    """The final text of a draft: that after the last `draft` event."""
    last = max(at for at, event in enumerate(events) if event["type"] == "draft")
    return "".join(event["text"] for event in of(events[last:], "text"))


def test_a_composed_draft_says_what_is_known_and_where_from(api):
    events = draft(api)
    begun, done = events[0], events[-1]
    assert (begun["type"], begun["kind"]) == ("draft", "composed")
    assert done["reason"] == "finished"
    assert REFUND.answer in text_of(events)
    supported = [each for each in of(events, "evidence") if each["support"] == "supported"]
    assert [text_of(events)[each["start"] : each["end"]] for each in supported] == [REFUND.answer]
    assert supported[0]["source"] == begun["sources"][0]["id"]
    assert supported[0]["quote"] == REFUND.answer


def test_every_character_of_a_draft_is_judged_or_space(api):
    events = draft(api, text=f"Hello! {ASKED} I am furious.", style="warmer")
    text = text_of(events)
    seen = [False] * len(text)
    for each in of(events, "evidence"):
        for at in range(each["start"], each["end"]):
            assert not seen[at]
            seen[at] = True
    assert all(known or character.isspace() for known, character in zip(seen, text, strict=True))


def test_nothing_is_written_of_nothing(api):
    events = draft(api, text="What is the airspeed of a swallow?")
    assert [event["type"] for event in events] == ["draft-done"]
    assert events[0]["reason"] == "nothing-found"


def test_styles_differ_and_keep_what_is_said(api):
    drafts = {style: text_of(draft(api, style=style)) for style in ("", "shorter", "formal")}
    assert len(set(drafts.values())) == 3
    assert all(REFUND.answer in text for text in drafts.values())
    assert len(drafts["shorter"]) < len(drafts[""])


def test_the_agent_may_name_what_to_write_from(api):
    article = sent(
        api, "POST", "/v1/articles",
        ArticleBody(questions=["Do you ship to Malta?"], answer="We ship to Malta on Mondays.")
        .model_dump(),
    )  # fmt: skip
    events = draft(api, articles=[article["id"]])
    assert "We ship to Malta on Mondays." in text_of(events)
    missing = api.request("POST", "/v1/replies", json={"text": ASKED, "articles": [10**6]})
    assert missing.status_code == 404
    sent(api, "DELETE", f"/v1/articles/{article['id']}")


CHINESE = ArticleBody(questions=["退款需要多长时间？"], answer="退款需要五个工作日。")


def test_a_reply_in_another_language_is_written_from_entries_in_it(api):
    entry = sent(api, "POST", "/v1/articles", CHINESE.model_dump())
    named = [source["id"] for source in draft(api)[0]["sources"]][:1]
    events = draft(api, text="退款需要多长时间？", articles=named)
    assert REFUND.answer in text_of(events)  # in the language of the given article
    events = draft(api, text="你好，退款需要多长时间？", articles=named, reply_lang="zh")
    assert CHINESE.answer in text_of(events)
    assert "您好" in text_of(events)
    assert not events[-1]["other_lang"]
    sent(api, "DELETE", f"/v1/articles/{entry['id']}")


def test_where_no_entry_is_in_the_language_that_is_told(api):
    events = draft(api, reply_lang="zh")
    assert REFUND.answer in text_of(events)
    assert events[-1]["other_lang"]
    assert not draft(api, reply_lang="en")[-1]["other_lang"]


def test_written_again_it_is_another_draft_and_the_same_for_the_same_seed(api):
    texts = [text_of(draft(api, seed=seed)) for seed in (0, 1, 1, 2)]
    assert texts[1] == texts[2]
    assert len(set(texts)) == 3
    assert all(REFUND.answer in text for text in texts)


def test_the_companys_phrases_are_set_kept_and_said(api, engine):
    own = {"en": {"closing": ["Ahoy, {{Agent Name}}!"], "sign_off": ["{{Agent Name}}"]}}
    told = sent(api, "PATCH", "/v1/settings", {"company_phrases": own}, role="administrator")
    try:
        assert told["company_phrases"]["en"]["closing"] == own["en"]["closing"]
        assert told["default_phrases"]["zh"]["greeting"]
        assert settings.load(engine.home).company_phrases["en"].closing == own["en"]["closing"]
        assert text_of(draft(api)).endswith("Ahoy!")  # the owner of this computer has no name
        spoken = api.request("POST", "/v1/replies", json={"text": ASKED}, role="agent").text
        assert "Ahoy, The agent!" in spoken
        bad = {"company_phrases": {"xx": {}}}
        assert api.request("PATCH", "/v1/settings", json=bad).status_code == 422
        bad = {"company_phrases": {"en": {"closing": ["x" * 400]}}}
        assert api.request("PATCH", "/v1/settings", json=bad).status_code == 422
    finally:
        sent(api, "PATCH", "/v1/settings", {"company_phrases": {}})
    assert "Ahoy" not in text_of(draft(api))


@pytest.mark.parametrize(
    ("body", "status"),
    [({}, 422), ({"text": " "}, 422), ({"conversation_id": 987654}, 404),
     ({"text": "x", "style": "rude"}, 422), ({"text": "x", "articles": list(range(1, 20))}, 422)],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused_before_a_stream_begins(api, body, status):
    assert api.request("POST", "/v1/replies", json=body).status_code == status


def test_drafts_can_be_switched_off(api):
    sent(api, "PATCH", "/v1/settings", {"drafts": "off"})
    try:
        assert [event["reason"] for event in draft(api)] == ["off"]
    finally:
        sent(api, "PATCH", "/v1/settings", {"drafts": "auto"})
    assert draft(api)[-1]["reason"] == "finished"


def test_another_customers_address_is_not_shown(api):
    sent(
        api, "POST", "/v1/customers",
        {
            "name": "Petra Vollmar",
            "identifiers": [{"kind": "email", "value": "petra@vollmar.example"}],
        },
    )  # fmt: skip
    article = sent(
        api, "POST", "/v1/articles",
        ArticleBody(
            questions=["Where do I send the broken vase?"],
            answer="Send the vase to Petra Vollmar, petra@vollmar.example, within a week.",
        ).model_dump(),
    )  # fmt: skip
    text = text_of(draft(api, text="Where do I send the broken vase?", articles=[article["id"]]))
    assert "petra" not in text.lower()
    assert "{{Email}}" in text
    own = "I am petra@vollmar.example. Where do I send the broken vase?"
    assert "petra@vollmar.example" in text_of(draft(api, text=own, articles=[article["id"]]))
    sent(api, "DELETE", f"/v1/articles/{article['id']}")


# ---------------------------------------------------------------- written by a model


@pytest.fixture(scope="module")
def own_model(tmp_path_factory: pytest.TempPathFactory) -> LocalModel:
    return local_model(tmp_path_factory.mktemp("own"), own=True)


@pytest.fixture
def written(
    engine: Engine, own_model: LocalModel, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Use a tiny real model; its texts are noise, but everything else is real."""
    supervisor = engine.dialogue._supervisor
    supervisor.load(own_model)
    monkeypatch.setattr(engine.dialogue, "_loaded", (None, own_model.id))
    monkeypatch.setattr(engine.dialogue, "_unasked", True)
    yield
    supervisor.unload()


def test_a_model_writes_and_each_of_its_sentences_is_judged(api, written):
    events = draft(api)
    begun = of(events, "draft")
    assert [event["kind"] for event in begun] == ["generated"]
    assert begun[0]["backend"].startswith("onnx")
    done = events[-1]
    assert done["reason"] in ("finished", "length")
    assert done["tokens"] > 0
    judged = of(events, "evidence")
    text = text_of(events)
    assert all(0 <= each["start"] < each["end"] <= len(text) for each in judged)
    assert all(each["source"] for each in judged if each["support"] == "supported")


def test_a_model_writes_something_else_for_another_seed(api, written):
    texts = [text_of(draft(api, seed=seed)) for seed in (0, 0, 5, 5, 6)]
    assert texts[0] == texts[1]
    assert texts[2] == texts[3]
    assert len(set(texts)) == 3


def test_a_model_that_does_not_write_as_asked_is_told(api, written):
    """The tiny model's noise is in no language."""
    assert draft(api, reply_lang="zh")[-1]["other_lang"]


def test_a_composed_draft_can_be_asked_for_beside_a_model(api, written):
    assert of(draft(api, writer="composed"), "draft")[0]["kind"] == "composed"


def test_where_no_model_can_be_asked_the_draft_is_composed_and_says_so(api):
    events = draft(api, writer="generated")
    assert [each["code"] for each in of(events, "fallback")] == ["model.none"]
    assert of(events, "draft")[0]["kind"] == "composed"
    assert REFUND.answer in text_of(events)


def test_a_model_that_cannot_be_loaded_leaves_a_composed_draft(
    api, engine, own_model, tmp_path, monkeypatch
):
    engine.dialogue._supervisor.load(replace(own_model, onnx_int4=tmp_path, onnx_fp32=tmp_path))
    monkeypatch.setattr(engine.dialogue, "_loaded", (None, own_model.id))
    monkeypatch.setattr(engine.dialogue, "_unasked", True)
    try:
        events = draft(api)
    finally:
        engine.dialogue._supervisor.unload()
    assert of(events, "fallback")[-1]["to_backend"] == "composed"
    assert of(events, "fallback")[-1]["code"].startswith("model.")
    assert REFUND.answer in text_of(events)
    assert events[-1]["reason"] == "finished"


def test_a_server_of_the_company_writes_when_it_is_set(api, engine, own_model, monkeypatch):
    with openai_server.serving(own_model) as server:
        there = DraftServer(url=server.url(), model="any", context_tokens=2048)
        monkeypatch.setattr(
            engine, "settings", engine.settings.model_copy(update={"draft_server": there})
        )
        engine.dialogue.follow()
        try:
            events = draft(api)
            status = sent(api, "GET", "/v1/writer")
        finally:
            monkeypatch.undo()
            engine.dialogue.follow()
    assert of(events, "draft")[0]["backend"] == "remote"
    assert text_of(events)
    assert (status["backend"], status["device"]) == ("remote", "server")
    assert sent(api, "GET", "/v1/writer")["state"] == "off"
