"""The phrases that the starter learns to put around an answer state no facts."""

from __future__ import annotations

import pytest

from assistant.evidence.courtesy import needs_no_source
from training.starter import phrases

PHRASES = (
    *phrases.OPENINGS, *phrases.WARM_OPENINGS, *phrases.FORMAL_OPENINGS,
    *phrases.CLOSINGS, *phrases.WARM_CLOSINGS, *phrases.FORMAL_CLOSINGS,
)  # fmt: skip


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_needs_no_source(phrase: str) -> None:
    assert needs_no_source(phrase)


@pytest.mark.parametrize(
    "claim",
    [
        "I understand that returns are free.",
        "We remain open for any further questions.",
        "I am here until Friday.",
        "I will gladly refund you.",
        "Thanks for asking, returns are free.",
    ],
)
def test_what_only_looks_like_one_needs_one(claim: str) -> None:
    assert not needs_no_source(claim)
