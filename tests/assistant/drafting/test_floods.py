"""Texts made to cost time, for all code that reads drafts, sources and customers' messages."""

from __future__ import annotations

import pytest

from assistant.drafting.composed import compose
from assistant.drafting.identifiers import OtherCustomers, guarded
from assistant.drafting.mood import mood
from assistant.evidence.courtesy import claim_spans
from assistant.evidence.judge import Judge
from assistant.prompt import Passage, Prompt, PromptTurn
from assistant.store.database import Store
from tests.effort import at_most

LENGTH = 100_000
FLOODS = {
    "letters": "x" * LENGTH,
    "digits": "1" * LENGTH,
    "full stops": "." * LENGTH,
    "Chinese": "退" * LENGTH,
    "words": "a " * (LENGTH // 2),
    "hyphens": "a-" * (LENGTH // 2),
    "braces": "{{" * (LENGTH // 2),
    "addresses": "a@" * (LENGTH // 2),
    "brackets": "(1" * (LENGTH // 2),
    "lines": "\n" * LENGTH,
    "questions": "Do you " * (LENGTH // 7),
    "markup": '<b>Bold</b> <img src="http://127.0.0.1:9/x.png"> ' + "x" * LENGTH,
}


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_a_flood_costs_time_by_its_length_only(flood: str, store: Store) -> None:
    judge, source = Judge(None), Passage("Fees", "It costs 5 euros.")
    with at_most(10):
        mood(flood)
        list(claim_spans(flood))
        guarded(flood, OtherCustomers(store), None, [])
        compose(Prompt((Passage("Fees", flood),), (PromptTurn("customer", "Hello?"),)))
        compose(Prompt((source,), (PromptTurn("customer", flood),)))
        judge.judge(source.text, [Passage("Fees", flood)], flood)
        assert judge.judge(flood, [source]).verdict != "supported"
