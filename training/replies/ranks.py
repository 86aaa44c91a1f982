"""AdaLoRA's rank allocation: prunes the least important ranks during training (Zhang et al. 2023).

PEFT does not keep its state in the weights, so a checkpoint must contain it too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import torch
from torch import Tensor

_APART: Final = 0.5
"""Weight of the orthogonality regularizer, as in the paper's experiments."""
_KEPT: Final = ("ipt", "exp_avg_ipt", "exp_avg_unc")


class Ranks:
    """The rank allocation of a PEFT model with an `AdaLoraConfig`."""

    def __init__(self, whole: Any) -> None:
        self._whole = whole
        self._allocator = whole.base_model.rankallocator
        self._config = whole.peft_config[whole.active_adapter]

    def stepped(self, step: int) -> None:
        """Reallocate ranks after step number `step` (from 1), before its gradients are cleared."""
        self._whole.base_model.update_and_allocate(step)

    def apart(self) -> Tensor:
        """The orthogonality regularizer, an extra term of the loss."""
        found = []
        for name, weights in self._whole.named_parameters():
            if "lora_A" in name or "lora_B" in name:
                square = weights @ weights.T if "lora_A" in name else weights.T @ weights
                unit = torch.eye(len(square), device=square.device, dtype=square.dtype)
                found.append(torch.linalg.matrix_norm(square - unit))
        return _APART * torch.stack(found).mean()

    def state(self) -> dict[str, Any]:
        """State for a checkpoint: the importance estimates and the current rank pattern."""
        kept: dict[str, Any] = {name: dict(getattr(self._allocator, name)) for name in _KEPT}
        return {**kept, "pattern": self._config.rank_pattern}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Restore what `state` returned."""
        for name in _KEPT:
            setattr(self._allocator, name, dict(state[name]))
        self._config.rank_pattern = state["pattern"]
