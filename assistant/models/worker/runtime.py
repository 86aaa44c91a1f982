"""What the loop that writes needs of a runtime: feed tokens, look at logits, go back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]


class Runtime(Protocol):
    """One sequence of a model's, with its cache of keys and values."""

    backend: str
    device: str
    window: int
    """Tokens the sequence can hold."""

    def feed(self, ids: Sequence[int], *, every: bool = False) -> Rows:
        """Extend the sequence.

        Returns:
            Logits of the token that follows: of the last position, shape (1, vocabulary); of
            each of `ids` with `every`, shape (len(ids), vocabulary). They hold until the next call.
        """

    def rewind(self, length: int) -> None:
        """Keep the first `length` tokens of the sequence only."""
