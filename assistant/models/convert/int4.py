"""Four-bit weight quantisation: blocks of 32 numbers along the input, each with its own scale.

The layout of ONNX Runtime's MatMulNBits and GatherBlockQuantized (ContribOperators.md): a number is
`(code - 8) * scale` with codes 0 to 15, two of them in a byte, the first one in the lower half.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

BLOCK: Final = 32
_SHRINK: Final = (1.0, 0.96, 0.92, 0.88, 0.84, 0.8)
"""Factors tried for the scale: a smaller one clips the largest number but represents the others
more precisely."""
_ROWS: Final = 4096


def quantise(weights: NDArray[np.float32]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Quantise a matrix (outputs, inputs) to four bits.

    Each block takes, of several scales, the one with the least squared error.

    Returns:
        Codes (outputs, blocks, 16), scales (outputs, blocks).
    """
    outputs, inputs = weights.shape
    blocks = -(-inputs // BLOCK)
    codes = np.empty((outputs, blocks, BLOCK // 2), np.uint8)
    scales = np.empty((outputs, blocks), np.float32)
    for begin in range(0, outputs, _ROWS):
        rows = slice(begin, begin + _ROWS)
        padded = np.pad(weights[rows], ((0, 0), (0, blocks * BLOCK - inputs)))
        found, scales[rows] = _best(padded.reshape(-1, blocks, BLOCK))
        codes[rows] = found[..., ::2] | (found[..., 1::2] << 4)
    return codes, scales


def restore(
    codes: NDArray[np.uint8], scales: NDArray[np.float32], inputs: int
) -> NDArray[np.float32]:
    """Dequantise codes to the matrix (outputs, inputs)."""
    numbers = np.stack([codes & 15, codes >> 4], axis=-1).reshape(*codes.shape[:2], BLOCK)
    values = (numbers.astype(np.float32) - 8) * scales[..., None]
    return values.reshape(codes.shape[0], -1)[:, :inputs]


def _best(values: NDArray[np.float32]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Codes (…, 32) and scales (…) with the least squared error for blocks (…, 32)."""
    at = np.abs(values).argmax(axis=-1, keepdims=True)
    # the number of the largest magnitude gets code 0, that is -8 scales: the other end has only +7
    widest = np.take_along_axis(values, at, axis=-1)[..., 0] / np.float32(-8)
    best = np.full(widest.shape, np.inf, np.float32)
    codes = np.zeros(values.shape, np.uint8)
    scales = np.zeros_like(widest)
    for factor in _SHRINK:
        scale = widest * np.float32(factor)
        divisor = np.where(scale == 0, np.float32(1), scale)[..., None]
        tried = np.clip(np.rint(values / divisor) + 8, 0, 15)
        error = np.square((tried - 8) * scale[..., None] - values).sum(axis=-1)
        better = error < best
        best = np.where(better, error, best)
        codes[better] = tried[better].astype(np.uint8)
        scales[better] = scale[better]
    return codes, scales
