"""Tiny but real dialogue models in Hugging Face's folder layout, with random weights.

The tensors of every family have the names and shapes that transformers expects, so that conversion,
runtimes and checks work on them as on a model of four billion parameters, but within a second and
without torch.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from assistant.prompt import END, MARKERS, PADDING, RENDERING

Weights = dict[str, NDArray[np.generic]]

FAMILIES = ("qwen2", "qwen3", "llama", "gemma", "gemma2", "gemma3_text", "phi3", "mistral",
            "smollm3")  # fmt: skip

HIDDEN, LAYERS, HEADS, KEY_HEADS, HEAD_SIZE, INNER = 64, 2, 4, 2, 16, 128
VOCABULARY = 512
CONTEXT = 512

_GEMMAS = ("gemma", "gemma2", "gemma3_text")
_WINDOWED = ("gemma2", "gemma3_text")
_WINDOW = 64
"""Sliding window of every second layer, in tokens: shorter than the texts of the parity check."""

_CHAT_MARKERS = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n"
    "{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
_LINES = (
    "You can return an item within 14 days of delivery. The refund takes 3 to 5 working days.",
    "Hello, how can I help you today? I am sorry that your parcel has not arrived yet.",
    "Yes, breakfast is included in the price of every room. No, pets are not allowed.",
    "Please send us your order number, for example AB-1234567, and a photo of the damage.",
    "Standard delivery costs 4.95 and is free above 50. Express delivery costs 9.95.",
    "To reset your password, open Settings, choose Security and press Reset password.",
    "您可以在收到商品后14天内退货。退款需要3到5个工作日。",
    "您好，请问有什么可以帮您？很抱歉，您的包裹还没有送达。",
)
_ARCHITECTURES = {
    "qwen2": "Qwen2ForCausalLM",
    "qwen3": "Qwen3ForCausalLM",
    "llama": "LlamaForCausalLM",
    "gemma": "GemmaForCausalLM",
    "gemma2": "Gemma2ForCausalLM",
    "gemma3_text": "Gemma3ForCausalLM",
    "phi3": "Phi3ForCausalLM",
    "mistral": "MistralForCausalLM",
    "smollm3": "SmolLM3ForCausalLM",
}


def build(
    folder: Path,
    *,
    family: str = "qwen3",
    seed: int = 0,
    own: bool = False,
    hidden: int = HIDDEN,
    layers: int = LAYERS,
) -> Path:
    """Write a model folder: configuration, weights, tokenizer, chat template, licence.

    Args:
        folder: Created if missing.
        family: One of `FAMILIES`.
        seed: Random seed of the weights; the tokenizer is always the same.
        own: Whether it has our own rendering: the markers of `assistant.prompt` come first in the
            vocabulary, `replydesk.json` names the rendering, and there is no chat template.
        hidden: Hidden size; a multiple of 32.

    Returns:
        The folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = _tokenizer(MARKERS if own else _CHAT_MARKERS)
    tokenizer.save(str(folder / "tokenizer.json"))
    size = tokenizer.get_vocab_size()
    config = _config(family, size, tokenizer.token_to_id(END if own else "<|im_end|>"))
    config |= {"hidden_size": hidden, "num_hidden_layers": layers}
    _write(folder / "config.json", config)
    _write(folder / "generation_config.json", {"eos_token_id": config["eos_token_id"]})
    _write(folder / "tokenizer_config.json", _tokenizer_config(own))
    save_file(_weights(config, seed), folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "LICENSE").write_text("Apache License 2.0\n", encoding="utf-8")
    (folder / "README.md").write_text("---\nlicense: apache-2.0\n---\nTiny.\n", encoding="utf-8")
    if own:
        card = {"rendering": RENDERING, "languages": ["en"], "card": "README.md"}
        _write(folder / "replydesk.json", card)
    return folder


def build_adapter(folder: Path, base: Path, *, seed: int = 0, rank: int = 4) -> Path:
    """Write a LoRA adapter of a tiny model, strong enough to change its output."""
    folder.mkdir(parents=True, exist_ok=True)
    config = json.loads((base / "config.json").read_text("utf-8"))
    _write(
        folder / "adapter_config.json",
        {
            "peft_type": "LORA",
            "task_type": "CAUSAL_LM",
            "base_model_name_or_path": str(base),
            "r": rank,
            "lora_alpha": 4 * rank,
            "lora_dropout": 0.0,
            "bias": "none",
            "target_modules": ["o_proj"],
        },
    )
    random = np.random.default_rng(seed)
    width, out = config["num_attention_heads"] * config["head_dim"], config["hidden_size"]
    weights: Weights = {}
    for layer in range(config["num_hidden_layers"]):
        name = f"base_model.model.model.layers.{layer}.self_attn.o_proj"
        weights[f"{name}.lora_A.weight"] = _normal(random, rank, width, scale=0.1)
        weights[f"{name}.lora_B.weight"] = _normal(random, out, rank, scale=0.1)
    save_file(weights, folder / "adapter_model.safetensors", metadata={"format": "pt"})
    return folder


def _tokenizer(markers: tuple[str, ...]) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=list(markers),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(_LINES, trainer)
    return tokenizer


