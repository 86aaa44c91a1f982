"""Quantises unit vectors to one byte per dimension, as kept in the store and the vector index.

The codes are those of FAISS's `QT_8bit` scalar quantiser trained on two constant vectors at
±`RANGE`: 256 equal cells over a fixed range, decoded to their midpoints. In hundreds of dimensions,
coordinates of a unit vector beyond ±0.3 are rare; they are clipped.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

RANGE: Final = 0.3
"""Coordinates are quantised in the interval from -RANGE to +RANGE."""
_LOW: Final = np.float32(-RANGE)
_WIDTH: Final = np.float32(RANGE) - _LOW


def to_codes(vectors: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The codes of float32 vectors, in the same shape; NaN becomes the lowest code."""
    places = (vectors.astype(np.float32, copy=False) - _LOW) / _WIDTH
    clipped = np.clip(np.nan_to_num(places, copy=False), np.float32(0), np.float32(1))
    codes: NDArray[np.uint8] = (clipped * np.float32(255)).astype(np.uint8)
    return codes


def from_codes(codes: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The float32 vectors of codes, in the same shape: the midpoint of each cell."""
    places = (codes.astype(np.float32) + np.float32(0.5)) / np.float32(255)
    return _LOW + places * _WIDTH
