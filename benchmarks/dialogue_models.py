"""Dialogue models for measurements: with random weights from a seed in a given size (useful for
speed only), or from a folder, converted or not.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from assistant.models import manifest as manifests
from assistant.models.backends import from_shelf
from assistant.models.generation import LocalModel
from assistant.models.installed import InstalledModel
from assistant.prompt import END, MARKERS, PADDING, RENDERING

SEED = 11


@dataclass(frozen=True, slots=True)
class Size:
    """The dimensions of a Qwen 3 model."""

    vocabulary: int
    hidden: int
    layers: int
    heads: int
    key_heads: int
    head_size: int
    inner: int
    context: int = 1024

    @property
    def parameters(self) -> int:
        heads = self.hidden * self.head_size * (2 * self.heads + 2 * self.key_heads)
        layer = heads + 3 * self.hidden * self.inner + 2 * self.hidden + 2 * self.head_size
        return self.vocabulary * self.hidden + self.layers * layer + self.hidden

    def config(self) -> dict[str, Any]:
        """The content of config.json."""
        return {
            "architectures": ["Qwen3ForCausalLM"], "model_type": "qwen3",
            "torch_dtype": "float16", "vocab_size": self.vocabulary,
            "hidden_size": self.hidden, "intermediate_size": self.inner,
            "num_hidden_layers": self.layers, "num_attention_heads": self.heads,
            "num_key_value_heads": self.key_heads, "head_dim": self.head_size,
            "hidden_act": "silu", "max_position_embeddings": self.context,
            "rms_norm_eps": 1e-6, "rope_theta": 10000.0, "tie_word_embeddings": True,
            "attention_bias": False, "bos_token_id": None,
            "eos_token_id": MARKERS.index(END), "pad_token_id": MARKERS.index(PADDING),
        }  # fmt: skip


STARTER = Size(6144, 320, 8, 5, 5, 64, 768)
HALF_BILLION = Size(151_936, 896, 24, 14, 2, 64, 4864, 4096)
FOUR_BILLION = Size(151_936, 2560, 36, 32, 8, 128, 9728, 4096)


def build(folder: Path, size: Size = STARTER) -> Path:
    """Write a model folder in Hugging Face's layout; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    _tokenizer(size.vocabulary).save(str(folder / "tokenizer.json"))
    named = {"tokenizer_class": "PreTrainedTokenizerFast", "eos_token": END, "pad_token": PADDING}
    _write(folder / "tokenizer_config.json", named)
    _write(folder / "config.json", size.config())
    _write(folder / "replydesk.json", {"rendering": RENDERING, "languages": ["en"]})
    save_file(dict(_weights(size)), folder / "model.safetensors", metadata={"format": "pt"})
    return folder


def convert(source: Path, target: Path) -> tuple[Path, Path]:
    """Write the int4 and fp32 graphs of a model, without torch."""
    from assistant.models.convert import own_graph

    folders = target / "onnx-int4", target / "onnx-fp32"
    deque(own_graph.write(source, folders[0], "int4"), maxlen=0)
    deque(own_graph.write(source, folders[1], "fp32"), maxlen=0)
    return folders


def opened(folder: Path, scratch: Path) -> LocalModel:
    """The model of a folder, as the product loads it.

    Args:
        folder: A folder of the shelf (with a manifest), or one of Replydesk's own published models.
        scratch: Folder for the graphs of a published model.
    """
    if (folder / manifests.FILE_NAME).is_file():
        return from_shelf(InstalledModel(folder, manifests.read(folder)))
    convert(folder, scratch)
    return local(folder, scratch)


def local(source: Path, converted: Path) -> LocalModel:
    """A folder of one of Replydesk's own models, with the folder of its graphs from `convert`."""
    config = json.loads((source / "config.json").read_text("utf-8"))
    return LocalModel(
        "measured", "own", source, int(config["max_position_embeddings"]), source,
        converted / "onnx-int4", converted / "onnx-fp32",
    )  # fmt: skip


def _tokenizer(size: int) -> Tokenizer:
    from benchmarks import corpus

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size, special_tokens=list(MARKERS), show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )  # fmt: skip
    pairs = (pair for _, pair in corpus.varied(4000))
    tokenizer.train_from_iterator((f"{pair.question} {pair.answer}" for pair in pairs), trainer)
    return tokenizer


def _weights(size: Size) -> Iterator[tuple[str, NDArray[np.float16]]]:
    random = np.random.default_rng(SEED)

    def drawn(*shape: int) -> NDArray[np.float16]:
        return (0.05 * random.standard_normal(shape, np.float32)).astype(np.float16)

    embedding = drawn(size.vocabulary, size.hidden)
    embedding[: len(MARKERS)] = 0  # so that no reply ends early
    yield "model.embed_tokens.weight", embedding
    yield "model.norm.weight", np.ones(size.hidden, np.float16)
    queries, keys = size.heads * size.head_size, size.key_heads * size.head_size
    for layer in range(size.layers):
        name = f"model.layers.{layer}"
        for norm in ("input_layernorm", "post_attention_layernorm"):
            yield f"{name}.{norm}.weight", np.ones(size.hidden, np.float16)
        for norm in ("q_norm", "k_norm"):
            yield f"{name}.self_attn.{norm}.weight", np.ones(size.head_size, np.float16)
        yield f"{name}.self_attn.q_proj.weight", drawn(queries, size.hidden)
        yield f"{name}.self_attn.k_proj.weight", drawn(keys, size.hidden)
        yield f"{name}.self_attn.v_proj.weight", drawn(keys, size.hidden)
        yield f"{name}.self_attn.o_proj.weight", drawn(size.hidden, queries)
        yield f"{name}.mlp.gate_proj.weight", drawn(size.inner, size.hidden)
        yield f"{name}.mlp.up_proj.weight", drawn(size.inner, size.hidden)
        yield f"{name}.mlp.down_proj.weight", drawn(size.hidden, size.inner)


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value), encoding="utf-8")
