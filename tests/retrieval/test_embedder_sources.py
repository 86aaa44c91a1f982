"""A folder that cannot become a model is refused with a code, a reason and a remedy."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

from retrieval.embedder_errors import ModelSourceError
from retrieval.embedder_export.prepare import prepare
from tests.retrieval.tiny_models import write_model


def _without_weights(source: Path) -> None:
    (source / "model.safetensors").unlink()


def _pickled(source: Path) -> None:
    (source / "model.safetensors").rename(source / "pytorch_model.bin")


def _damaged_weights(source: Path) -> None:
    (source / "model.safetensors").write_bytes(b"\x10\x00\x00\x00\x00\x00\x00\x00{not json")


def _without_tokenizer(source: Path) -> None:
    (source / "tokenizer.json").unlink()


def _large_tokenizer(source: Path) -> None:
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.add_tokens([f"word{at}" for at in range(40)])
    tokenizer.save(str(source / "tokenizer.json"))


def _broken_tokenizer(source: Path) -> None:
    (source / "tokenizer.json").write_text("{}")


def _change(source: Path, name: str, **changes: object) -> None:
    path = source / name
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def _other_architecture(source: Path) -> None:
    _change(source, "config.json", model_type="gpt2")


def _remote_code(source: Path) -> None:
    _change(source, "config.json", model_type="new", auto_map={"AutoModel": "modeling.New"})
    (source / "modeling.py").write_text("raise SystemExit('executed')")


def _odd_heads(source: Path) -> None:
    _change(source, "config.json", num_attention_heads=5)


def _another_size(source: Path) -> None:
    _change(source, "config.json", hidden_size=48)


def _relative_positions(source: Path) -> None:
    _change(source, "config.json", position_embedding_type="relative_key")


def _no_config(source: Path) -> None:
    (source / "config.json").unlink()


def _config_not_json(source: Path) -> None:
    (source / "config.json").write_bytes(b"\xff\xfe{")


def _last_token(source: Path) -> None:
    _change(source, "1_Pooling/config.json", pooling_mode="lasttoken")


def _outside(source: Path) -> None:
    modules = json.loads((source / "modules.json").read_text())
    modules[1]["path"] = "../elsewhere"
    (source / "modules.json").write_text(json.dumps(modules))


def _unknown_module(source: Path) -> None:
    modules = json.loads((source / "modules.json").read_text())
    modules[1]["type"] = "sentence_transformers.models.LSTM"
    (source / "modules.json").write_text(json.dumps(modules))


def _nan(source: Path) -> None:
    tensors = load_file(source / "model.safetensors")
    tensors["embeddings.LayerNorm.bias"][3] = np.nan
    save_file(tensors, source / "model.safetensors")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_without_weights, "model.no-safetensors"),
        (_pickled, "model.pickle-only"),
        (_damaged_weights, "model.tensors"),
        (_nan, "model.tensors"),
        (_another_size, "model.tensors"),
        (_without_tokenizer, "model.tokenizer"),
        (_large_tokenizer, "model.tokenizer"),
        (_broken_tokenizer, "model.tokenizer"),
        (_other_architecture, "model.architecture"),
        (_remote_code, "model.architecture"),
        (_odd_heads, "model.architecture"),
        (_relative_positions, "model.architecture"),
        (_unknown_module, "model.architecture"),
        (_no_config, "model.config"),
        (_config_not_json, "model.config"),
        (_outside, "model.config"),
        (_last_token, "model.pooling"),
    ],
)
def test_a_folder_that_cannot_be_used_says_why_and_what_to_do(
    tmp_path: Path, spoil: object, code: str
) -> None:
    source = write_model(tmp_path / "source")
    assert callable(spoil)
    spoil(source)
    target = tmp_path / "models" / "tiny"
    with pytest.raises(ModelSourceError) as caught:
        list(prepare(source, target))
    assert caught.value.code == code
    assert caught.value.expected
    assert caught.value.found
    assert caught.value.remedy
    assert not target.exists()


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelSourceError, match=r"model\.missing"):
        list(prepare(tmp_path / "nowhere", tmp_path / "target"))
