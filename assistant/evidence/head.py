"""The fitted head that turns features into "supported" or not.

A logistic regression, fitted on sentences that were deliberately made wrong. `head.json` is written
by `python -m benchmarks.fit_evidence`. It holds two heads: one for texts the embedding model can
read, one for the rest (whose similarity features are 0).
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.evidence.agreement import FEATURES, VETOES, Features

VERSION: Final = 1
TERMS: Final = len(FEATURES) + 4


@dataclass(frozen=True, slots=True)
class Head:
    """A fitted head.

    Attributes:
        weights: One for each term (`terms`).
        bias: The intercept.
        floor: The threshold from which a sentence counts as supported.
    """

    weights: Features
    bias: float
    floor: float

    def score(self, features: Features) -> float:
        """The probability that the source supports the sentence, 0 to 1."""
        x = float(terms(features) @ self.weights) + self.bias
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, x))))


def terms(features: Features) -> Features:
    """The features extended by products a linear model cannot represent; extends the last axis."""
    at = {name: place for place, name in enumerate(FEATURES)}
    covered = features[..., at["covered"]]
    extra = [
        covered**2,
        covered * features[..., at["likeness"]],
        features[..., at["only_in_question"]] * (1 - features[..., at["likeness"]]),
        features[..., at["missing_heaviest"]] * covered,
    ]
    return np.concatenate([features, np.stack(extra, axis=-1)], axis=-1)


_REFUTING: Final = [FEATURES.index(name) for name in ("number", "code", "lead", "opposite")]
_DENIED: Final = FEATURES.index("negation_any")
_MOST_DENIED: Final = 0.5
_TURNED, _COPIED = FEATURES.index("turned"), FEATURES.index("copied")
_NEARLY_ALL: Final = 0.8
_NAME_OTHER: Final = FEATURES.index("name_other")
_MOSTLY: Final = 0.6
_MISSING: Final = FEATURES.index("missing_share")
_MOST_MISSING: Final = 0.45
"""If one missing word has this share of a sentence's weight, the sentence says something else."""
_COVERED, _ASKED = FEATURES.index("covered"), FEATURES.index("only_in_question")
_AS_MUCH: Final = 0.85


def refuted(features: Features) -> NDArray[np.bool_]:
    """Whether the features rule out "supported", whatever the score; evaluated over the last axis.

    They do for a number or code that the source lacks, a contradicting yes or no, an opposite word,
    a contradicting negation in most of a clause, one missing word that is nearly half of the
    sentence, and one name or small word changed in what is otherwise copied.
    """
    found = (features[..., _REFUTING] >= 1).any(axis=-1) | (features[..., _DENIED] >= _MOST_DENIED)
    found |= features[..., _MISSING] >= _MOST_MISSING
    found |= (features[..., _NAME_OTHER] >= 1) & (features[..., _COPIED] >= _MOSTLY)
    found |= (features[..., _TURNED] >= 1) & (features[..., _COPIED] >= _NEARLY_ALL)
    return np.asarray(found, np.bool_)


def eligible(features: Features) -> NDArray[np.bool_]:
    """Which pieces may support a claim: those that say as much of it as any other and do not refute
    it.

    A piece that merely does not contradict the claim must not outvote the one that does.

    Args:
        features: Shape (pieces, features).
    """
    itself = features[:, _COVERED] - features[:, _ASKED]
    return np.asarray((itself >= itself.max() * _AS_MUCH) & ~refuted(features), np.bool_)


@cache
def heads() -> dict[str, Head]:
    """The heads that ship with the program: `vectors` and `words`."""
    kept = json.loads((files("assistant.evidence") / "head.json").read_text(encoding="utf-8"))
    if kept["version"] != VERSION or kept["signs"] != list(FEATURES):
        raise RuntimeError(
            "head.json was fitted for other features: python -m benchmarks.fit_evidence"
        )
    return {
        name: Head(np.array(one["weights"]), one["bias"], one["floor"])
        for name, one in kept["heads"].items()
    }


_SPOKEN: Final = {
    "lead": "negation", "bound": "direction", "name_other": "name", "binding": "number",
    "negation_any": "negation", "turned": "direction",
}  # fmt: skip


def closeness(features: Features) -> float:
    """How much a piece is about the same subject, regardless of what it says."""
    return float(features[FEATURES.index("covered")] + 0.5 * features[FEATURES.index("likeness")])


def reason(features: Features) -> str:
    """The most serious feature against support, as a stable code."""
    at = dict(zip(FEATURES, features.tolist(), strict=True))
    if at["covered"] < 0.5:
        return "nothing-found"
    for name in VETOES:
        if at[name] >= 0.5:
            return _SPOKEN.get(name, name)
    for name, word in (
        ("name", "name"), ("condition", "condition"), ("only", "condition"), ("duty", "condition"),
        ("quantity_word", "condition"), ("replaced", "opposite"), ("bound_unsaid", "direction"),
    ):  # fmt: skip
        if at[name] >= 0.5:
            return word
    return "nothing-found"
