"""Our own ONNX graph gives the results of torch, and its int4 weights are as close as possible."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnxruntime_genai as genai
import pytest
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from assistant.models.convert import int4, own_graph
from assistant.models.convert.dimensions import Dimensions
from assistant.models.errors import ModelRefusedError
from tests import tiny_models

IDS = (np.arange(20, 150) * 7 % 500).astype(np.int32)


def logits_of(folder: Path, *, piece: int) -> NDArray[np.float32]:
    """The graph's logits at all positions, when it is fed `piece` tokens at a time."""
    model = genai.Model(str(folder))
    parameters = genai.GeneratorParams(model)
    parameters.set_search_options(max_length=len(IDS) + 1, do_sample=False)
    generator = genai.Generator(model, parameters)
    parts = []
    for begin in range(0, len(IDS), piece):
        generator.append_tokens(IDS[begin : begin + piece])
        parts.append(np.array(generator.get_output("logits"), np.float32)[0])
    return np.concatenate(parts)


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory, own_source: Path) -> Path:
    folder = tmp_path_factory.mktemp("graphs")
    for precision in ("fp32", "int4"):
        list(own_graph.write(own_source, folder / precision, precision))
    return folder


def test_the_same_whether_read_at_once_or_in_pieces(graphs: Path) -> None:
    whole = logits_of(graphs / "fp32", piece=len(IDS))
    for piece in (1, 7, 64):
        assert np.abs(logits_of(graphs / "fp32", piece=piece) - whole).max() < 1e-4


@pytest.mark.torch
def test_fp32_says_what_torch_says(graphs: Path, own_source: Path) -> None:
    import torch
    from transformers import AutoModelForCausalLM

    model = AutoModelForCausalLM.from_pretrained(own_source, dtype=torch.float32)
    with torch.inference_mode():
        original = model(torch.from_numpy(IDS.astype(np.int64))[None]).logits[0].numpy()
    assert np.abs(logits_of(graphs / "fp32", piece=64) - original).max() < 1e-3


def test_four_bits_are_the_very_numbers_that_were_rounded(
    tmp_path: Path, own_source: Path, graphs: Path
) -> None:
    """fp32 with the rounded weights and int4 agree, except that int4 rounds inputs to 8 bits."""
    rounded = tmp_path / "rounded"
    rounded.mkdir()
    weights = load_file(own_source / "model.safetensors")
    for name, tensor in weights.items():
        if tensor.ndim == 2:
            weights[name] = int4.restore(*int4.quantise(tensor), tensor.shape[1])
    save_file(weights, rounded / "model.safetensors")
    (rounded / "config.json").write_bytes((own_source / "config.json").read_bytes())
    list(own_graph.write(rounded, tmp_path / "fp32", "fp32"))
    expected = logits_of(tmp_path / "fp32", piece=64)
    found = logits_of(graphs / "int4", piece=64)
    assert np.corrcoef(expected.ravel(), found.ravel())[0, 1] > 0.999


def test_half_precision_shards_and_newer_names_give_the_same_graph(
    tmp_path: Path, own_source: Path
) -> None:
    weights = {
        name: tensor.astype(np.float16)
        for name, tensor in load_file(own_source / "model.safetensors").items()
    }
    config = json.loads((own_source / "config.json").read_text())
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
    (one / "config.json").write_text(json.dumps(config))
    save_file(weights, one / "model.safetensors")
    theta = config.pop("rope_theta")
    config["rope_parameters"] = {"rope_theta": theta, "rope_type": "default"}
    (two / "config.json").write_text(json.dumps(config))
    names = sorted(weights)
    index = {name: f"model-{at % 2}.safetensors" for at, name in enumerate(names)}
    for file in set(index.values()):
        save_file({n: weights[n] for n in names if index[n] == file}, two / file)
    (two / "model.safetensors.index.json").write_text(json.dumps({"weight_map": index}))
    for folder in (one, two):
        list(own_graph.write(folder, folder / "graph", "int4"))
    first, second = (folder / "graph" / "model.onnx" for folder in (one, two))
    assert first.read_bytes() == second.read_bytes()


def test_untied_tables_are_both_written(tmp_path: Path, own_source: Path) -> None:
    weights = load_file(own_source / "model.safetensors")
    config = json.loads((own_source / "config.json").read_text())
    (tmp_path / "config.json").write_text(json.dumps(config | {"tie_word_embeddings": False}))
    weights["lm_head.weight"] = weights["model.embed_tokens.weight"][::-1].copy()
    save_file(weights, tmp_path / "model.safetensors")
    list(own_graph.write(own_source, tmp_path / "tied", "fp32"))
    list(own_graph.write(tmp_path, tmp_path / "untied", "fp32"))
    tied, untied = (logits_of(tmp_path / name, piece=64) for name in ("tied", "untied"))
    assert np.abs(untied - tied[:, ::-1]).max() < 1e-4


@pytest.mark.parametrize(
    "change",
    [
        {"rope_scaling": {"rope_type": "yarn", "factor": 4.0}},
        {"attention_bias": True},
        {"use_sliding_window": True},
        {"hidden_act": "gelu"},
    ],
)
def test_a_variant_that_the_graph_does_not_do_is_refused(
    tmp_path: Path, own_source: Path, change: dict[str, object]
) -> None:
    config = json.loads((own_source / "config.json").read_text())
    (tmp_path / "config.json").write_text(json.dumps(config | change))
    with pytest.raises(ModelRefusedError):
        Dimensions.of(tmp_path)


def test_rounding_is_no_worse_than_the_usual_way() -> None:
    """Compared with round-to-nearest scaled by a block's largest value, on normal weights."""
    weights = np.random.default_rng(3).standard_normal((64, 256)).astype(np.float32)
    blocks = weights.reshape(64, -1, int4.BLOCK)
    at = np.abs(blocks).argmax(axis=-1, keepdims=True)
    scale = np.take_along_axis(blocks, at, axis=-1) / -8
    plain = ((np.clip(np.rint(blocks / scale) + 8, 0, 15) - 8) * scale).reshape(64, 256)
    best = int4.restore(*int4.quantise(weights), 256)
    assert np.square(best - weights).sum() < np.square(plain - weights).sum()


def test_rounding_keeps_zeros_and_widths_that_are_no_whole_blocks() -> None:
    weights = np.zeros((3, 40), np.float32)
    weights[1, 39] = -2.5
    codes, scales = int4.quantise(weights)
    assert codes.shape == (3, 2, 16)
    assert scales.shape == (3, 2)
    assert np.array_equal(int4.restore(codes, scales, 40), weights)


def test_the_width_of_a_larger_model_works_too(tmp_path: Path) -> None:
    source = tiny_models.build(tmp_path / "wide", own=True, hidden=96, layers=3)
    list(own_graph.write(source, tmp_path / "int4", "int4"))
    assert np.isfinite(logits_of(tmp_path / "int4", piece=64)).all()
