"""Softmax regression with ridge regularization in numpy: fast and deterministic.

Newton steps with the bound of Böhning (1992) in place of the Hessian, which is the same matrix for
all steps and labels, and Nesterov momentum with restarts (O'Donoghue and Candès 2015).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.understanding.head import Floats, softmax

RIDGE: Final = 0.1
STEPS: Final = 30
_ENOUGH: Final = 1e-3
"""Fitting stops after a step that lowers the loss by less than this share."""


def fit(
    features: Floats,
    labels: NDArray[np.intp],
    count: int,
    *,
    ridge: float = RIDGE,
    steps: int = STEPS,
    around: Floats | None = None,
    tell: Callable[[int, int, float], None] = lambda step, steps, loss: None,
) -> Floats:
    """Fit the weights that maximize the likelihood of the labels.

    Args:
        features: float32 (texts, size).
        labels: Number of each text's label, below `count`.
        count: Number of labels.
        ridge: L2 penalty on the distance to zero, or to `around`; the loss is summed over texts.
        steps: Maximum number of steps.
        around: Initial weights, towards which the penalty pulls; such as of a head fitted on other
            texts.
        tell: Called with the step, the maximum number of steps and the mean loss.

    Returns:
        float32 (size + 1, count); the last row is the bias.
    """
    texts, size = features.shape
    rows = np.hstack([features, np.ones((texts, 1), np.float32)])
    divided = _divider(rows, np.float32(ridge))
    wanted = np.arange(texts), labels
    home = np.zeros((size + 1, count), np.float32) if around is None else around
    weights = home
    ahead, momentum, before = weights, 1.0, np.inf
    for step in range(1, steps + 1):
        likely = softmax((rows @ ahead).astype(np.float32, copy=False))
        loss = float(-np.log(np.maximum(likely[wanted], 1e-12)).mean())
        tell(step, steps, loss)
        likely[wanted] -= 1
        pull = rows.T @ likely + np.float32(ridge) * (ahead - home)
        moved: Floats = ahead - divided(pull.astype(np.float32, copy=False))
        if loss > before:
            momentum = 1.0
        elif before - loss < _ENOUGH * before:
            return moved
        further = (1 + np.sqrt(1 + 4 * momentum * momentum)) / 2
        ahead = moved + np.float32((momentum - 1) / further) * (moved - weights)
        weights, momentum, before = moved, float(further), loss
    return weights


def _divider(rows: Floats, ridge: np.float32) -> Callable[[Floats], Floats]:
    """A function that multiplies by the inverse of the Hessian's bound, rows'rows / 2 + ridge; by
    Woodbury's identity if there are fewer rows than columns."""
    count, size = rows.shape
    if count >= size:
        bound = np.float32(0.5) * (rows.T @ rows)
        bound[np.diag_indices(size)] += ridge
        inverse = np.linalg.inv(bound).astype(np.float32)
        return lambda pull: inverse @ pull
    between = rows @ rows.T
    between[np.diag_indices(count)] += 2 * ridge
    inner = np.linalg.inv(between).astype(np.float32)
    return lambda pull: (pull - rows.T @ (inner @ (rows @ pull))) / ridge
