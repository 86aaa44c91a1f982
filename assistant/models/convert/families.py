"""What the builder of onnxruntime-genai gets wrong about some families, put right for it.

Each is seen by the parity gate and by a test that converts such a model; take it out when the
builder does without.
"""

from __future__ import annotations

from typing import Any, Final

from onnxruntime_genai.models import builder
from onnxruntime_genai.models.builders.smollm import SmolLM3Model
from transformers import PreTrainedConfig

_FAR: Final = "full_attention"
_NEAR: Final = "sliding_attention"


def tell_positions(config: PreTrainedConfig) -> None:
    """Say how positions are turned in the words that the builder reads.

    WORKAROUND for onnxruntime-genai 0.18 with transformers 5: Gemma 3 has one base for layers that
    look at everything and another for those that look at what is near. transformers keeps them by
    kind of layer; the builder looks for the first where models of one base have it, and for the
    second under its older name.
    """
    kinds = getattr(config, "rope_parameters", None)
    if not isinstance(kinds, dict) or not {_FAR, _NEAR} <= kinds.keys():
        return
    far, near = kinds[_FAR], kinds[_NEAR]
    config.rope_parameters = dict(far)
    config.rope_theta = far["rope_theta"]
    config.rope_local_base_freq = near["rope_theta"]


def bound_window(config: PreTrainedConfig) -> None:
    """Let no layer look back further than the model reads: the runtime could set no cache aside."""
    longest = config.max_position_embeddings
    if getattr(config, "sliding_window", None) and config.sliding_window > longest:
        config.sliding_window = longest


class _SmolLM3(SmolLM3Model):  # type: ignore[misc]  # the builder has no types
    """WORKAROUND for onnxruntime-genai 0.18: SmolLM 3 turns no positions in every fourth layer. The
    builder says so to the attention alone, and then turns them before it.
    """

    def make_attention_qk_rope(self, layer_id: int, **given: Any) -> tuple[str, str]:
        """The names of the tables that turn positions; none where none are turned."""
        if not self.no_rope_layers[layer_id]:
            return "", ""
        names: tuple[str, str] = super().make_attention_qk_rope(layer_id, **given)
        return names


def mend_builder() -> None:
    """Let the builder use what is put right here. Only a converter's process loads it."""
    builder.SmolLM3Model = _SmolLM3
