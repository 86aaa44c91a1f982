"""The route `me`, and changing settings while the engine runs."""

from __future__ import annotations

import json

import pytest

from assistant import settings
from assistant.contracts import EngineSettings, Me
from assistant.store.database import OWNER
from tests.assistant.api.engine_over_http import sent


@pytest.fixture(autouse=True)
def _as_before(engine):
    yield
    engine.home.settings.unlink(missing_ok=True)
    engine.settings = settings.Settings()


def test_everybody_learns_who_they_are(api):
    assert Me(**sent(api, "GET", "/v1/me")) == Me(
        id=OWNER.id, name="owner", role="administrator", owner=True
    )
    agent = Me(**sent(api, "GET", "/v1/me", role="agent"))
    assert (agent.name, agent.role, agent.owner) == ("The agent", "agent", False)
    assert agent.id in [actor["id"] for actor in sent(api, "GET", "/v1/actors")]


def test_the_settings_are_shown_with_what_was_measured(api, engine):
    shown = EngineSettings(**sent(api, "GET", "/v1/settings"))
    assert shown.confidence_floor == -1
    assert 0 < shown.measured_floor < 1
    assert shown.embedding_model == engine.health().embedding_model
    assert shown.home == str(engine.home.root)
    assert shown.key_kept_in == "file"
    assert EngineSettings(**sent(api, "GET", "/v1/settings", role="lead")).home == ""


def test_a_change_counts_at_once_and_at_the_next_start(api, engine):
    ask = {"text": "How long does a refund take?"}
    assert "event: suggestion" in api.request("POST", "/v1/suggestions", json=ask).text
    before = engine.store.change_seq()
    changed = sent(api, "PATCH", "/v1/settings", {"confidence_floor": 1}, role="administrator")
    assert changed["confidence_floor"] == 1
    assert changed["similar_replies"] is True
    assert "event: suggestion" not in api.request("POST", "/v1/suggestions", json=ask).text
    assert settings.load(engine.home).confidence_floor == 1
    newest = sent(api, "GET", "/v1/audit?limit=1")["items"][0]
    assert (newest["action"], newest["details"]) == ("settings.changed", {"confidence_floor": 1})
    assert engine.store.change_seq() == before + 1


def test_nothing_given_changes_nothing(api, engine):
    before = engine.store.change_seq()
    sent(api, "PATCH", "/v1/settings", {"daily_backup": None})
    assert engine.store.change_seq() == before
    assert not engine.home.settings.exists()


def test_what_was_written_into_the_file_meanwhile_stays(api, engine):
    engine.home.settings.write_text(json.dumps({"format": 1, "threads": 2}))
    sent(api, "PATCH", "/v1/settings", {"daily_backup": False})
    kept = settings.load(engine.home)
    assert (kept.threads, kept.daily_backup) == (2, False)
    assert engine.settings.threads == 0


def test_a_file_that_cannot_be_used_is_told_and_left_alone(api, engine):
    engine.home.settings.write_text("{")
    refused = api.request("PATCH", "/v1/settings", json={"daily_backup": False})
    assert (refused.status_code, refused.json()["code"]) == (422, "settings")
    assert engine.home.settings.read_text() == "{"
    assert engine.settings.daily_backup is True


def test_a_folder_that_cannot_be_written_changes_nothing(api, engine, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(settings, "write_owner_only", full)
    before = engine.store.change_seq()
    refused = api.request("PATCH", "/v1/settings", json={"daily_backup": False})
    assert (refused.status_code, refused.json()["code"]) == (507, "store.full")
    assert engine.settings.daily_backup is True
    assert engine.store.change_seq() == before
