"""How good a classifier is: accuracy, macro-F1, what is out of scope, what is taken for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.understanding.head import OUT


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of one classifier on labelled texts.

    Attributes:
        texts: How many.
        accuracy: Share said right among texts that have a label; "out of scope" is wrong there.
        macro_f1: Mean F1 of the labels, over all texts; out of scope counts as one of them.
        oos_recall: Share called out of scope of what is; None where nothing is.
        confusion: Wanted label → said label → count.
    """

    texts: int
    accuracy: float
    macro_f1: float
    oos_recall: float | None
    confusion: dict[str, dict[str, int]] = field(default_factory=dict, repr=False)

    @property
    def labelled(self) -> int:
        """Texts that have a label: what `accuracy` is a share of."""
        return sum(sum(said.values()) for label, said in self.confusion.items() if label != OUT)


def measure(wanted: Sequence[str], said: Sequence[str]) -> Measured:
    """Compare labels with what was said, text by text; at least one."""
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
