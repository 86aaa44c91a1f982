"""The dimensions of one of Replydesk's own models, as its config.json declares them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.models.convert import int4
from assistant.models.inspection import read_json
from assistant.models.untrusted_folder import refuse


@dataclass(frozen=True, slots=True)
class Dimensions:
    """The dimensions of a Qwen 3 model."""

    hidden: int
    inner: int
    layers: int
    heads: int
    key_heads: int
    head_size: int
    vocabulary: int
    context: int
    theta: float
    epsilon: float

    @classmethod
    def of(cls, folder: Path) -> Dimensions:
        """Read config.json of an inspected folder."""
        config = read_json(folder, "config.json")
        _refuse_variants(config)
        rope = config.get("rope_parameters") or config.get("rope_scaling") or {}
        heads = int(config["num_attention_heads"])
        hidden = int(config["hidden_size"])
        return cls(
            hidden=hidden,
            inner=int(config["intermediate_size"]),
            layers=int(config["num_hidden_layers"]),
            heads=heads,
            key_heads=int(config.get("num_key_value_heads") or heads),
            head_size=int(config.get("head_dim") or hidden // heads),
            vocabulary=int(config["vocab_size"]),
            context=int(config["max_position_embeddings"]),
            theta=float(rope.get("rope_theta") or config.get("rope_theta") or 10_000.0),
            epsilon=float(config.get("rms_norm_eps", 1e-6)),
        )


def _refuse_variants(config: dict[str, Any]) -> None:
    """Refuse options that this graph does not implement: ignoring them would change the output."""
    rope = config.get("rope_parameters") or config.get("rope_scaling") or {}
    odd = [
        name
        for name, found in (
            ("rope", rope.get("rope_type", "default") != "default"),
            ("attention_bias", config.get("attention_bias")),
            ("use_sliding_window", config.get("use_sliding_window")),
            ("hidden_act", config.get("hidden_act", "silu") != "silu"),
            ("hidden_size", config["hidden_size"] % int4.BLOCK),
        )
        if found
    ]
    if odd:
        refuse(
            "shelf.config",
            "one of our own models as they are trained: plain rotation, no bias, no window",
            f"another {odd[0]}",
            "Train it again with this version of Replydesk",
        )
