"""The features that measure how far a sentence agrees with a piece of a source.

Each feature is a number, most of them between 0 and 1. `FEATURES` lists their names in the order in
which the head (`head.py`) weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.evidence.lexicon import Lexicon
from assistant.evidence.missing_names import name_features
from assistant.evidence.quantities import Quantity
from assistant.evidence.sequence import in_sequence
from assistant.evidence.statement import Statement, lexicon_of

FEATURES: Final = (
    "covered", "missing", "missing_heaviest", "only_in_question", "likeness", "likeness_question",
    "likeness_both", "subject", "negation", "negation_any", "lead", "lead_unsaid", "lead_itself",
    "number", "bound", "bound_unsaid", "binding", "opposite",
    "name", "name_other", "code", "only", "condition", "duty", "quantity_word", "limit_added",
    "limit_dropped", "order", "copied", "replaced",
    "turned", "missing_share",
)  # fmt: skip
VETOES: Final = (
    "number",
    "code",
    "lead",
    "negation_any",
    "bound",
    "turned",
    "opposite",
    "name_other",
    "binding",
)
"""Features that rule out support on their own; each is reported as a reason to people."""
_LIKE: Final = 0.45
_SIZE: Final = re.compile(r"(?<=\d)(?:cm|mm|m|in|inch|inches|kg|g)$")
_ONE_MOVED: Final = 0.3
_COPIED: Final = 0.85
_AS_GOOD: Final = 0.8
"""Share of the best clause's overlap from which another clause may be the one that is meant."""

Features = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a sentence is compared with: a piece of an answer, and the question it answers.

    Attributes:
        answer: A sentence of the source, or a few consecutive ones.
        question: The question or title of the source.
        opens: Whether the piece begins the answer, so that its yes or no answers the question.
        said: Numbers, codes and names the customer wrote, which a reply may repeat.
    """

    answer: Statement
    question: Statement
    opens: bool
    said: Statement | None = None


def features(
    claim: Statement,
    ground: Ground,
    alike: Mapping[str, float],
    likeness: tuple[float, float, float],
) -> Features:
    """The features of a claim and a piece of a source, in the order of `FEATURES`.

    Args:
        claim: The sentence.
        ground: The piece.
        alike: For each content word of the claim that the piece lacks, the similarity (0 to 1) of
            its nearest word in the piece.
        likeness: Cosine similarity of the claim with the answer, with the question, and with both
            joined; 0 if the embedding model cannot read the text.
    """
    lexicon = lexicon_of(claim.lang)
    coverage = _coverage(claim, ground, alike)
    copied = in_sequence(claim, ground.answer, lexicon)
    found = {
        **coverage,
        "likeness": likeness[0],
        "likeness_question": likeness[1],
        "likeness_both": likeness[2],
        **_negation(claim, ground),
        **_lead(claim, ground),
        **_numbers(claim, ground),
        "binding": _binding(claim, ground.answer, copied["copied"]),
        "opposite": _opposites(claim, ground, lexicon),
        **name_features(claim, ground.answer, ground.question, ground.said),
        **_limits(claim.marks, ground.answer.marks),
        **copied,
    }
    return np.array([found[name] for name in FEATURES])


def _coverage(claim: Statement, ground: Ground, alike: Mapping[str, float]) -> dict[str, float]:
    total = claim.weight or 1.0
    as_one = {
        key
        for stem, made_of in claim.joined.items()
        if stem in ground.answer.keys or stem in ground.question.keys
        for key in made_of
    }
    have, asked, heaviest = 0.0, 0.0, 0.0
    subject, subject_had = 0.0, 0.0
    light = lexicon_of(claim.lang).light
    for key, weight in claim.keys.items():
        near = max(0.0, (alike.get(key, 0.0) - _LIKE) / (1 - _LIKE))
        if key in ground.answer.keys or key in ground.answer.joined or key in as_one:
            near = 1.0
        elif key in ground.question.keys:
            near, asked = 1.0, asked + weight
        else:
            heaviest = max(heaviest, weight * (1 - near))
        have += weight * near
        if key not in light and not key.startswith(tuple(claim.names) or ("\0",)):
            subject, subject_had = subject + weight, subject_had + weight * near
    return {
        "covered": have / total if claim.keys else 0.0,
        "missing": min(1.0, (total - have) / 4) if claim.keys else 1.0,
        "missing_heaviest": heaviest,
        "missing_share": min(1.0, heaviest / total),
        "only_in_question": asked / total,
        "subject": subject_had / subject if subject else float(bool(claim.quantities)),
    }


def _negation(claim: Statement, ground: Ground) -> dict[str, float]:
    """Contradicting negations between claim and source.

    `negation` is the share, by weight, of shared words that are negated on one side only;
    `negation_any` is the largest such share in any one clause.
    """
    sources = [(clause.keys, clause.negated) for clause in ground.answer.clauses if clause.keys]
    if ground.opens and ground.answer.lead:
        denied = ground.answer.lead < 0
        sources += [
            (clause.keys, clause.negated != denied)
            for clause in ground.question.clauses
            if clause.keys
        ]
    against = weighed = worst = 0.0
    for clause in claim.clauses:
        shared = [
            (sum(weight for key, weight in clause.keys.items() if key in keys), negated)
            for keys, negated in sources
        ]
        best = max((one for one, _ in shared), default=0.0)
        agree = not best or any(
            negated == clause.negated for one, negated in shared if one >= best * _AS_GOOD
        )
        weighed += best
        if not agree:
            against += best
            worst = max(worst, best / sum(clause.keys.values()))
    return {
        "negation": against / weighed if weighed else 0.0,
        "negation_any": worst,
    }


def _lead(claim: Statement, ground: Ground) -> dict[str, float]:
    """Compare a leading yes or no with the source's, or with whether the source negates."""
    if not claim.lead:
        return {"lead": 0.0, "lead_unsaid": 0.0, "lead_itself": 0.0}
    denies = claim.lead < 0
    itself = float(_first_denies(claim) != denies and bool(claim.keys))
    if ground.opens and ground.answer.lead:
        against = float(claim.lead != ground.answer.lead)
        return {"lead": against, "lead_unsaid": 0.0, "lead_itself": itself}
    unsaid = float(_first_denies(ground.answer) != denies)
    return {"lead": 0.0, "lead_unsaid": unsaid, "lead_itself": itself}


