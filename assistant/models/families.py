"""The architectures that can become dialogue models, and the weights they must have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from assistant.models.safetensors_header import TensorInfo
from assistant.models.untrusted_folder import refuse


@dataclass(frozen=True, slots=True)
class Family:
    """A family of models.

    Attributes:
        name: The display name.
        query: The name of the query projection in its layers.
        stretched: Whether RoPE scaling, which extends the context, can be converted.
    """

    name: str
    query: str = "self_attn.q_proj"
    stretched: bool = True


FAMILIES: Final[Mapping[str, Family]] = {
    "Qwen2ForCausalLM": Family("Qwen 2.5"),
    "Qwen3ForCausalLM": Family("Qwen 3"),
    "LlamaForCausalLM": Family("Llama"),
    "SmolLM3ForCausalLM": Family("SmolLM 3"),
    "GemmaForCausalLM": Family("Gemma"),
    "Gemma2ForCausalLM": Family("Gemma 2"),
    "Gemma3ForCausalLM": Family("Gemma 3", stretched=False),
    "PhiForCausalLM": Family("Phi"),
    "Phi3ForCausalLM": Family("Phi 3", query="self_attn.qkv_proj"),
    "MistralForCausalLM": Family("Mistral"),
}
"""Architecture as config.json names it → family. SmolLM 1 and 2 use the Llama architecture."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The dimensions of a model, as its config.json declares them."""

    hidden: int
    layers: int
    vocabulary: int
    tied: bool
    """Whether input embedding and output projection share one table."""


def check_tensors(family: Family, shape: Shape, tensors: Mapping[str, TensorInfo]) -> None:
    """Check that the weights fit the architecture: token embedding, every layer, output projection.

    Raises:
        ModelRefusedError: `shelf.weights-missing` if a tensor is missing; `shelf.weights-shape` if
            one does not fit config.json.
    """
    _expect(tensors, "model.embed_tokens.weight", (shape.vocabulary, shape.hidden))
    if not shape.tied:
        _expect(tensors, "lm_head.weight", (shape.vocabulary, shape.hidden))
    for layer in range(shape.layers):
        _expect(tensors, f"model.layers.{layer}.{family.query}.weight", (None, shape.hidden))
    if f"model.layers.{shape.layers}.{family.query}.weight" in tensors:
        refuse(
            "shelf.weights-shape",
            f"{shape.layers} layers, as config.json says",
            "more of them in the weights",
            "Get config.json and the weights from the same place",
        )


def check_positions(family: Family, config: Mapping[str, Any]) -> None:
    """Refuse RoPE scaling for families in which it cannot be converted correctly.

    The larger Gemma 3 models scale positions in some layers only, while the builder would scale
    them in all; the parity check could miss that.

    Raises:
        ModelRefusedError: `shelf.positions`.
    """
    if family.stretched:
        return
    kinds = config.get("rope_parameters")
    scalings = [config.get("rope_scaling"), *(kinds.values() if isinstance(kinds, dict) else ())]
    if any(isinstance(one, dict) and _scales(one) for one in scalings):
        refuse(
            "shelf.positions",
            f"{family.name} whose positions are not scaled, as with 270M and 1B",
            "scaled positions (rope_scaling in config.json)",
            "Choose one of these, or a model of another family",
        )


def _scales(positions: Mapping[str, Any]) -> bool:
    kind: object = positions.get("rope_type", positions.get("type", "default"))
    return kind != "default"


def _expect(tensors: Mapping[str, TensorInfo], name: str, shape: tuple[int | None, ...]) -> None:
    info = tensors.get(name)
    if info is None:
        refuse(
            "shelf.weights-missing",
            f"the weights {name}",
            "none of this name",
            "Get the whole folder: a file may be missing, or it is another kind of model",
        )
    fits = len(info.shape) == len(shape) and all(
        wanted in (None, found) for wanted, found in zip(shape, info.shape, strict=True)
    )
    if not fits:
        refuse(
            "shelf.weights-shape",
            f"{name} with {' × '.join('any' if n is None else str(n) for n in shape)} numbers",
            " × ".join(str(n) for n in info.shape) or "a single one",
            "Get config.json and the weights from the same place",
        )
