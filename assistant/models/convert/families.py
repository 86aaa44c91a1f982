"""Workarounds for what onnxruntime-genai's builder gets wrong about some model families.

Each is covered by the parity check and by a test that converts such a model; remove it once the
builder no longer needs it.
"""

from __future__ import annotations

from typing import Any, Final

from onnxruntime_genai.models import builder
from onnxruntime_genai.models.builders.smollm import SmolLM3Model
from transformers import PreTrainedConfig

_FAR: Final = "full_attention"
_NEAR: Final = "sliding_attention"


def tell_positions(config: PreTrainedConfig) -> None:
    """Put the rotary-position settings of Gemma 3 under the names that the builder reads.

    WORKAROUND for onnxruntime-genai 0.18 with transformers 5: Gemma 3 has one RoPE base for layers
    with full attention and another for those with sliding-window attention. transformers keeps them
    by layer type; the builder looks for the first where models with a single base have it, and for
    the second under its older name.
    """
    kinds = getattr(config, "rope_parameters", None)
    if not isinstance(kinds, dict) or not {_FAR, _NEAR} <= kinds.keys():
        return
    far, near = kinds[_FAR], kinds[_NEAR]
    config.rope_parameters = dict(far)
    config.rope_theta = far["rope_theta"]
    config.rope_local_base_freq = near["rope_theta"]


def bound_window(config: PreTrainedConfig) -> None:
    """Limit the sliding window to the model's context: a larger cache cannot be allocated."""
    longest = config.max_position_embeddings
    if getattr(config, "sliding_window", None) and config.sliding_window > longest:
        config.sliding_window = longest


class _SmolLM3(SmolLM3Model):  # type: ignore[misc]  # the builder has no types
    """WORKAROUND for onnxruntime-genai 0.18: SmolLM 3 uses no rotary positions in every fourth
    layer.

    The builder tells only the attention operator so, and still applies RoPE before it.
    """

    def make_attention_qk_rope(self, layer_id: int, **given: Any) -> tuple[str, str]:
        """Names of the RoPE tables; empty for a layer without rotary positions."""
        if not self.no_rope_layers[layer_id]:
            return "", ""
        names: tuple[str, str] = super().make_attention_qk_rope(layer_id, **given)
        return names


def mend_builder() -> None:
    """Patch the workarounds of this module into the builder; for the converter's process only."""
    builder.SmolLM3Model = _SmolLM3