def _first_denies(statement: Statement) -> bool:
    first = next((clause for clause in statement.clauses if clause.keys), None)
    return first is not None and first.negated


def _numbers(claim: Statement, ground: Ground) -> dict[str, float]:
    have = [*ground.answer.quantities, *ground.question.quantities]
    told = [*ground.said.quantities] if ground.said else []
    missing = against = unsaid = 0
    for number in claim.quantities:
        equal = [other for other in have if number.equals(other)]
        if not equal:
            missing += not any(number.equals(other) for other in told)
            continue
        if not any(other.bound == number.bound for other in equal):
            if number.bound and all(other.bound == -number.bound for other in equal):
                against += 1
            else:
                unsaid += 1
    known = ground.answer.codes | ground.question.codes
    known |= ground.said.codes if ground.said else frozenset()
    known |= {_bare(code) for code in known}
    return {
        "number": float(missing > 0),
        "bound": float(against > 0),
        "bound_unsaid": float(unsaid > 0),
        "code": float(any(code not in known and _bare(code) not in known for code in claim.codes)),
    }


def _bare(code: str) -> str:
    """A size without its unit, e.g. "85x60x60cm" without "cm"."""
    return _SIZE.sub("", code)


def _binding(claim: Statement, answer: Statement, copied: float) -> float:
    """How far numbers are near other words than in the source: in "under 5 free, 5 to 16 half
    price", each number belongs to its own words.

    Returns 1 if the numbers of an almost literal copy are in another order, or if two or more have
    moved (or the only one that can be judged); less if one of several has moved.
    """
    if len(answer.quantities) < 2 or not claim.quantities:
        return 0.0
    if copied >= _COPIED and not _in_order(claim.quantities, answer.quantities):
        return 1.0
    wrong = told = 0
    for number in claim.quantities:
        near = _around(claim, number)
        matches = [other for other in answer.quantities if number.equals(other)]
        others = [other for other in answer.quantities if not number.equals(other)]
        if not near or not matches or not others:
            continue
        own = max(len(near & _around(answer, other)) for other in matches)
        rival = max(len(near & _around(answer, other)) for other in others)
        told += 1
        wrong += rival > own
    if told > 1 and wrong == 1:  # a swap moves two, a new word order one
        return _ONE_MOVED
    return float(wrong > 0)


def _in_order(numbers: Sequence[Quantity], source: Sequence[Quantity]) -> bool:
    """Whether the numbers occur in the source in the same order."""
    left = iter(source)
    return all(any(number.equals(other) for other in left) for number in numbers)


def _around(statement: Statement, number: Quantity) -> frozenset[str]:
    return statement.beside(number)


def _opposites(claim: Statement, ground: Ground, lexicon: Lexicon) -> float:
    """1 if a word of the claim is missing from the source, which has its opposite; else 0."""
    source = ground.answer.spoken | frozenset(ground.answer.tokens)
    found = 0
    for word in claim.spoken:
        if word in source or word in ground.question.spoken:
            continue
        found += bool(lexicon.opposites[word] & ground.answer.spoken)
    return min(1.0, found / 1.0)


_DUTY: Final = frozenset({"must", "may"})
_AMOUNT: Final = frozenset({"all", "some", "any", "both", "either"})
_LIMITS: Final = frozenset({"only", "if", "except", "must", "within", "after", "before", "until",
                            "atleast", "atmost", "by", "some"})  # fmt: skip


def _limits(claim: frozenset[str], source: frozenset[str]) -> dict[str, float]:
    added, dropped = claim - source, source - claim
    return {
        "only": float("only" in added),
        "condition": float("if" in added) + float("except" in added),
        "duty": float(bool(_DUTY & added) and bool(_DUTY & dropped)),
        "quantity_word": float(bool(_AMOUNT & added) and bool(_AMOUNT & dropped)),
        "limit_added": min(1.0, len(added & _LIMITS) / 2),
        "limit_dropped": min(1.0, len(dropped & _LIMITS) / 2),
    }
