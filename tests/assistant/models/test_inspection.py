"""Inspection of model folders: all families pass, and every manipulation has its error code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from assistant.models.adapters import inspect_adapter
from assistant.models.errors import ModelRefusedError
from assistant.models.inspection import inspect
from tests import tiny_models

Change = Callable[[dict[str, Any]], object]


def changed(path: Path, change: Change) -> None:
    table = json.loads(path.read_text("utf-8"))
    change(table)
    path.write_text(json.dumps(table), encoding="utf-8")


def refused(folder: Path) -> str:
    with pytest.raises(ModelRefusedError) as error:
        inspect(folder)
    assert error.value.remedy
    return error.value.code


@pytest.mark.parametrize("family", tiny_models.FAMILIES)
def test_every_family_is_known(tmp_path: Path, family: str) -> None:
    found = inspect(tiny_models.build(tmp_path, family=family))
    weights = load_file(tmp_path / "model.safetensors")
    assert found.parameters == sum(tensor.size for tensor in weights.values())
    assert found.context_tokens == tiny_models.CONTEXT
    assert found.vocabulary == tiny_models.VOCABULARY
    assert (found.rendering, found.licence, found.licence_files, found.notes) == (
        "chat", "apache-2.0", ("LICENSE",), (),
    )  # fmt: skip


def test_our_own_models_say_so(own_source: Path) -> None:
    found = inspect(own_source)
    assert (found.rendering, found.rendering_version, found.languages) == ("own", 1, ("en",))
    assert found.end_tokens == (1,)


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("config.json", lambda c: c.update(auto_map={"AutoModel": "evil.Evil"}), "remote-code"),
        ("config.json", lambda c: c.update(trust_remote_code=True), "remote-code"),
        ("tokenizer_config.json", lambda c: c.update(auto_map={"T": ["e", None]}), "remote-code"),
        ("config.json", lambda c: c.update(architectures=["EvilForCausalLM"]), "architecture"),
        ("config.json", lambda c: c.update(architectures="Qwen3ForCausalLM"), "architecture"),
        ("config.json", lambda c: c.update(quantization_config={"bits": 4}), "quantised"),
        ("config.json", lambda c: c.update(hidden_size=-64), "config"),
        ("config.json", lambda c: c.update(num_hidden_layers=10**9), "config"),
        ("config.json", lambda c: c.update(vocab_size=True), "config"),
        ("config.json", lambda c: c.pop("max_position_embeddings"), "config"),
        ("config.json", lambda c: c.update(eos_token_id=4096), "config"),
        ("config.json", lambda c: c.update(num_hidden_layers=3), "weights-missing"),
        ("config.json", lambda c: c.update(num_hidden_layers=1), "weights-shape"),
        ("config.json", lambda c: c.update(hidden_size=96), "weights-shape"),
        ("config.json", lambda c: c.update(tie_word_embeddings=False), "weights-missing"),
        ("tokenizer_config.json", lambda c: c.update(eos_token="</s>"), "tokenizer"),
    ],
)
def test_a_wrong_configuration_has_its_code(
    tmp_path: Path, name: str, change: Change, code: str
) -> None:
    folder = tiny_models.build(tmp_path)
    changed(folder / name, change)
    assert refused(folder) == f"shelf.{code}"


@pytest.mark.parametrize(
    "scaled",
    [
        {"rope_scaling": {"rope_type": "linear", "factor": 8.0}},
        {"rope_scaling": {"type": "linear", "factor": 8.0}},
        {"rope_parameters": {"full_attention": {"rope_type": "linear", "factor": 8.0},
                             "sliding_attention": {"rope_type": "default"}}},
    ],
)  # fmt: skip
def test_positions_that_would_be_converted_wrongly(
    tmp_path: Path, scaled: dict[str, object]
) -> None:
    folder = tiny_models.build(tmp_path / "gemma", family="gemma3_text")
    changed(folder / "config.json", lambda c: c.update(rope_scaling=None))
    inspect(folder)
    changed(folder / "config.json", lambda c: c.update(scaled))
    assert refused(folder) == "shelf.positions"
    other = tiny_models.build(tmp_path / "llama", family="llama")
    changed(other / "config.json", lambda c: c.update(scaled))
    inspect(other)


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "tokenizer_config.json"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = tiny_models.build(tmp_path)
    (folder / name).unlink()
    with pytest.raises(ModelRefusedError, match=name) as error:
        inspect(folder)
    assert error.value.code == "shelf.file-missing"


@pytest.mark.parametrize("content", ["{", "[]", "[" * 100_000, "\\ud800"])
def test_a_configuration_that_is_none(tmp_path: Path, content: str) -> None:
    folder = tiny_models.build(tmp_path)
    (folder / "config.json").write_text(content)
    assert refused(folder) == "shelf.file-unreadable"


def test_the_tokenizer_of_another_model_is_refused(tmp_path: Path, own_source: Path) -> None:
    folder = tiny_models.build(tmp_path)
    tokenizer = json.loads((folder / "tokenizer.json").read_text("utf-8"))
    vocabulary = tokenizer["model"]["vocab"]
    last = sorted(vocabulary, key=vocabulary.__getitem__)[-120:]
    for piece in last:
        del vocabulary[piece]
    tokenizer["model"]["merges"] = [
        pair for pair in tokenizer["model"]["merges"] if "".join(pair) in vocabulary
    ]
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer), encoding="utf-8")
    assert refused(folder) == "shelf.tokenizer"
    (folder / "tokenizer.json").write_text("not a tokenizer")
    assert refused(folder) == "shelf.tokenizer"
    # another tokenizer of the same size, which lacks the end token
    (folder / "tokenizer.json").write_bytes((own_source / "tokenizer.json").read_bytes())
    assert refused(folder) == "shelf.tokenizer"


def test_our_own_markers_must_come_first(tmp_path: Path, own_source: Path) -> None:
    folder = tiny_models.build(tmp_path)
    (folder / "replydesk.json").write_bytes((own_source / "replydesk.json").read_bytes())
    assert refused(folder) == "shelf.tokenizer"
    (folder / "replydesk.json").write_text('{"rendering": 999}')
    assert refused(folder) == "shelf.rendering"


def test_a_licence_that_nobody_names_is_told(tmp_path: Path) -> None:
    folder = tiny_models.build(tmp_path)
    (folder / "README.md").unlink()
    assert inspect(folder).licence == "Apache License 2.0"
    (folder / "LICENSE").unlink()
    found = inspect(folder)
    assert (found.licence, found.notes) == ("", ("shelf.licence-unknown",))


def test_shards_are_read_by_their_index_and_never_elsewhere(tmp_path: Path) -> None:
    folder = tiny_models.build(tmp_path)
    weights = load_file(folder / "model.safetensors")
    (folder / "model.safetensors").unlink()
    names = sorted(weights)
    parts = {"model-00001-of-00002.safetensors": names[::2],
             "model-00002-of-00002.safetensors": names[1::2]}  # fmt: skip
    for file, part in parts.items():
        save_file({name: weights[name] for name in part}, folder / file)
    index = {name: file for file, part in parts.items() for name in part}
    where = folder / "model.safetensors.index.json"
    where.write_text(json.dumps({"weight_map": index}))
    assert inspect(folder).parameters == sum(tensor.size for tensor in weights.values())
    where.write_text(json.dumps({"weight_map": index | {names[0]: "../../etc/passwd"}}))
    assert refused(folder) == "shelf.weights-missing"
    where.write_text(json.dumps({"weight_map": index}))
    (folder / "model-00002-of-00002.safetensors").unlink()
    assert refused(folder) == "shelf.weights-missing"


def header(entries: dict[str, Any], data: bytes = b"") -> bytes:
    told = json.dumps(entries).encode()
    return len(told).to_bytes(8, "little") + told + data


def tensor(dtype: str, shape: list[int], begin: int, end: int) -> dict[str, Any]:
    return {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "weights-damaged"),
        (b"\x80\x04\x95" + bytes(40), "weights-damaged"),
        ((2**62).to_bytes(8, "little"), "weights-damaged"),
        (header({"a": tensor("F32", [2], 0, 4)}, bytes(4)), "weights-damaged"),
        (header({"a": tensor("F32", [1], 4, 8)}, bytes(8)), "weights-damaged"),
        (header({"a": tensor("F32", [1], 0, 4)}, bytes(8)), "weights-damaged"),
        (
            header({"a": tensor("F32", [1], 0, 4), "b": tensor("F32", [1], 0, 4)}, bytes(4)),
            "weights-damaged",
        ),
        (header({"a": tensor("F32", [-1], 0, 4)}, bytes(4)), "weights-damaged"),
        (header({"a": {"dtype": "F32"}}), "weights-damaged"),
        (header({"a": tensor("I8", [4], 0, 4)}, bytes(4)), "quantised"),
        (header({"a": tensor("PICKLE", [4], 0, 4)}, bytes(4)), "weights-damaged"),
    ],
)
def test_weights_that_contradict_themselves(tmp_path: Path, content: bytes, code: str) -> None:
    folder = tiny_models.build(tmp_path)
    (folder / "model.safetensors").write_bytes(content)
    assert refused(folder) == f"shelf.{code}"


def test_a_file_cut_short_is_found(tmp_path: Path) -> None:
    folder = tiny_models.build(tmp_path)
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-1])
    assert refused(folder) == "shelf.weights-damaged"


def test_an_adapter_keeps_only_what_merging_needs(tmp_path: Path, own_source: Path) -> None:
    folder = tiny_models.build_adapter(tmp_path / "lora", own_source)
    changed(folder / "adapter_config.json", lambda c: c.update(runtime_config={"x": 1}))
    inspect_adapter(folder)
    kept = json.loads((folder / "adapter_config.json").read_text())
    assert kept["peft_type"] == "LORA"
    assert kept["base_model_name_or_path"] is None
    assert "runtime_config" not in kept


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda c: c.update(peft_type="IA3"), "adapter"),
        (lambda c: c.update(auto_mapping={"parent_library": "os"}), "adapter"),
        (lambda c: c.update(auto_map={"a": "b"}), "remote-code"),
    ],
)
def test_other_adapters_are_refused(
    tmp_path: Path, own_source: Path, change: Change, code: str
) -> None:
    folder = tiny_models.build_adapter(tmp_path / "lora", own_source)
    changed(folder / "adapter_config.json", change)
    with pytest.raises(ModelRefusedError) as error:
        inspect_adapter(folder)
    assert error.value.code == f"shelf.{code}"


def test_an_adapter_without_adapter_weights_is_none(tmp_path: Path, own_source: Path) -> None:
    folder = tiny_models.build_adapter(tmp_path / "lora", own_source)
    save_file({"other": np.zeros(4, np.float32)}, folder / "adapter_model.safetensors")
    with pytest.raises(ModelRefusedError) as error:
        inspect_adapter(folder)
    assert error.value.code == "shelf.adapter"
