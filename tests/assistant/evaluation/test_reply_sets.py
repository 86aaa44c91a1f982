"""The test sets of replies have nothing in common with the starter's training data."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import reply_sets
from training.starter.corpora import normalised, read
from training.starter.recipe import Recipe


@pytest.mark.data
def test_no_judged_entity_and_no_judged_request_was_learnt(shared_data: Path) -> None:
    held_out = Recipe().held_out
    learnt = read(shared_data, one_in=held_out)
    held = read(shared_data, one_in=held_out, judging=True)
    assert not {one.entity for one in learnt.snippets} & {one.entity for one in held.snippets}
    known = {(one.intent, normalised(one.text)) for one in learnt.requests}
    assert not known & {(one.intent, normalised(one.text)) for one in held.requests}
    assert len(held.requests) > 500
    judged = reply_sets.dstc9(shared_data)
    replies = {reply for one in held.snippets for reply in one.replies}
    assert {case.reply for case in judged} == replies
    assert len(reply_sets.dstc9(shared_data, every=True)) > len(judged)


@pytest.mark.data
def test_what_answers_stands_first_among_what_is_found(shared_data: Path) -> None:
    for case in reply_sets._of(reply_sets.dstc10(shared_data), by_title=True):
        assert case.prompt.passages[0].text == case.reply
        assert len(case.prompt.passages) <= 3
        assert case.prompt.turns[-1].role == "customer"


def test_the_demo_has_english_questions() -> None:
    judged = reply_sets.demo_set()
    assert len(judged.queries) > 40
    assert all(query.relevant <= {entry.id for entry in judged.entries} for query in judged.queries)


def test_some_are_spread_evenly() -> None:
    cases = reply_sets._of(reply_sets.demo_set())
    assert reply_sets.spread(cases, 0) == cases
    some = reply_sets.spread(cases, 4)
    assert [cases.index(case) for case in some] == [at * len(cases) // 4 for at in range(4)]
