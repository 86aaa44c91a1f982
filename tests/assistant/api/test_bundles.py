"""Bundles over the API: inspecting, taking, refusing, rights, and no files left behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant import deployed
from assistant.bundles import keys, packing
from assistant.deployed import Deployed
from tests import tiny_models
from tests.assistant.api.engine_over_http import Api, sent, until

ARTICLES = (
    '{"question": "Where do I park?", "answer": "Behind the house."}\n'
    '{"question": "能开发票吗？", "answer": "可以，在订单页申请。"}\n'
)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a company's keys, `key` and `key.pub`."""
    folder = tmp_path_factory.mktemp("company")
    keys.make(folder / "key", folder / "key.pub")
    return folder


@pytest.fixture(scope="module")
def shelf_folder(api: Api, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Id and folder of a model that was moved off the shelf, as if from another engine."""
    source = tiny_models.build(tmp_path_factory.mktemp("source") / "tiny", own=True)
    job = finished(api, sent(api, "POST", "/v1/models", {"folder": str(source)}))
    id_ = str(job["result"]["model"])
    folder = tmp_path_factory.mktemp("elsewhere") / id_
    api.engine.shelf.get(id_).folder.rename(folder)
    return id_, folder


@pytest.fixture(scope="module")
def bundle(company: Path, shelf_folder: tuple[str, Path], tmp_path_factory: Any) -> Path:
    folder: Path = tmp_path_factory.mktemp("bundle")
    (folder / "articles.jsonl").write_text(ARTICLES, encoding="utf-8")
    models = dict([shelf_folder])
    file = folder / "monday 周一.replydesk"
    list(packing.pack(file, models, folder / "articles.jsonl", company / "key"))
    return file


def finished(api: Api, job: dict[str, Any]) -> dict[str, Any]:
    until(lambda: sent(api, "GET", f"/v1/jobs/{job['id']}")["finished_at"], seconds=300)
    done: dict[str, Any] = sent(api, "GET", f"/v1/jobs/{job['id']}")
    return done


def asked(api: Api, file: Path, trust: Path | None, **more: object) -> dict[str, Any]:
    """Take or inspect a bundle; returns the finished job."""
    body = {"path": str(file), "trust": str(trust or ""), **more}
    return finished(api, sent(api, "POST", "/v1/bundles", body))


def test_a_look_changes_nothing(
    api: Api, bundle: Path, company: Path, shelf_folder: tuple[str, Path]
) -> None:
    articles = sent(api, "GET", "/v1/articles")["total"]
    job = asked(api, bundle, company / "key.pub", dry_run=True)
    assert job["state"] == "done", job
    assert job["request"] == {"name": bundle.name, "dry_run": True, "use": False}
    told = job["result"]
    assert told["key"] == keys.fingerprint(company / "key.pub")
    assert not told["deployed"]
    (model,) = told["models"]
    assert (model["id"], model["present"], model["used"]) == (shelf_folder[0], False, False)
    assert model["size_bytes"] == sum(
        file.stat().st_size for file in shelf_folder[1].rglob("*") if file.is_file()
    )
    assert (told["knowledge"]["added"], told["knowledge"]["source"]) == (2, "bundle")
    assert sent(api, "GET", "/v1/articles")["total"] == articles
    assert sent(api, "GET", "/v1/models")["items"] == []
    assert list(api.engine.home.incoming.iterdir()) == []


def test_what_others_signed_is_refused(api: Api, bundle: Path, tmp_path: Path) -> None:
    keys.make(tmp_path / "other", tmp_path / "other.pub")
    for dry_run in (True, False):
        job = asked(api, bundle, tmp_path / "other.pub", dry_run=dry_run)
        assert (job["state"], job["error"]["code"]) == ("failed", "bundle.untrusted")
    assert sent(api, "GET", "/v1/models")["items"] == []


def test_one_flipped_byte_is_refused(api: Api, bundle: Path, company: Path, tmp_path: Path) -> None:
    content = bytearray(bundle.read_bytes())
    content[content.index(b"Behind the house")] ^= 1
    (tmp_path / "changed").write_bytes(content)
    for dry_run in (True, False):
        job = asked(api, tmp_path / "changed", company / "key.pub", dry_run=dry_run)
        assert (job["state"], job["error"]["code"]) == ("failed", "bundle.damaged")
    assert sent(api, "GET", "/v1/models")["items"] == []
    assert list(api.engine.home.incoming.iterdir()) == []


def test_what_is_there_and_who_may(api: Api, bundle: Path, company: Path, tmp_path: Path) -> None:
    job = asked(api, tmp_path / "gone", company / "key.pub")
    assert job["error"]["code"] == "bundle.unreadable"
    job = asked(api, bundle, bundle)
    assert job["error"]["code"] == "bundle.key"
    for body, code in (
        ({"path": str(bundle)}, "bundle.key-missing"),
        ({"path": bundle.name, "trust": str(company / "key.pub")}, "bundle.path"),
        ({"path": str(bundle), "trust": "key.pub"}, "bundle.path"),
    ):
        response = api.request("POST", "/v1/bundles", json=body)
        assert (response.status_code, response.json()["code"]) == (422, code)
    for role in ("lead", "administrator"):
        response = api.request("POST", "/v1/bundles", json={"path": str(bundle)}, role=role)
        assert response.status_code == 403


def test_a_bundle_is_taken_and_taken_again(
    api: Api,
    bundle: Path,
    company: Path,
    shelf_folder: tuple[str, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = sent(api, "GET", "/v1/articles")["total"]
    job = asked(api, bundle, company / "key.pub")
    assert job["state"] == "done", job
    assert [each["present"] for each in job["result"]["models"]] == [False]
    assert job["result"]["knowledge"]["added"] == 2
    assert sent(api, "GET", "/v1/articles")["total"] == before + 2
    shelf = sent(api, "GET", "/v1/models")
    assert [item["id"] for item in shelf["items"]] == [shelf_folder[0]]
    assert shelf["active"] == ""

    # again, with the key that an administrator deployed; and its model is put to use
    monkeypatch.setattr(deployed, "in_force", lambda: Deployed(bundle_key=company / "key.pub"))
    job = asked(api, bundle, None, use=True)
    assert job["result"]["deployed"]
    (model,) = job["result"]["models"]
    assert (model["present"], model["used"]) == (True, True)
    assert job["result"]["knowledge"]["unchanged"] == 2
    assert sent(api, "GET", "/v1/articles")["total"] == before + 2
    assert sent(api, "GET", "/v1/models")["active"] == shelf_folder[0]
    log = sent(api, "GET", "/v1/audit?action=bundle")["items"]
    assert [entry["subject"] for entry in log] == [keys.fingerprint(company / "key.pub")] * 2
