"""Interpolates between old and tuned weights, so that tuning does not make other questions worse.

Weights between those before and after fine-tuning keep most of the old and the new abilities
(Wortsman et al. 2022, "Robust fine-tuning of zero-shot models"). The share of the new ones is
chosen on held-out questions, and on questions of another shop.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import torch
from torch import Tensor, nn

SHARES: Final = (1.0, 0.8, 0.6, 0.4, 0.2, 0.0)
"""Shares of the new weights that are tried."""
FREE: Final = 0.01
"""Loss of R@1 for the other shop that is not counted."""
COSTS: Final = 3.0
"""Weight of further losses for the other shop, relative to gains for the company."""
LITTLE: Final = 0.005
"""A smaller change is preferred if it is worse by at most this."""


def mix(model: nn.Module, before: Mapping[str, Tensor], share: float) -> None:
    """Interpolate, in place, between the weights `before` (0) and those of the model (1)."""
    with torch.no_grad():
        for name, value in model.named_parameters():
            if name in before:
                value.copy_(torch.lerp(before[name].to(value.device), value, share))


def best_share(
    model: nn.Module, before: Mapping[str, Tensor], measure: Callable[[], Mapping[str, float]]
) -> tuple[float, Mapping[str, Any]]:
    """Find the best share of the new weights, and set the model to the mixture.

    Args:
        model: The model with its new weights.
        before: Old weights of the trained parameters; other parameters are not changed.
        measure: Returns `r_at_1` and `guard_r_at_1` of the model with its current weights.

    Returns:
        The share of the new weights, and the figures of the mixture.
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
