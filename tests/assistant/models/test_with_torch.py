"""Conversion of third-party models, and of adapters, with torch and onnxruntime-genai's builder."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from assistant.models.manifest import verify
from assistant.models.shelf import InstalledModel, Shelf
from assistant.models.worker.onnx_generator import OnnxRuntime
from tests import tiny_models
from tests.assistant.models.bringing import brought

pytestmark = pytest.mark.torch
_ALWAYS = ("phi3", "gemma3_text")
"""Families with an unusual layout of weights or positions."""


def proven(model: InstalledModel) -> None:
    parity = model.manifest.parity
    assert parity.reference == "torch"
    assert parity.agreement is not None
    assert parity.agreement >= 0.999
    assert parity.positions > 1000
    assert parity.passed
    verify(model.folder, model.manifest)


def test_an_adapter_is_merged_before_the_base_is_converted(shelf: Shelf, tmp_path: Path) -> None:
    base = tiny_models.build(tmp_path / "base")
    adapter = tiny_models.build_adapter(tmp_path / "shop", base)
    model = brought(shelf, base, adapter=adapter, torch=None)
    proven(model)
    assert model.manifest.adapter == "shop"
    assert not (model.folder / "adapter").exists()
    before = load_file(base / "model.safetensors")
    after = load_file(model.source / "model.safetensors")
    assert before.keys() == after.keys()
    name = "model.layers.0.self_attn.o_proj.weight"
    delta = load_file(adapter / "adapter_model.safetensors")
    prefix = "base_model.model.model.layers.0.self_attn.o_proj"
    expected = 4 * delta[f"{prefix}.lora_B.weight"] @ delta[f"{prefix}.lora_A.weight"]
    assert np.allclose(after[name] - before[name], expected, atol=1e-5)
    same = [key for key in before if key != name and "o_proj" not in key]
    assert all(np.array_equal(before[key], after[key]) for key in same)


def test_one_of_our_own_is_compared_with_torch_where_it_is(shelf: Shelf, own_source: Path) -> None:
    proven(brought(shelf, own_source, torch=None))


@pytest.mark.parametrize(
    "family",
    [
        pytest.param(family, marks=() if family in _ALWAYS else pytest.mark.soak)
        for family in tiny_models.FAMILIES
    ],
)
def test_every_family_is_converted(shelf: Shelf, tmp_path: Path, family: str) -> None:
    model = brought(shelf, tiny_models.build(tmp_path / family, family=family), torch=None)
    proven(model)
    assert model.manifest.rendering == "chat"


@pytest.mark.parametrize("window", [400, 4096])
def test_a_window_may_be_longer_than_texts_and_than_what_is_read(
    shelf: Shelf, tmp_path: Path, window: int
) -> None:
    """The sliding window is 512 tokens in Gemma 3, and 4,096 in Gemma 2."""
    folder = tiny_models.build(tmp_path / "wide", family="gemma3_text")
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"sliding_window": window}))
    model = brought(shelf, folder, torch=None)
    proven(model)
    graph = model.onnx("int4")
    assert graph is not None
    runtime = OnnxRuntime(graph, backend="onnx-int4", window=128, threads=1)
    assert np.isfinite(runtime.feed([5, 6, 7])).all()
