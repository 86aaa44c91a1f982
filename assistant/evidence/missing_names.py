"""Names in a sentence that its source does not have."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final

from assistant.evidence.statement import Statement

_NEARLY: Final = 0.87


def name_features(
    claim: Statement, answer: Statement, question: Statement, said: Statement | None
) -> dict[str, float]:
    """Whether the claim has names that its source lacks, and the source has others instead.

    Returns:
        name: The number of missing names divided by two, at most 1.
        name_other: 1 if names are missing and the source has names that the claim lacks.
    """
    known = _spellings(answer) | _spellings(question)
    known |= _spellings(said) if said else frozenset()
    known |= answer.joined.keys() | question.joined.keys()
    bare = {re.sub(r"[^\w]", "", name) for name in known}
    missing = [name for name in claim.names if name not in known and not _nearly(name, bare)]
    others = (answer.names | question.names) - claim.names
    return {"name": min(1.0, len(missing) / 2), "name_other": float(bool(missing and others))}


def _nearly(name: str, known: set[str]) -> bool:
    """Whether a name is one of the known ones in a slightly different spelling."""
    plain = re.sub(r"[^\w]", "", name)
    if plain in known:
        return True
    return len(plain) > 6 and any(
        abs(len(other) - len(plain)) < 3
        and SequenceMatcher(None, plain, other, autojunk=False).ratio() > _NEARLY
        for other in known
    )


def _spellings(statement: Statement) -> frozenset[str]:
    folded = statement.text.lower()
    bare = "".join(c if c.isalnum() or c in "&'’-" else " " for c in folded).split()
    return statement.names | frozenset(bare) | frozenset(w.removesuffix("'s") for w in bare)
