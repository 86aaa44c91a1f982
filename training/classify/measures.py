"""Measures of a classifier: accuracy, macro-F1, out-of-scope recall, confusion matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.understanding.head import OUT


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of one classifier on labelled texts.

    Attributes:
        texts: Number of texts.
        accuracy: Share of labelled texts with the right prediction; "out of scope" is a wrong one.
        macro_f1: Mean F1 of the labels, over all texts; out of scope counts as a label.
        oos_recall: Share of texts out of scope that are recognized; None if there are none.
        confusion: Right label → predicted label → count.
    """

    texts: int
    accuracy: float
    macro_f1: float
    oos_recall: float | None
    confusion: dict[str, dict[str, int]] = field(default_factory=dict, repr=False)

    @property
    def labelled(self) -> int:
        """Number of texts that have a label, the denominator of `accuracy`."""
        return sum(sum(said.values()) for label, said in self.confusion.items() if label != OUT)


def measure(wanted: Sequence[str], said: Sequence[str]) -> Measured:
    """Compare right and predicted labels, text by text."""
    pairs = Counter(zip(wanted, said, strict=True))
    of_wanted, of_said = Counter(wanted), Counter(said)
    inside = [(w, s) for w, s in zip(wanted, said, strict=True) if w != OUT]
    right = sum(w == s for w, s in inside)
    outside = of_wanted[OUT]
    scores = [2 * pairs[label, label] / (of_wanted[label] + of_said[label]) for label in of_wanted]
    confusion: dict[str, dict[str, int]] = {}
    for (one, other), count in pairs.items():
        confusion.setdefault(one, {})[other] = count
    return Measured(
        texts=len(wanted),
        accuracy=right / max(1, len(inside)),
        macro_f1=sum(scores) / max(1, len(scores)),
        oos_recall=pairs[OUT, OUT] / outside if outside else None,
        confusion=confusion,
    )
