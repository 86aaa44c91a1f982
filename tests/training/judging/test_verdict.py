"""The verdict on the measures before and after, and the pairs for blind rating."""

from __future__ import annotations

from assistant.evidence.judge import Judge
from assistant.prompt import Passage, Prompt, PromptTurn
from training.judging.drafts import Drafted, chosen
from training.judging.pairs import blind_pairs
from training.judging.verdict import BETTER, NOT_WORSE, WORSE, backtested, judged
from training.replies.examples import ReplyExample

GOOD = "You can return item {n} within 14 days. The label is free."
VAGUE = "Thank you. You can return item {n}."
FALSE = "You can return item {n} within 99 days. Our shop in Leeds pays 500 euros."


def drafted(before: str, after: str, *, month: str = "2026-05", count: int = 12) -> list[Drafted]:
    found = []
    for n in range(count):
        prompt = Prompt(
            (Passage(f"Can I return item {n}?", GOOD.format(n=n)),),
            (PromptTurn("customer", f"Can I send item {n} back?"),),
        )
        example = ReplyExample(prompt, GOOD.format(n=n), month)
        found.append(Drafted(example, before.format(n=n), after.format(n=n)))
    return found


def test_what_answers_more_like_the_agents_is_better():
    found = judged(drafted(VAGUE, GOOD), None)
    assert found.better
    assert found.verdict == BETTER
    assert (found.backtest.as_is, found.backtest.before_as_is) == (12, 0)
    alike = next(one for one in found.measures if one.name == "rouge_l")
    assert alike.after > alike.before


def test_the_same_is_not_worse():
    found = judged(drafted(GOOD, GOOD), None)
    assert found.better
    assert found.verdict == NOT_WORSE


def test_what_invents_is_not_put_to_use_however_alike_it_is():
    found = judged(drafted(VAGUE, FALSE), None)
    assert not found.better
    assert found.verdict == WORSE
    invented = next(one for one in found.measures if one.name == "invented")
    assert invented.after > invented.bar


def test_nothing_written_is_worse():
    assert not judged(drafted(GOOD, ""), None).better


def test_only_the_last_month_is_drafted_again():
    both = [*drafted(GOOD, GOOD, month="2026-04"), *drafted(VAGUE, GOOD, count=5)]
    assert backtested(both, Judge(None)).drafts == 5
    assert backtested(drafted(GOOD, GOOD, month=""), Judge(None)) is None


def test_the_newest_questions_are_drafted_first():
    old = [one.example for one in drafted("", "", month="2026-03", count=20)]
    new = [one.example for one in drafted("", "", month="2026-04", count=6)]
    some = chosen([*old, *new], 10)
    assert some[:6] == new
    assert len(some) == 10
    assert chosen([*old, *new], 4) == [new[0], new[1], new[3], new[4]]
    assert chosen(old, 0) == []


def test_pairs_are_blind_and_drawn_by_the_seed():
    some = drafted(VAGUE, GOOD, count=40)
    pairs = blind_pairs(some, seed=1)
    assert pairs == blind_pairs(some, seed=1) != blind_pairs(some, seed=2)
    assert len(pairs) == 30
    sides = [pair["new"] for pair in pairs]
    assert 5 < sides.count("one") < 25
    for pair in pairs:
        assert pair["chosen"] == ""
        assert pair[pair["new"]].startswith("You can return")
        assert "{" not in pair["sources"][0]


def test_the_same_draft_twice_is_no_pair():
    assert blind_pairs(drafted(GOOD, GOOD), seed=1) == []
