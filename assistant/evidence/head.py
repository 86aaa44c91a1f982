"""From signs of agreement to "supported": a logistic regression, fitted on perturbed sentences.

`head.json` is written by `python -m benchmarks.fit_evidence`. There are two of them: one for texts
the embedding model reads, one for the rest (its signs of meaning are 0 there).
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

from assistant.evidence.agreement import SIGNS, VETOES, Signs

VERSION: Final = 1
TERMS: Final = len(SIGNS) + 4


@dataclass(frozen=True, slots=True)
class Head:
    """A fitted head.

    Attributes:
        weights: One for each term (`terms`).
        bias: The constant.
        floor: The score from which a sentence counts as supported.
    """

    weights: Signs
    bias: float
    floor: float

    def score(self, signs: Signs) -> float:
        """How likely it is that the source supports the sentence, 0 to 1."""
        x = float(terms(signs) @ self.weights) + self.bias
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, x))))


def terms(signs: Signs) -> Signs:
    """Signs and the products that a straight line cannot see; the last axis grows."""
    at = {name: place for place, name in enumerate(SIGNS)}
    covered = signs[..., at["covered"]]
    extra = [
        covered**2,
        covered * signs[..., at["likeness"]],
        signs[..., at["only_in_question"]] * (1 - signs[..., at["likeness"]]),
        signs[..., at["missing_heaviest"]] * covered,
    ]
    return np.concatenate([signs, np.stack(extra, axis=-1)], axis=-1)


_REFUTING: Final = [SIGNS.index(name) for name in ("number", "code", "lead", "opposite")]
_DENIED: Final = SIGNS.index("negation_any")
_MOST_DENIED: Final = 0.5
_TURNED, _COPIED = SIGNS.index("turned"), SIGNS.index("copied")
_NEARLY_ALL: Final = 0.8
_NAME_OTHER: Final = SIGNS.index("name_other")
_MOSTLY: Final = 0.6
_MISSING: Final = SIGNS.index("missing_share")
_MOST_MISSING: Final = 0.45
"""Where one word that is not there is nearly half of what is said, something else is said."""
_COVERED, _ASKED = SIGNS.index("covered"), SIGNS.index("only_in_question")
_AS_MUCH: Final = 0.85


def refuted(signs: Signs) -> NDArray[np.bool_]:
    """Whether signs forbid "supported", whatever the rest says: a number or code that the source
    does not have, an opposite word, a clause turned round, nearly half of it missing, or one small
    word or name changed in what is otherwise copied. Over the last axis."""
    found = (signs[..., _REFUTING] >= 1).any(axis=-1) | (signs[..., _DENIED] >= _MOST_DENIED)
    found |= signs[..., _MISSING] >= _MOST_MISSING
    found |= (signs[..., _NAME_OTHER] >= 1) & (signs[..., _COPIED] >= _MOSTLY)
    found |= (signs[..., _TURNED] >= 1) & (signs[..., _COPIED] >= _NEARLY_ALL)
    return np.asarray(found, np.bool_)


def eligible(signs: Signs) -> NDArray[np.bool_]:
    """Which pieces may support a claim: those that say about as much of it as any, and do not
    refute it. Another piece that merely does not contradict must not outvote the one that does.

    Args:
        signs: Shape (pieces, signs).
    """
    itself = signs[:, _COVERED] - signs[:, _ASKED]
    return np.asarray((itself >= itself.max() * _AS_MUCH) & ~refuted(signs), np.bool_)


@cache
def heads() -> dict[str, Head]:
    """The heads that ship: `vectors` and `words`."""
    kept = json.loads((files("assistant.evidence") / "head.json").read_text(encoding="utf-8"))
    if kept["version"] != VERSION or kept["signs"] != list(SIGNS):
        raise RuntimeError(
            "head.json was fitted for other signs: python -m benchmarks.fit_evidence"
        )
    return {
        name: Head(np.array(one["weights"]), one["bias"], one["floor"])
        for name, one in kept["heads"].items()
    }


_SPOKEN: Final = {
    "lead": "negation", "bound": "direction", "name_other": "name", "binding": "number",
    "negation_any": "negation", "turned": "direction",
}  # fmt: skip


def closeness(signs: Signs) -> float:
    """How much a piece speaks of the same, whatever it says of it."""
    return float(signs[SIGNS.index("covered")] + 0.5 * signs[SIGNS.index("likeness")])


def reason(signs: Signs) -> str:
    """The gravest sign against support, in a stable word."""
    at = dict(zip(SIGNS, signs.tolist(), strict=True))
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
