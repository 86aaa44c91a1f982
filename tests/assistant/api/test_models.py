"""The shelf over the API: rights, adding as a job, the audit log, the change event."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import tiny_models
from tests.assistant.api.engine_over_http import Api, sent, until
from tests.assistant.models.bringing import copied


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.build(tmp_path_factory.mktemp("source") / "tiny", own=True)


def added(api: Api, **request: object) -> dict[str, Any]:
    """Add a model; returns the finished job."""
    job = sent(api, "POST", "/v1/models", request)
    until(lambda: sent(api, "GET", f"/v1/jobs/{job['id']}")["finished_at"], seconds=300)
    finished: dict[str, Any] = sent(api, "GET", f"/v1/jobs/{job['id']}")
    return finished


@pytest.fixture(scope="module")
def model(api: Api, source: Path) -> str:
    """The id of a model on the shelf."""
    job = added(api, folder=str(source), name="First", use=True)
    assert job["state"] == "done", job
    assert (job["done"], job["total"]) == (100, 100)
    assert job["request"] == {"folder": "tiny", "adapter": "", "use": True}
    return str(job["result"]["model"])


def test_a_model_is_added_used_and_removed(api: Api, model: str, source: Path) -> None:
    shelf = sent(api, "GET", "/v1/models", role="agent")
    [item] = [item for item in shelf["items"] if item["id"] == model]
    assert (item["name"], item["family"], item["licence"]) == ("First", "Qwen 3", "apache-2.0")
    assert (item["active"], item["problems"]) == (True, [])
    assert shelf["active"] == model

    again = added(api, folder=str(source), name="First")
    assert (again["state"], again["error"]["code"]) == ("failed", "shelf.present")

    assert sent(api, "POST", f"/v1/models/{model}/verify")["id"] == model
    copied(api.engine.shelf.get(model), api.engine.shelf, name="second")
    shelf = sent(api, "POST", "/v1/models/second/use")
    assert (shelf["active"], shelf["previous"]) == ("second", model)
    assert sent(api, "POST", "/v1/models/rollback")["active"] == model

    sent(api, "DELETE", "/v1/models/second")
    shelf = sent(api, "GET", "/v1/models")
    assert [item["id"] for item in shelf["items"]] == [model]
    assert (shelf["active"], shelf["previous"]) == (model, "")

    log = sent(api, "GET", "/v1/audit?action=model")["items"]
    assert [entry["action"] for entry in reversed(log)] == [
        "model.added", "model.used", "model.used", "model.rolled-back", "model.removed",
    ]  # fmt: skip
    assert [entry["subject"] for entry in reversed(log)] == [
        model, model, "second", model, "second",
    ]  # fmt: skip


def test_what_cannot_be_done_has_its_code(api: Api, model: str, tmp_path: Path) -> None:
    for method, path in (
        ("POST", "/v1/models/nobody/use"),
        ("POST", "/v1/models/nobody/verify"),
        ("DELETE", "/v1/models/nobody"),
        ("DELETE", "/v1/models/..%2Fstore.db"),
    ):
        response = api.request(method, path)
        assert response.status_code == 404, response.text
    job = added(api, folder=str(tmp_path / "nowhere"))
    assert (job["state"], job["error"]["code"]) == ("failed", "shelf.folder")
    response = api.request("POST", "/v1/models", json={"folder": "relative/path"})
    assert response.json()["code"] == "shelf.path"
    assert [item["id"] for item in sent(api, "GET", "/v1/models")["items"]] == [model]


@pytest.mark.parametrize("role", ["agent", "lead"])
def test_only_an_administrator_changes_the_shelf(api: Api, model: str, role: str) -> None:
    for method, path in (
        ("POST", f"/v1/models/{model}/use"),
        ("POST", f"/v1/models/{model}/verify"),
        ("POST", "/v1/models/rollback"),
        ("DELETE", f"/v1/models/{model}"),
    ):
        assert api.request(method, path, role=role).status_code == 403
    assert sent(api, "GET", "/v1/models", role=role)["items"]


def test_a_path_is_named_by_the_engines_own_user_only(api: Api, source: Path) -> None:
    for role in ("agent", "lead", "administrator"):
        response = api.request("POST", "/v1/models", role=role, json={"folder": str(source)})
        assert response.status_code == 403, role
    assert "replydesk models add" in response.json()["remedy"]


def test_a_cancelled_addition_leaves_nothing(api: Api, source: Path) -> None:
    before = sent(api, "GET", "/v1/models")
    job = sent(api, "POST", "/v1/models", {"folder": str(source), "name": "Third"})
    sent(api, "POST", f"/v1/jobs/{job['id']}/cancel")
    until(lambda: sent(api, "GET", f"/v1/jobs/{job['id']}")["finished_at"], seconds=60)
    assert sent(api, "GET", f"/v1/jobs/{job['id']}")["state"] == "cancelled"
    assert sent(api, "GET", "/v1/models") == before
    left = [path.name for path in api.engine.shelf.root.iterdir() if path.name[0] == "."]
    assert left == []
