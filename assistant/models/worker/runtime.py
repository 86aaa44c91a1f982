"""The interface of a runtime to the generation loop: feed tokens, get logits, rewind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]


class Runtime(Protocol):
    """One token sequence of a model, with its key-value cache."""

    backend: str
    device: str
    window: int
    """Capacity of the sequence, in tokens."""

    def feed(self, ids: Sequence[int], *, every: bool = False) -> Rows:
        """Extend the sequence.

        Returns:
            Logits of the next token: after the last position, shape (1, vocabulary); with `every`,
                after
            each of `ids`, shape (len(ids), vocabulary). They are valid until the next call.
        """

    def rewind(self, length: int) -> None:
        """Truncate the sequence to its first `length` tokens."""
