"""`benchmarks.invented` counts exactly the values that are nowhere in the prompt."""

from __future__ import annotations

import pytest

from assistant.evaluation.reply_files import Case
from assistant.prompt import Passage, Prompt, PromptTurn
from benchmarks.invented import KINDS, found_in, measured, shared_out, shown, together

PROMPT = Prompt(
    (
        Passage(
            "Do you deliver on Saturdays?",
            "No, from Monday on. It costs €4.90, takes 3-5 days and comes by 18:30. Write to "
            "help@shop.example with {{Order Number}}. Returns are free for two weeks of "
            "fifty-two.",
        ),
    ),
    (PromptTurn("customer", "AB-1234567? I am in Cork, call four one five zero please."),),
)


@pytest.mark.parametrize(
    ("draft", "kinds"),
    [
        ("It costs €4.90 and comes by 18:30 on Mondays, in 3 to 5 days.", set()),
        ("AB-1234567 comes to Cork; write to help@shop.example with {{Order Number}}.", set()),
        ("There are 52 weeks.", set()),
        ("Call 4150.", set()),
        ("Call 4151.", {"numbers"}),
        ("There are 50 weeks.", set()),
        ("There are 53 weeks.", {"numbers"}),
        ("1. Open it.\n2. Send it back within 2 weeks, or two.", set()),
        ("It costs €5.90.", {"amounts"}),
        ("You save 20%.", {"amounts"}),
        ("It comes by 17:30.", {"times"}),
        ("It takes 7 days.", {"numbers"}),
        ("It takes six days.", {"numbers"}),
        ("It comes on Friday.", {"dates"}),
        ("Your parcel is AB-7654321.", {"codes"}),
        ("Your order is 12345678.", {"codes"}),
        ("It has a 3-day limit and 18:30h.", set()),
        ("Write to sales@shop.example.", {"addresses"}),
        ("See www.other.example.", {"addresses"}),
        ("Send us {{Invoice Number}}.", {"fields"}),
        ("We deliver to Paris.", {"names"}),
    ],
)
def test_what_is_counted(draft: str, kinds: set[str]) -> None:
    assert {kind for kind, _ in found_in(draft, PROMPT)} == kinds


def test_counts_of_writers_are_put_together() -> None:
    cases = [Case(PROMPT, "No, from Monday on.")] * 2
    drafts = iter(["Yes, we do.", "No, but it costs €7."])
    figures = measured(cases, lambda _: next(drafts))
    assert (figures["n"], figures["amounts"], figures["any"]) == (2, 1, 1)
    assert (figures["yes_no_swapped"], figures["yes_no_n"]) == (1, 2)
    total = together({"a": {"x": figures}, "b": {"x": figures}}, "x")
    assert (total["n"], total["amounts"], total["yes_no_swapped"]) == (4, 2, 2)
    assert all(f" {kind} |" in shown({"a": {"x": figures}}) for kind in KINDS)


def test_what_a_small_set_has_not_the_larger_ones_give() -> None:
    shares = shared_out({"a": 900, "b": 10, "c": 40}, 100)
    assert shares == {"b": 10, "c": 40, "a": 50}
    assert sum(shared_out({"a": 900, "b": 800, "c": 42}, 500).values()) == 500
