"""Estimates the memory of activations before training starts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import psutil

from training.recipes.dialogue_tuning import DialogueTuning

AT_ONCE: Final = 4_096
"""Initial micro-batch size in tokens: with more, a CPU is not faster."""
_SHARE: Final = 0.6
"""Share of the free memory that activations may take."""
_ADAPTERS: Final = 1.5
"""Factor on a layer's activations when adapters are trained beside it."""


def is_short(model: Any, recipe: DialogueTuning, sizes: Sequence[int], device: str) -> bool:
    """Whether the activations kept for the backward pass would take too much of the free memory."""
    return activation_bytes(model.config, recipe, sizes) > _SHARE * _free(device)


def activation_bytes(config: Any, recipe: DialogueTuning, sizes: Sequence[int]) -> int:
    """Bytes of activations that the layers keep for one micro-batch, in single precision.

    Args:
        config: The decoder's configuration, as transformers reads it.
        sizes: Number of tokens of each example.
    """
    longest = max(sizes, default=1)
    tokens = max(longest, min(AT_ONCE, longest * recipe.batch))
    heads = config.num_attention_heads
    size = getattr(config, "head_dim", None) or config.hidden_size // heads
    layer = 6 * config.hidden_size + 5 * heads * size + 4 * config.intermediate_size
    beside = 1.0 if recipe.method == "full" else _ADAPTERS
    return int(4 * tokens * config.num_hidden_layers * layer * beside)


def _free(device: str) -> int:
    if device.startswith("cuda"):
        import torch

        return int(torch.cuda.mem_get_info()[0])
    return int(psutil.virtual_memory().available)