def _tokenizer_config(own: bool) -> dict[str, Any]:
    common = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": CONTEXT}
    if own:
        return common | {"eos_token": END, "pad_token": PADDING}
    chat = {"eos_token": "<|im_end|>", "pad_token": "<|endoftext|>", "chat_template": _TEMPLATE}
    return common | chat


def _config(family: str, vocabulary: int, end: int) -> dict[str, Any]:
    config: dict[str, Any] = {
        "architectures": [_ARCHITECTURES[family]],
        "model_type": family,
        "torch_dtype": "float32",
        "vocab_size": vocabulary,
        "hidden_size": HIDDEN,
        "intermediate_size": INNER,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "num_key_value_heads": KEY_HEADS,
        "head_dim": HEAD_SIZE,
        "hidden_act": "silu",
        "max_position_embeddings": CONTEXT,
        "rms_norm_eps": 1e-6,
        "rope_theta": 10000.0,
        "tie_word_embeddings": family in ("qwen2", "qwen3", *_GEMMAS),
        "attention_bias": False,
        "bos_token_id": None,
        "eos_token_id": end,
        "pad_token_id": 0,
    }
    if family in _GEMMAS:
        config |= {"hidden_act": "gelu_pytorch_tanh", "hidden_activation": "gelu_pytorch_tanh"}
    if family in _WINDOWED:
        config |= {"sliding_window": _WINDOW, "query_pre_attn_scalar": HEAD_SIZE}
    if family == "gemma2":
        config |= {"attn_logit_softcapping": 50.0, "final_logit_softcapping": 30.0}
    if family == "gemma3_text":  # as published: separate rope bases of local and global layers
        config |= {
            "rope_theta": 1_000_000.0, "rope_local_base_freq": 10_000.0,
            "sliding_window_pattern": 2,
        }  # fmt: skip
    if family == "phi3":
        config["original_max_position_embeddings"] = CONTEXT
    if family == "smollm3":  # every second layer has no position embeddings
        config["no_rope_layers"] = [1, 0]
    if family == "mistral":
        config["sliding_window"] = None
    return config


def _weights(config: dict[str, Any], seed: int) -> Weights:
    random = np.random.default_rng(seed)
    hidden, vocabulary = config["hidden_size"], config["vocab_size"]
    gemma = config["model_type"] in _GEMMAS
    norm = 0.0 if gemma else 1.0  # Gemma adds 1 to its norm weights
    # Gemma scales its embeddings up: larger ones would make it repeat its input
    loud = 0.05 if gemma else 0.3
    weights: Weights = {
        "model.embed_tokens.weight": _normal(random, vocabulary, hidden, scale=loud),
        "model.norm.weight": np.full(hidden, norm, np.float32),
    }
    for layer in range(config["num_hidden_layers"]):
        for name, tensor in _layer(config, random, norm):
            weights[f"model.layers.{layer}.{name}.weight"] = tensor
            if config["model_type"] == "qwen2" and name[-6:] in ("q_proj", "k_proj", "v_proj"):
                bias = _normal(random, tensor.shape[0], scale=0.1)
                weights[f"model.layers.{layer}.{name}.bias"] = bias
    if not config["tie_word_embeddings"]:
        weights["lm_head.weight"] = _normal(random, vocabulary, hidden, scale=0.3)
    return weights


def _layer(
    config: dict[str, Any], random: np.random.Generator, norm: float
) -> Iterator[tuple[str, NDArray[np.float32]]]:
    hidden, inner, size = config["hidden_size"], config["intermediate_size"], config["head_dim"]
    queries, keys = config["num_attention_heads"] * size, config["num_key_value_heads"] * size
    yield "input_layernorm", np.full(hidden, norm, np.float32)
    yield "post_attention_layernorm", np.full(hidden, norm, np.float32)
    if config["model_type"] in _WINDOWED:
        yield "pre_feedforward_layernorm", np.full(hidden, norm, np.float32)
        yield "post_feedforward_layernorm", np.full(hidden, norm, np.float32)
    if config["model_type"] == "phi3":
        yield "self_attn.qkv_proj", _normal(random, queries + 2 * keys, hidden)
        yield "mlp.gate_up_proj", _normal(random, 2 * inner, hidden)
    else:
        yield "self_attn.q_proj", _normal(random, queries, hidden)
        yield "self_attn.k_proj", _normal(random, keys, hidden)
        yield "self_attn.v_proj", _normal(random, keys, hidden)
        yield "mlp.gate_proj", _normal(random, inner, hidden)
        yield "mlp.up_proj", _normal(random, inner, hidden)
    if config["model_type"] in ("qwen3", "gemma3_text"):
        yield "self_attn.q_norm", norm + _normal(random, size, scale=0.1)
        yield "self_attn.k_norm", norm + _normal(random, size, scale=0.1)
    yield "self_attn.o_proj", _normal(random, hidden, queries)
    yield "mlp.down_proj", _normal(random, hidden, inner)


def _normal(random: np.random.Generator, *shape: int, scale: float = 0.15) -> NDArray[np.float32]:
    return (scale * random.standard_normal(shape)).astype(np.float32)


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2), encoding="utf-8")
