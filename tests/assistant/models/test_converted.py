"""A model converted elsewhere is added unchanged, if its files match its manifest."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import onnx
import pytest

from assistant.errors import CodedError
from assistant.models import manifest as manifests
from assistant.models.shelf import InstalledModel, Shelf
from tests import tiny_models
from tests.assistant.models.bringing import brought, left_over


@pytest.fixture
def folder(tmp_path: Path, converted: InstalledModel) -> Path:
    """A copy of a converted model's folder, as if brought to another machine."""
    return Path(shutil.copytree(converted.folder, tmp_path / "carried"))


def signed_again(folder: Path, **changes: Any) -> None:
    """Update the manifest to the current files, as somebody who manipulated them would."""
    manifest = manifests.read(folder)
    files = manifests.record_files(folder)
    manifest.model_copy(update={"files": files, **changes}).write(folder)


def refused(shelf: Shelf, folder: Path) -> str:
    with pytest.raises(CodedError) as error:
        brought(shelf, folder)
    assert error.value.remedy
    assert shelf.listed() == []
    assert left_over(shelf) == []
    return error.value.code


def test_it_is_taken_and_says_so(shelf: Shelf, folder: Path, converted: InstalledModel) -> None:
    model = brought(shelf, folder)
    assert model.id == converted.id
    assert model.manifest.converted == "elsewhere"
    assert "shelf.converted-elsewhere" in model.manifest.notes
    assert model.manifest.parity == converted.manifest.parity
    shelf.use(model.id)
    model.verify()


def test_without_its_safetensors_and_fp32_it_is_taken_too(shelf: Shelf, folder: Path) -> None:
    (folder / "source" / "model.safetensors").unlink()
    shutil.rmtree(folder / "onnx-fp32")
    signed_again(folder, formats=("onnx-int4",))
    model = brought(shelf, folder)
    assert model.weights is None
    assert model.onnx("fp32") is None
    assert model.onnx("int4") is not None


def test_a_flipped_bit_on_the_way_is_found(shelf: Shelf, folder: Path) -> None:
    path = folder / "onnx-int4" / "model.onnx"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)
    assert refused(shelf, folder) == "shelf.files-damaged"


def test_a_file_that_stayed_behind_is_missed(shelf: Shelf, folder: Path) -> None:
    (folder / "onnx-int4" / "model.onnx").unlink()
    assert refused(shelf, folder).startswith("shelf.")


def test_figures_that_are_not_its_own_are_found(
    shelf: Shelf, folder: Path, converted: InstalledModel
) -> None:
    parity = converted.manifest.parity
    claimed = parity.model_copy(update={"perplexity_int4": (parity.perplexity_int4 or 0) / 2})
    signed_again(folder, parity=claimed)
    assert refused(shelf, folder) == "shelf.manifest-wrong"


def test_another_models_tokenizer_is_found(shelf: Shelf, folder: Path, tmp_path: Path) -> None:
    other = tiny_models.build(tmp_path / "other")
    shutil.copy(other / "tokenizer.json", folder / "source" / "tokenizer.json")
    signed_again(folder)
    assert refused(shelf, folder) == "shelf.tokenizer"


def test_a_graph_of_another_model_is_found(shelf: Shelf, folder: Path, tmp_path: Path) -> None:
    other = brought(
        Shelf(tmp_path / "other"), tiny_models.build(tmp_path / "seed", own=True, seed=9)
    )
    for name in ("onnx-int4", "onnx-fp32"):
        shutil.rmtree(folder / name)
        shutil.copytree(other.folder / name, folder / name)
    signed_again(folder)
    assert refused(shelf, folder) == "shelf.manifest-wrong"


def session(options: dict[str, object]) -> Callable[[dict[str, Any]], object]:
    return lambda config: config["model"]["decoder"]["session_options"].update(options)


@pytest.mark.parametrize(
    "change",
    [
        session({"custom_ops_library": "evil.so"}),
        session({"provider_options": [{"cuda": {}}]}),
        lambda config: config["model"]["decoder"].update(filename="../../evil.onnx"),
        lambda config: config["model"].update(vision={"filename": "evil.onnx"}),
        lambda config: config["model"].update(decoder="evil"),
        lambda config: config.update(engine={}),
    ],
)
def test_a_runtime_configuration_that_asks_for_more_is_refused(
    shelf: Shelf, folder: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    path = folder / "onnx-int4" / "genai_config.json"
    config = json.loads(path.read_text())
    change(config)
    path.write_text(json.dumps(config))
    signed_again(folder)
    assert refused(shelf, folder) == "shelf.runtime-config"


def changed_graph(folder: Path, change: Callable[[onnx.ModelProto], object]) -> None:
    path = folder / "onnx-int4" / "model.onnx"
    model = onnx.load(str(path))
    change(model)
    path.write_bytes(model.SerializeToString())
    signed_again(folder)


def _evil_operator(model: onnx.ModelProto) -> None:
    model.graph.node[0].domain = "evil"


def _data_elsewhere(model: onnx.ModelProto) -> None:
    tensor = model.graph.initializer[0]
    tensor.ClearField("raw_data")
    tensor.data_location = onnx.TensorProto.EXTERNAL
    entry = tensor.external_data.add()
    entry.key, entry.value = "location", "../../../../etc/passwd"


@pytest.mark.parametrize("change", [_evil_operator, _data_elsewhere])
def test_a_graph_that_reaches_out_is_refused(
    shelf: Shelf, folder: Path, change: Callable[[onnx.ModelProto], None]
) -> None:
    changed_graph(folder, change)
    assert refused(shelf, folder) == "shelf.graph"


def test_a_graph_that_is_none_is_refused(shelf: Shelf, folder: Path) -> None:
    (folder / "onnx-int4" / "model.onnx").write_bytes(b"\x80\x04\x95" * 100)
    signed_again(folder)
    assert refused(shelf, folder) == "shelf.graph"


@pytest.mark.parametrize("name", ["onnx-int4/evil.so", "source/evil.bin", "else/model.onnx"])
def test_other_files_in_the_manifest_are_refused(shelf: Shelf, folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"evil")
    signed_again(folder)
    assert refused(shelf, folder) in {"shelf.folder", "shelf.pickle"}


@pytest.mark.skipif(os.name != "posix", reason="needs links")
def test_a_folder_that_is_a_link_is_refused(shelf: Shelf, folder: Path, tmp_path: Path) -> None:
    (folder / "onnx-int4").rename(tmp_path / "moved")
    (folder / "onnx-int4").symlink_to(tmp_path / "moved")
    assert refused(shelf, folder) == "shelf.folder"


def test_an_adapter_cannot_be_merged_into_a_graph(shelf: Shelf, folder: Path) -> None:
    with pytest.raises(CodedError) as error:
        brought(shelf, folder, adapter=folder)
    assert error.value.code == "shelf.adapter-converted"
