"""What learning takes of memory, before any is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import psutil

from training.recipes.adapting import Adapting

AT_ONCE: Final = 4_096
"""Tokens in memory at once to begin with: a processor reads more no faster."""
_SHARE: Final = 0.6
"""Of the memory that is free, what activations may take."""
_ADAPTERS: Final = 1.5
"""Times what a layer remembers, where small matrices learn beside it."""


def is_short(model: Any, recipe: Adapting, sizes: Sequence[int], device: str) -> bool:
    """Whether what layers remember for the way back would crowd the memory that is free."""
    return activation_bytes(model.config, recipe, sizes) > _SHARE * _free(device)


def activation_bytes(config: Any, recipe: Adapting, sizes: Sequence[int]) -> int:
    """What the layers remember of the tokens in memory at once, in single precision.

    Args:
        config: Of a decoder, as transformers reads it.
        sizes: Tokens of each example.
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
