"""The small edition: the converter serves our own models where torch cannot be imported."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.models.convert.wire import Outcome, Request
from assistant.models.shelf import Shelf
from tests.assistant.models.bringing import brought

PROJECT = Path(__file__).resolve().parents[3]
WITHOUT = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"torch", "transformers", "peft", "onnx_ir"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Absent())
import main
sys.exit(main.main(["convert-model"]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="where the traces lie is known for Linux")
def test_the_converter_leaves_no_trace_and_no_events_to_send(
    tmp_path: Path, own_source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith(("ORT_", "CI", "XDG_", "HF_"))]:
        monkeypatch.delenv(name)
    user = tmp_path / "user"
    user.mkdir()
    monkeypatch.setenv("HOME", str(user))
    brought(Shelf(tmp_path / "models"), own_source)
    assert [path for path in user.rglob("*") if path.is_file()] == []


def test_the_graphs_of_our_own_models_are_written_without_torch(
    tmp_path: Path, own_source: Path
) -> None:
    shutil.copytree(own_source, tmp_path / "source")
    request = Request(operation="convert", staging=str(tmp_path), torch=False)
    # keep the pipe open, as the engine does: the converter ends when it is closed
    process = subprocess.Popen(
        [sys.executable, "-c", WITHOUT], cwd=PROJECT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(request.model_dump_json().encode() + b"\n")
    process.stdin.flush()
    said = [json.loads(line) for line in process.stdout]
    process.communicate()
    kind, value = said[-1]
    assert kind == "outcome", value
    outcome = Outcome.model_validate(value)
    assert outcome.parity.passed
    assert outcome.parity.reference == "onnx-fp32"
    assert (tmp_path / "onnx-int4" / "model.onnx").is_file()
    assert (tmp_path / "onnx-int4" / "genai_config.json").is_file()
