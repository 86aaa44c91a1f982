"""A bundle older than one taken before needs a confirmation, even if it is signed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.bundles import keys, packing
from tests.assistant.api.engine_over_http import Api, sent, until
from tests.assistant.bundles.dated import dated

JUNE, MAY = "2026-06-01T09:00:00+00:00", "2026-05-31T23:00:00-05:00"
"""May's time of day looks later than June's, but is five hours earlier in UTC."""


def made(folder: Path, name: str, answer: str, at: str) -> Path:
    if not (folder / f"{name}.key").exists():
        keys.make(folder / f"{name}.key", folder / f"{name}.pub")
    line = f'{{"key": "park", "question": "Where do I park?", "answer": "{answer}"}}\n'
    (folder / "articles.jsonl").write_text(line, encoding="utf-8")
    key = folder / f"{name}.key"
    list(packing.pack(folder / "plain", {}, folder / "articles.jsonl", key))
    return dated(folder / "plain", folder / f"{name}-{at[:7]}.replydesk", at, key)


def taken(api: Api, file: Path, **more: object) -> dict[str, Any]:
    trust = file.with_name(f"{file.name.partition('-')[0]}.pub")
    job = sent(api, "POST", "/v1/bundles", {"path": str(file), "trust": str(trust), **more})
    until(lambda: sent(api, "GET", f"/v1/jobs/{job['id']}")["finished_at"], seconds=60)
    done: dict[str, Any] = sent(api, "GET", f"/v1/jobs/{job['id']}")
    return done


def answers(api: Api) -> set[str]:
    return {one["answer"] for one in sent(api, "GET", "/v1/articles")["items"]}


@pytest.mark.parametrize("unreadable", [False, True])
def test_an_older_one_asks_first(api: Api, tmp_path: Path, *, unreadable: bool) -> None:
    june = made(tmp_path, "ours", "In the yard.", JUNE)
    may = made(tmp_path, "ours", "In the street.", "some day" if unreadable else MAY)
    assert taken(api, june)["result"]["newer_taken"] == ""
    assert "In the yard." in answers(api)
    look = taken(api, may, dry_run=True)
    assert (look["state"], look["result"]["newer_taken"]) == ("done", JUNE)
    refused = taken(api, may)
    assert (refused["state"], refused["error"]["code"]) == ("failed", "bundle.older")
    assert "In the street." not in answers(api)
    # this does not apply to the same bundle again, or to another company's
    assert taken(api, june)["state"] == "done"
    assert taken(api, made(tmp_path, "theirs", "On the roof.", MAY))["state"] == "done"
    assert taken(api, may, older=True)["state"] == "done"
    assert "In the street." in answers(api)
    assert taken(api, june)["state"] == "done"
