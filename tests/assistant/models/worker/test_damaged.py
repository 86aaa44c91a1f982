"""The checksums of a model are verified before it is loaded."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.models import manifest
from assistant.models.backends import from_shelf
from assistant.models.errors import ModelFilesDamagedError
from assistant.models.generation import GenerationRequest, LocalModel
from assistant.models.manifest import Manifest, Parity
from assistant.models.shelf import InstalledModel
from assistant.models.supervisor import Supervisor
from tests.tiny_dialogue import PROMPT, told

REQUEST = GenerationRequest(PROMPT, max_tokens=20)


@pytest.fixture
def installed(tmp_path: Path, own_model: LocalModel) -> InstalledModel:
    folder = tmp_path / "tiny"
    assert own_model.source is not None
    assert own_model.onnx_int4 is not None
    shutil.copytree(own_model.source, folder / "source")
    shutil.copytree(own_model.onnx_int4, folder / "onnx-int4")
    made = Manifest(
        id="tiny", name="Tiny", family="qwen3", architecture="Qwen3ForCausalLM", parameters=1,
        context_tokens=512, vocabulary=512, end_tokens=(1,), rendering="own",
        formats=("safetensors", "onnx-int4"), parity=Parity(passed=True),
        source_digest="0" * 64, created_at="2026-01-01T00:00:00Z",
        files=manifest.record_files(folder),
    )  # fmt: skip
    made.write(folder)
    return InstalledModel(folder, made)


def test_a_whole_model_writes(installed: InstalledModel) -> None:
    supervisor = Supervisor()
    supervisor.load(from_shelf(installed))
    assert told(supervisor.generate(REQUEST))[0]
    supervisor.unload()


@pytest.mark.parametrize("file", ["onnx-int4/model.onnx", "source/tokenizer.json"])
@pytest.mark.parametrize("damage", ["flipped", "missing"])
def test_a_damaged_model_is_refused(installed: InstalledModel, file: str, damage: str) -> None:
    path = installed.folder / file
    if damage == "missing":
        path.unlink()
    else:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    supervisor = Supervisor()
    supervisor.load(from_shelf(installed))
    _, ended = told(supervisor.generate(REQUEST))
    assert (ended.reason, ended.code) == ("failed", ModelFilesDamagedError.code)
    supervisor.unload()
