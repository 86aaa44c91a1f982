"""The parity check: does the converted model still predict what the original predicts?

Both are teacher-forced on a fixed set of prompts with replies: at every position they have read the
same tokens, and their predictions of the next one are compared.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from assistant.models.manifest import Parity

AGREEMENT: Final = 0.999
"""Share of positions at which fp32 ONNX must predict the same next token as the original."""
INT4_RATIO: Final = 1.15
"""Upper limit of int4's perplexity on the held-out replies, as a multiple of the original's."""
LARGEST_FP32: Final = 1_000_000_000
"""Parameters; above this no fp32 is made, and only int4's perplexity is compared."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The predictions of one model on the fixed set.

    Attributes:
        likeliest: The most likely next token at each position of each text.
        surprise: Sum of -log p (natural logarithm) over the reply tokens.
        tokens: The number of reply tokens.
    """

    likeliest: list[NDArray[np.int64]]
    surprise: float
    tokens: int

    @property
    def perplexity(self) -> float:
        """Perplexity of the replies; infinite if the scores are not finite numbers."""
        mean = self.surprise / max(1, self.tokens)
        return math.exp(mean) if mean < 700 else math.inf


def surprise_of(logits: NDArray[np.float32], wanted: NDArray[np.int64]) -> float:
    """Sum of the negative log-likelihoods of the wanted tokens.

    Args:
        logits: (positions, vocabulary).
        wanted: (positions,).
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
    """Compare the scores of up to three versions of a model.

    Args:
        original: Scores of the original weights, or of fp32 ONNX if torch is missing.
        fp32: None if fp32 ONNX is the reference, or was not made.
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
    """Share of positions at which both predict the same next token."""
    same = sum(int((a == b).sum()) for a, b in zip(one.likeliest, other.likeliest, strict=True))
    return same / max(1, sum(len(text) for text in one.likeliest))
