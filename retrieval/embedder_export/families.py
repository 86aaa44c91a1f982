"""Configuration keys and tensor names of each supported encoder family.

Names are those of the transformers library (models/bert, roberta, xlm_roberta, distilbert, mpnet).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from retrieval.embedder_errors import ModelSourceError

_GELU: Final = {"gelu": "Gelu", "gelu_new": "FastGelu", "gelu_pytorch_tanh": "FastGelu",
                "gelu_fast": "FastGelu", "relu": "Relu"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LayerNames:
    """Tensor names of one layer, without `.weight` and `.bias`."""

    query: str
    key: str
    value: str
    attention_out: str
    attention_norm: str
    rise: str
    fall: str
    norm: str


@dataclass(frozen=True, slots=True)
class Family:
    """Tensor names, configuration keys and peculiarities of a family.

    Attributes:
        layers_prefix: Prefix of the layers' tensors, before the layer index.
        layer: Tensor names within a layer.
        token_types: Whether there are token type embeddings.
        positions_after_pad: Whether positions start after the padding index.
        relative_bias: Tensor name of the relative position bias, or "".
        keys: Configuration keys of hidden size, heads, layers, intermediate size and activation.
    """

    layers_prefix: str
    layer: LayerNames
    token_types: bool = True
    positions_after_pad: bool = False
    relative_bias: str = ""
    keys: tuple[str, str, str, str, str] = (
        "hidden_size",
        "num_attention_heads",
        "num_hidden_layers",
        "intermediate_size",
        "hidden_act",
    )


_BERT_LAYER: Final = LayerNames(
    query="attention.self.query",
    key="attention.self.key",
    value="attention.self.value",
    attention_out="attention.output.dense",
    attention_norm="attention.output.LayerNorm",
    rise="intermediate.dense",
    fall="output.dense",
    norm="output.LayerNorm",
)
_BERT: Final = Family("encoder.layer", _BERT_LAYER)
_ROBERTA: Final = Family("encoder.layer", _BERT_LAYER, positions_after_pad=True)
_MPNET: Final = Family(
    "encoder.layer",
    LayerNames(
        query="attention.attn.q",
        key="attention.attn.k",
        value="attention.attn.v",
        attention_out="attention.attn.o",
        attention_norm="attention.LayerNorm",
        rise="intermediate.dense",
        fall="output.dense",
        norm="output.LayerNorm",
    ),
    token_types=False,
    positions_after_pad=True,
    relative_bias="encoder.relative_attention_bias",
)
_DISTILBERT: Final = Family(
    "transformer.layer",
    LayerNames(
        query="attention.q_lin",
        key="attention.k_lin",
        value="attention.v_lin",
        attention_out="attention.out_lin",
        attention_norm="sa_layer_norm",
        rise="ffn.lin1",
        fall="ffn.lin2",
        norm="output_layer_norm",
    ),
    token_types=False,
    keys=("dim", "n_heads", "n_layers", "hidden_dim", "activation"),
)
_FAMILIES: Final = {
    "bert": _BERT,
    "roberta": _ROBERTA,
    "xlm-roberta": _ROBERTA,
    "camembert": _ROBERTA,
    "mpnet": _MPNET,
    "distilbert": _DISTILBERT,
}
FAMILY_NAMES: Final = tuple(_FAMILIES)


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of an encoder; `first_position` is the position embedding of the first token."""

    family: Family
    hidden: int
    heads: int
    layers: int
    intermediate: int
    vocabulary: int
    positions: int
    first_position: int
    activation: str
    epsilon: float


def read_shape(config: Mapping[str, Any]) -> Shape:
    """The family and the sizes of an encoder from its configuration.

    Raises:
        ModelSourceError: the family, its activation or its attention is not supported.
    """
    kind = str(config.get("model_type", ""))
    family = _FAMILIES.get(kind)
    if family is None:
        raise _unsupported(", ".join(FAMILY_NAMES), f"the model type {kind!r}")
    position_kind = config.get("position_embedding_type") or "absolute"
    if position_kind != "absolute" or config.get("is_decoder"):
        raise _unsupported("an encoder with absolute positions", f"{position_kind}")
    hidden, heads, layers, intermediate, activation = (config.get(key) for key in family.keys)
    if str(activation) not in _GELU:
        raise _unsupported(f"one of the activations {', '.join(_GELU)}", f"{activation!r}")
    try:
        shape = Shape(
            family=family,
            hidden=_positive(hidden),
            heads=_positive(heads),
            layers=_positive(layers),
            intermediate=_positive(intermediate),
            vocabulary=_positive(config.get("vocab_size")),
            positions=_positive(config.get("max_position_embeddings")),
            first_position=int(config.get("pad_token_id", 1)) + 1
            if family.positions_after_pad
            else 0,
            activation=_GELU[str(activation)],
            epsilon=float(config.get("layer_norm_eps", 1e-12)),
        )
    except (TypeError, ValueError) as error:
        raise _unsupported("positive sizes in config.json", "one that is not") from error
    if shape.hidden % shape.heads:
        raise _unsupported("a hidden size divisible by the heads", f"{hidden} and {heads}")
    return shape


def _positive(value: Any) -> int:
    number = int(value)
    if number < 1:
        raise ValueError(number)
    return number


def _unsupported(expected: str, found: str) -> ModelSourceError:
    return ModelSourceError(
        code="model.architecture",
        expected=expected,
        found=found,
        remedy="choose a model of the BERT or XLM-R kind",
    )
