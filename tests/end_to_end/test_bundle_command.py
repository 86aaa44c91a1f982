"""`bundle`: a model and knowledge from one home to another that shares nothing but a file."""

from __future__ import annotations

from pathlib import Path

from assistant.models.shelf import Shelf
from tests import tiny_models
from tests.assistant.models.bringing import brought
from tests.end_to_end.command_line import CommandLine


def test_a_model_and_knowledge_are_carried(
    live: CommandLine, second: CommandLine, faq: Path, tmp_path: Path
) -> None:
    key, file = tmp_path / "company.key", tmp_path / "monday.replydesk"
    live("bundle", "key", key)
    assert "there already" in live("bundle", "key", key, status=2).err
    live("import", faq)
    source = tiny_models.build(tmp_path / "m", own=True)
    converted = brought(Shelf(tmp_path / "shelf"), source).folder
    model = live.json("models", "add", converted)["result"]["model"]
    live("bundle", "make", file, "--key", key, "--model", model, "--knowledge")

    public = f"{key}.pub"
    second.start_engine()
    assert model in second("bundle", "verify", file, "--trust", public).out
    assert "Signed by your company" in second("bundle", "take", file, "--trust", public).out
    assert model in [each["id"] for each in second.json("models", "list")["items"]]
    found = second.json("ask", "how do I reset my password?")
    assert "press Reset password" in found["suggestions"][0]["text"]
    # what a second look brings is nothing new
    before = second.json("articles", "list")
    second("bundle", "take", file, "--trust", public)
    assert second.json("articles", "list") == before

    live("bundle", "key", tmp_path / "other.key")
    refused = second("bundle", "take", file, "--trust", tmp_path / "other.key.pub", status=1)
    assert "[bundle.untrusted]" in refused.out + refused.err
    assert "--trust" in second("bundle", "verify", file, status=2).err
    assert not list(second.home.glob("bundle-*"))
