"""AdaLoRA's ranks: taken from where they help little, over the steps (Zhang et al. 2023).

peft keeps what this depends on out of its weights, so a checkpoint must hold it besides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import torch
from torch import Tensor

_APART: Final = 0.5
"""Weight of what keeps the directions at right angles, as in the paper's experiments."""
_KEPT: Final = ("ipt", "exp_avg_ipt", "exp_avg_unc")


class Ranks:
    """Of one model that peft wrapped with an `AdaLoraConfig`."""

    def __init__(self, whole: Any) -> None:
        self._whole = whole
        self._allocator = whole.base_model.rankallocator
        self._config = whole.peft_config[whole.active_adapter]

    def stepped(self, step: int) -> None:
        """After step number `step` (from 1), while its gradients are still there."""
        self._whole.base_model.update_and_allocate(step)

    def apart(self) -> Tensor:
        """What the loss has besides: how far the directions are from being at right angles."""
        found = []
        for name, weights in self._whole.named_parameters():
            if "lora_A" in name or "lora_B" in name:
                square = weights @ weights.T if "lora_A" in name else weights.T @ weights
                unit = torch.eye(len(square), device=square.device, dtype=square.dtype)
                found.append(torch.linalg.matrix_norm(square - unit))
        return _APART * torch.stack(found).mean()

    def state(self) -> dict[str, Any]:
        """For a checkpoint: how much each weight mattered so far, and what was decided."""
        kept: dict[str, Any] = {name: dict(getattr(self._allocator, name)) for name in _KEPT}
        return {**kept, "pattern": self._config.rank_pattern}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take back what `state` gave."""
        for name in _KEPT:
            setattr(self._allocator, name, dict(state[name]))
        self._config.rank_pattern = state["pattern"]
