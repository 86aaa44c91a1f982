"""Old and new weights mixed, so that what was learnt costs nothing elsewhere.

A line between the weights before and after fine-tuning keeps most of what is new and most of what
was known (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models"). How far along it to go
is chosen on what is held out, and on questions of another shop.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import torch
from torch import Tensor, nn

SHARES: Final = (1.0, 0.8, 0.6, 0.4, 0.2, 0.0)
"""Shares of the new that are tried."""
FREE: Final = 0.01
"""What the other shop may lose without counting."""
COSTS: Final = 3.0
"""What a question lost elsewhere counts beside one won here."""
LITTLE: Final = 0.005
"""So much less won is worth less of a change."""


def mix(model: nn.Module, before: Mapping[str, Tensor], share: float) -> None:
    """Set weights between `before` (0) and what the model has now (1)."""
    with torch.no_grad():
        for name, value in model.named_parameters():
            if name in before:
                value.copy_(torch.lerp(before[name].to(value.device), value, share))


def best_share(
    model: nn.Module, before: Mapping[str, Tensor], measure: Callable[[], Mapping[str, float]]
) -> tuple[float, Mapping[str, Any]]:
    """Mix as far as it helps; the model then has those weights.

    Args:
        model: With its new weights.
        before: Its old ones, of the parameters that learnt; the others stay as they are.
        measure: Gives `r_at_1` and `guard_r_at_1` of the model as it is.

    Returns:
        The share of the new, and the figures there.
    """
    after = {
        name: value.detach().clone() for name, value in model.named_parameters() if name in before
    }
    figures = {}
    for share in SHARES:
        _set(model, after)
        mix(model, before, share)
        figures[share] = measure()
    known = figures[0.0]["guard_r_at_1"]

    def worth(share: float) -> float:
        lost = max(0.0, known - figures[share]["guard_r_at_1"] - FREE)
        return figures[share]["r_at_1"] - COSTS * lost

    most = max(worth(share) for share in SHARES)
    chosen = min(share for share in SHARES if worth(share) >= most - LITTLE)
    _set(model, after)
    mix(model, before, chosen)
    return chosen, figures[chosen]


def _set(model: nn.Module, weights: Mapping[str, Tensor]) -> None:
    with torch.no_grad():
        for name, value in model.named_parameters():
            if name in weights:
                value.copy_(weights[name])
