"""Real but tiny embedding models, written to disk as their authors' tools would write them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

HIDDEN, HEADS, LAYERS, WIDE, POSITIONS = 32, 4, 2, 64, 40
_WORDS = (
    "how do i reset my password where is order the refund card was charged twice please cancel "
    "subscription delivery address change thanks kettle broken 我 的 订 单 a e o s t r n"
)
WORDS = _WORDS.split()
SENTENCES = [
    "how do i reset my password",
    "refund",
    "where is my order the card was charged twice please cancel my subscription thanks",
    "the kettle was broken",
    "我的订单",
    "delivery address change please please please please",
]
Tensors = dict[str, NDArray[np.float32]]


def bert_tokenizer() -> Tokenizer:
    """WordPiece over `WORDS`, as BERT's."""
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]
    tokenizer = Tokenizer(
        models.WordPiece({piece: at for at, piece in enumerate(pieces)}, unk_token="[UNK]")
    )
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return tokenizer


def xlmr_tokenizer() -> Tokenizer:
    """Unigram with metaspaces over `WORDS`, as XLM-R's."""
    pieces = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    pieces += [(f"▁{word}", -2.0) for word in WORDS] + [(word, -3.0) for word in WORDS]
    tokenizer = Tokenizer(models.Unigram([*pieces, ("▁", -4.0)], unk_id=3))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return tokenizer


def encoder_tensors(vocabulary: int, *, token_types: int, seed: int) -> Tensors:
    """Random weights under the names of BERT and XLM-R."""
    rng = np.random.default_rng(seed)

    def normal(*shape: int) -> NDArray[np.float32]:
        return (0.2 * rng.standard_normal(shape)).astype(np.float32)

    def norm(name: str) -> Tensors:
        return {f"{name}.weight": 1 + normal(HIDDEN), f"{name}.bias": normal(HIDDEN)}

    def linear(name: str, inner: int, outer: int) -> Tensors:
        return {f"{name}.weight": normal(outer, inner), f"{name}.bias": normal(outer)}

    found: Tensors = {
        "embeddings.word_embeddings.weight": normal(vocabulary, HIDDEN),
        "embeddings.position_embeddings.weight": normal(POSITIONS, HIDDEN),
        "embeddings.token_type_embeddings.weight": normal(token_types, HIDDEN),
        **norm("embeddings.LayerNorm"),
    }
    for index in range(LAYERS):
        layer = f"encoder.layer.{index}."
        for part in ("query", "key", "value"):
            found |= linear(f"{layer}attention.self.{part}", HIDDEN, HIDDEN)
        found |= linear(f"{layer}attention.output.dense", HIDDEN, HIDDEN)
        found |= norm(f"{layer}attention.output.LayerNorm")
        found |= linear(f"{layer}intermediate.dense", HIDDEN, WIDE)
        found |= linear(f"{layer}output.dense", WIDE, HIDDEN)
        found |= norm(f"{layer}output.LayerNorm")
    return found


def config(kind: str, vocabulary: int) -> dict[str, Any]:
    """An encoder's configuration, as transformers writes it."""
    bert = kind == "bert"
    return {
        "model_type": kind,
        "hidden_size": HIDDEN,
        "num_attention_heads": HEADS,
        "num_hidden_layers": LAYERS,
        "intermediate_size": WIDE,
        "hidden_act": "gelu",
        "vocab_size": vocabulary,
        "max_position_embeddings": POSITIONS,
        "type_vocab_size": 2 if bert else 1,
        "layer_norm_eps": 1e-12 if bert else 1e-5,
        "pad_token_id": 0 if bert else 1,
        "hidden_dropout_prob": 0.0,
        "attention_probs_dropout_prob": 0.0,
    }


def write_model(
    folder: Path, kind: str = "bert", *, pooling: str = "mean", dense: int = 0, seed: int = 7
) -> Path:
    """A sentence-transformers folder of the kind "bert" or "xlm-roberta"; returns it."""
    folder.mkdir(parents=True)
    tokenizer = bert_tokenizer() if kind == "bert" else xlmr_tokenizer()
    size = tokenizer.get_vocab_size()
    tokenizer.save(str(folder / "tokenizer.json"))
    settings = config(kind, size)
    _json(folder / "config.json", settings)
    tensors = encoder_tensors(size, token_types=settings["type_vocab_size"], seed=seed)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    special = {"cls_token": "[CLS]", "sep_token": "[SEP]", "pad_token": "[PAD]",
               "unk_token": "[UNK]", "mask_token": "[MASK]"}  # fmt: skip
    if kind != "bert":
        special = {"cls_token": "<s>", "sep_token": "</s>", "pad_token": "<pad>",
                   "unk_token": "<unk>", "bos_token": "<s>", "eos_token": "</s>"}  # fmt: skip
    fast = {"tokenizer_class": "PreTrainedTokenizerFast", **special}
    _json(folder / "tokenizer_config.json", fast)
    write_modules(folder, pooling=pooling, dense=dense, seed=seed)
    return folder


def write_modules(folder: Path, *, pooling: str, dense: int = 0, seed: int = 7) -> None:
    """The sentence-transformers files around an encoder."""
    kinds = ["Transformer", "Pooling", *(["Dense"] if dense else []), "Normalize"]
    modules = [
        {
            "idx": at,
            "name": str(at),
            "path": "" if kind == "Transformer" else f"{at}_{kind}",
            "type": f"sentence_transformers.models.{kind}",
        }
        for at, kind in enumerate(kinds)
    ]
    _json(folder / "modules.json", modules)
    _json(folder / "sentence_bert_config.json", {"max_seq_length": 24, "do_lower_case": False})
    (folder / "1_Pooling").mkdir()
    flags = {
        f"pooling_mode_{mode}": mode.startswith(pooling)
        for mode in ("cls_token", "mean_tokens", "max_tokens", "mean_sqrt_len_tokens")
    }
    if pooling == "mean":
        flags["pooling_mode_mean_sqrt_len_tokens"] = False
    _json(folder / "1_Pooling" / "config.json", {"word_embedding_dimension": HIDDEN, **flags})
    if dense:
        (folder / "2_Dense").mkdir()
        layer = {
            "in_features": HIDDEN,
            "out_features": dense,
            "bias": True,
            "activation_function": "torch.nn.modules.activation.Tanh",
        }
        _json(folder / "2_Dense" / "config.json", layer)
        rng = np.random.default_rng(seed + 1)
        weights = {
            "linear.weight": rng.standard_normal((dense, HIDDEN)).astype(np.float32),
            "linear.bias": rng.standard_normal(dense).astype(np.float32),
        }
        save_file(weights, folder / "2_Dense" / "model.safetensors", metadata={"format": "pt"})


def _json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value), encoding="utf-8")
