"""The parity gate: does the converted model still say what the original says?

Teacher-forced on a fixed set of prompts with replies: at every place both read the same tokens, and
are asked for the next one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from assistant.models.manifest import Parity

AGREEMENT: Final = 0.999
"""Share of places at which fp32 ONNX must name the same next token as the original."""
INT4_RATIO: Final = 1.15
"""How much higher int4's perplexity on the held-out replies may be than the original's."""
LARGEST_FP32: Final = 1_000_000_000
"""Parameters; above it no fp32 is made, and int4's perplexity alone is compared."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What one model said at every place of the fixed set.

    Attributes:
        likeliest: The likeliest next token at each place of each text.
        surprise: Sum over the reply tokens of -log p (natural), and how many there were.
    """

    likeliest: list[NDArray[np.int64]]
    surprise: float
    tokens: int

    @property
    def perplexity(self) -> float:
        """Of the replies; infinite where the model's numbers are none."""
        mean = self.surprise / max(1, self.tokens)
        return math.exp(mean) if mean < 700 else math.inf


def surprise_of(logits: NDArray[np.float32], wanted: NDArray[np.int64]) -> float:
    """The sum of -log p of the wanted tokens.

    Args:
        logits: (places, vocabulary).
        wanted: (places,).
    """
    wide = logits.astype(np.float64)
    peak = wide.max(axis=-1, keepdims=True)
    total = peak[:, 0] + np.log(np.exp(wide - peak).sum(axis=-1))
    return float((total - wide[np.arange(len(wanted)), wanted]).sum())


def judge(
    original: Scores,
    fp32: Scores | None,
    int4: Scores,
    *,
    reference: Literal["torch", "onnx-fp32"],
) -> Parity:
    """Compare what three editions of a model said.

    Args:
        original: The weights as they came; fp32 ONNX itself where torch is missing.
        fp32: None where it is the reference, or was not made.
    """
    agreement = agreement_of(original, fp32) if fp32 is not None else None
    perplexities = (original.perplexity, int4.perplexity)
    sane = all(math.isfinite(value) and value > 0 for value in perplexities)
    near = sane and int4.perplexity <= INT4_RATIO * original.perplexity
    return Parity(
        positions=sum(len(text) for text in original.likeliest),
        agreement=agreement,
        perplexity=original.perplexity if sane else None,
        perplexity_int4=int4.perplexity if sane else None,
        reference=reference,
        passed=near and (agreement is None or agreement >= AGREEMENT),
    )


def agreement_of(one: Scores, other: Scores) -> float:
    """Share of places at which both name the same next token."""
    same = sum(int((a == b).sum()) for a, b in zip(one.likeliest, other.likeliest, strict=True))
    return same / max(1, sum(len(text) for text in one.likeliest))
