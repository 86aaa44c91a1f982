"""Gradients through more texts than memory can hold the activations of.

A contrastive loss compares all texts of a batch, so it needs all their vectors at once, but not all
their activations. Texts beyond a limit are encoded without a graph, and encoded again in small
pieces once the gradients of their vectors are known (GradCache, Gao et al. 2021, arXiv:2101.06983).
The gradients are the same; every text beyond the limit costs a second forward pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import torch
from torch import Tensor

from training.encoders.encoder import Encoder, alike, padded

HELD: Final = 4_096
"""Default limit on a processor, in tokens: about half a gigabyte with the built-in model."""
HELD_ON_GPU: Final = 32_768
_PIECES: Final = 4
"""A group of texts that is encoded together has at most the limit divided by this."""


class BoundedReading:
    """The vectors of a batch of texts, with a backward pass in bounded memory.

    Args:
        encoder: An encoder in training mode and without dropout, as some texts are encoded twice.
        rows: Token ids of each text.
        device: The torch device of the encoder.
        held: Maximum number of tokens, padding included, whose activations are kept in memory. A
            single text that is longer is encoded on its own.

    Attributes:
        vectors: A leaf tensor in the order of `rows`, (rows, dims), in single precision.
    """

    def __init__(
        self, encoder: Encoder, rows: Sequence[Sequence[int]], device: str, held: int
    ) -> None:
        self._encoder, self._rows, self._device = encoder, rows, device
        self._kept: list[tuple[list[int], Tensor]] = []
        self._again: list[list[int]] = []
        vectors = torch.empty(len(rows), encoder.dims, device=device)
        # the longest first: they cost the most to encode again
        for group in reversed(alike([len(row) for row in rows], max(1, held // _PIECES))):
            tokens = len(group) * max(len(rows[at]) for at in group)
            fits = tokens <= held
            with torch.set_grad_enabled(fits):
                found = self._encoded(group)
            if fits:
                held -= tokens
                self._kept.append((group, found))
            else:
                self._again.append(group)
            vectors[group] = found.detach()
        self.vectors = vectors.requires_grad_()

    def backward(self) -> None:
        """Accumulate the gradients of the weights, after those of `vectors` are known.

        Raises:
            ValueError: `vectors` has no gradients yet.
        """
        gradients = self.vectors.grad
        if gradients is None:
            raise ValueError("expected gradients of the vectors: call backward on the loss first")
        while self._kept:
            group, found = self._kept.pop()
            found.backward(gradients[group])
            del found  # its activations are not needed beside those of the next
        for group in self._again:
            self._encoded(group).backward(gradients[group])

    def _encoded(self, group: Sequence[int]) -> Tensor:
        ids, mask = padded([self._rows[at] for at in group], self._device)
        with torch.autocast(self._device.partition(":")[0], dtype=torch.bfloat16):
            return self._encoder(self._encoder.words(ids), mask).float()
