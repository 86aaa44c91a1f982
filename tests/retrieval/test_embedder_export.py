"""A source folder becomes a graph that gives the same vectors as the model's own arithmetic."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

from retrieval.embedder import Embedder
from retrieval.embedder_export.encoder import relative_buckets
from retrieval.embedder_export.prepare import prepare
from retrieval.embedder_manifest import Precision, read_manifest
from tests.retrieval.tiny_models import HEADS, HIDDEN, LAYERS, SENTENCES, Tensors, write_model

Array = NDArray[np.float64]
_erf = np.vectorize(math.erf)


def prepared(source: Path, precision: Precision = "fp32") -> Embedder:
    target = source.parent / f"{source.name}-{precision}"
    for _ in prepare(source, target, precision=precision):
        pass
    return Embedder(target, threads=1)


def layer_norm(x: Array, tensors: Tensors, name: str, epsilon: float) -> Array:
    centred = x - x.mean(-1, keepdims=True)
    scaled = centred / np.sqrt(x.var(-1, keepdims=True) + epsilon)
    return scaled * tensors[f"{name}.weight"] + tensors[f"{name}.bias"]


def linear(x: Array, tensors: Tensors, name: str) -> Array:
    return x @ tensors[f"{name}.weight"].T.astype(np.float64) + tensors[f"{name}.bias"]


def reference_states(tensors: Tensors, ids: list[int], kind: str) -> Array:
    """BERT's and XLM-R's forward pass in plain NumPy, one text without padding."""
    epsilon, first = (1e-12, 0) if kind == "bert" else (1e-5, 2)
    places = np.arange(first, first + len(ids))
    x: Array = (
        tensors["embeddings.word_embeddings.weight"][ids].astype(np.float64)
        + tensors["embeddings.position_embeddings.weight"][places]
        + tensors["embeddings.token_type_embeddings.weight"][0]
    )
    x = layer_norm(x, tensors, "embeddings.LayerNorm", epsilon)
    for index in range(LAYERS):
        name = f"encoder.layer.{index}."
        query, key, value = (
            linear(x, tensors, f"{name}attention.self.{part}")
            .reshape(len(ids), HEADS, -1)
            .transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 2, 1) / math.sqrt(HIDDEN // HEADS)
        weights = np.exp(scores - scores.max(-1, keepdims=True))
        weights /= weights.sum(-1, keepdims=True)
        context = (weights @ value).transpose(1, 0, 2).reshape(len(ids), HIDDEN)
        attended = linear(context, tensors, f"{name}attention.output.dense")
        x = layer_norm(x + attended, tensors, f"{name}attention.output.LayerNorm", epsilon)
        risen = linear(x, tensors, f"{name}intermediate.dense")
        active = risen * 0.5 * (1 + _erf(risen / math.sqrt(2)))
        fallen = linear(active, tensors, f"{name}output.dense")
        x = layer_norm(x + fallen, tensors, f"{name}output.LayerNorm", epsilon)
    return x


def reference(folder: Path, kind: str, pooling: str, texts: list[str]) -> Array:
    tensors = load_file(folder / "model.safetensors")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(24)
    pooled = []
    for text in texts:
        states = reference_states(tensors, tokenizer.encode(text).ids, kind)
        if pooling == "cls":
            pooled.append(states[0])
        elif pooling == "max":
            pooled.append(states.max(0))
        else:
            pooled.append(states.mean(0))
    vectors = np.stack(pooled)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.mark.parametrize("kind", ["bert", "xlm-roberta"])
@pytest.mark.parametrize("pooling", ["mean", "cls", "max"])
def test_the_graph_computes_what_the_model_defines(tmp_path: Path, kind: str, pooling: str) -> None:
    source = write_model(tmp_path / "source", kind, pooling=pooling)
    vectors = prepared(source).encode(SENTENCES, role="passage")
    truth = reference(source, kind, pooling, SENTENCES)
    assert (vectors * truth).sum(axis=1).min() > 0.999999
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


@pytest.mark.torch
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("kind", "pooling", "dense"),
    [
        ("bert", "mean", 0),
        ("bert", "mean_sqrt_len", 12),
        ("xlm-roberta", "cls", 0),
        ("xlm-roberta", "max", 8),
    ],
)
def test_the_graph_agrees_with_sentence_transformers(
    tmp_path: Path, kind: str, pooling: str, dense: int
) -> None:
    library = pytest.importorskip("sentence_transformers")
    source = write_model(tmp_path / "source", kind, pooling=pooling, dense=dense)
    truth = library.SentenceTransformer(str(source), device="cpu").encode(
        SENTENCES, normalize_embeddings=True
    )
    vectors = prepared(source).encode(SENTENCES, role="passage")
    assert vectors.shape == truth.shape
    assert (vectors * truth).sum(axis=1).min() > 0.99999


@pytest.mark.torch
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", ["distilbert", "mpnet"])
def test_families_named_differently_agree_with_transformers(tmp_path: Path, kind: str) -> None:
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    source = write_model(tmp_path / "source")
    size = json.loads((source / "config.json").read_text())["vocab_size"]
    torch.manual_seed(3)
    if kind == "distilbert":
        config = transformers.DistilBertConfig(
            vocab_size=size, dim=32, n_heads=4, n_layers=2, hidden_dim=64, initializer_range=0.3
        )
    else:
        config = transformers.MPNetConfig(
            vocab_size=size, hidden_size=32, num_attention_heads=4, num_hidden_layers=2,
            intermediate_size=64, initializer_range=0.3, max_position_embeddings=200,
        )  # fmt: skip
    model = transformers.AutoModel.from_config(config).eval()
    model.save_pretrained(source)
    embedder = prepared(source)
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    for text in SENTENCES:
        ids = torch.tensor([tokenizer.encode(text).ids[:24]])
        with torch.no_grad():
            states = model(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state
        truth = torch.nn.functional.normalize(states.mean(1), dim=1)[0].numpy()
        assert float(embedder.encode([text], role="query")[0] @ truth) > 0.99999


def test_distances_fall_into_the_buckets_of_t5() -> None:
    # From the paper's scheme for 32 buckets: exact below 8, then logarithmic up to 128.
    distances = np.array([[0, -1, 7, -7, 8, 200, -200]])
    assert relative_buckets(distances, 32).tolist() == [[0, 1, 23, 7, 24, 31, 15]]


@pytest.mark.parametrize("number", ["float16", "float64"])
def test_weights_of_other_floats_are_read(tmp_path: Path, number: str) -> None:
    source = write_model(tmp_path / "source")
    exact = prepared(source).encode(SENTENCES, role="passage")
    tensors = load_file(source / "model.safetensors")
    save_file({k: v.astype(number) for k, v in tensors.items()}, source / "model.safetensors")
    assert (exact * prepared(source).encode(SENTENCES, role="passage")).sum(1).min() > 0.9999


@pytest.mark.torch
def test_bfloat16_and_shards_are_read(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    from safetensors.torch import save_file as save_torch

    source = write_model(tmp_path / "source")
    exact = prepared(source).encode(SENTENCES, role="passage")
    tensors = load_file(source / "model.safetensors")
    (source / "model.safetensors").unlink()
    where = {}
    for at, (name, values) in enumerate(tensors.items()):
        shard = f"model-{at % 2 + 1:05}-of-00002.safetensors"
        where.setdefault(shard, {})[name] = torch.from_numpy(values).to(torch.bfloat16)
    for shard, part in where.items():
        save_torch(part, source / shard)
    index = {"weight_map": {name: shard for shard, part in where.items() for name in part}}
    (source / "model.safetensors.index.json").write_text(json.dumps(index))
    assert (exact * prepared(source).encode(SENTENCES, role="passage")).sum(1).min() > 0.999


def test_names_with_the_encoders_prefix_are_found(tmp_path: Path) -> None:
    source = write_model(tmp_path / "source")
    exact = prepared(source).encode(SENTENCES, role="passage")
    tensors = load_file(source / "model.safetensors")
    save_file({f"bert.{k}": v for k, v in tensors.items()}, source / "model.safetensors")
    assert np.array_equal(exact, prepared(source).encode(SENTENCES, role="passage"))


def test_eight_bits_are_kept_only_where_faithful(tmp_path: Path) -> None:
    source = write_model(tmp_path / "source")
    exact = prepared(source).encode(SENTENCES, role="passage")
    small = prepared(source, "int8")
    cosines = (exact * small.encode(SENTENCES, role="passage")).sum(axis=1)
    manifest = small.manifest
    assert manifest.fidelity >= 0.985
    assert cosines.mean() > 0.98
    assert manifest.graph in manifest.files


def test_preparing_again_replaces_and_closing_early_leaves_nothing(tmp_path: Path) -> None:
    source = write_model(tmp_path / "source")
    target = tmp_path / "models" / "tiny"
    steps = list(prepare(source, target))
    assert steps[-1].share == 1.0
    first = read_manifest(target)
    job = prepare(source, target, precision="fp32")
    for step in job:
        if step.stage == "write":
            break
    job.close()
    assert read_manifest(target) == first
    assert [entry.name for entry in target.parent.iterdir()] == ["tiny"]
    assert len(list(prepare(source, target, precision="fp32"))) > 2
    assert read_manifest(target).precision == "fp32"
    assert [entry.name for entry in target.parent.iterdir()] == ["tiny"]
