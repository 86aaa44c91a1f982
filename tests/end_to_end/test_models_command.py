"""`models`: a folder in, a model that writes, and back; by the real program."""

from __future__ import annotations

from pathlib import Path

from tests import tiny_models
from tests.end_to_end.command_line import CommandLine


def test_a_model_comes_writes_and_goes(live: CommandLine, tmp_path: Path) -> None:
    before = live.json("models", "list")
    source = tiny_models.build(tmp_path / "a model", own=True)
    job = live.json("models", "add", source, "--use")
    assert job["result"]["passed"]
    model = job["result"]["model"]

    shelf = live.json("models", "list")
    assert shelf["active"] == model
    shown = live("models", "list").out
    assert model in shown
    assert "writes" in shown
    assert "apache-2.0" in shown
    assert "every file is as it was installed" in live("models", "verify", model).out
    assert live.json("models", "use", model)["active"] == model

    again = live("models", "add", source, status=1)
    assert "[shelf.present]" in again.out
    assert live.json("models", "remove", model) == {"removed": model}
    assert live.json("models", "list")["items"] == before["items"]
    assert live.json("models", "use", model, status=1)["code"] == "not-found"


def test_what_is_refused_says_what_to_do(live: CommandLine, tmp_path: Path) -> None:
    source = tiny_models.build(tmp_path / "pickled", own=True)
    (source / "pytorch_model.bin").write_bytes(b"\x80\x04.")
    said = live("models", "add", source, status=1).out
    assert "[shelf.pickle]" in said
    assert "Remove that file" in said
    assert "no such folder" in live("models", "add", tmp_path / "nowhere", status=2).err
    assert "models use ID" in live("models", "rollback", status=1).err


def test_nothing_is_fetched_unless_somebody_says_so(cli: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "fetched"
    said = cli("models", "download", "Qwen/Qwen3-0.6B", target, status=2).err
    assert "--online" in said
    refused = cli("models", "download", "../../etc", target, "--online", status=1).err
    assert "[shelf.repository]" in refused
    assert not target.exists()
