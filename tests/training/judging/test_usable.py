"""Drafts rated as usable as they are, after a light edit, or not at all."""

from __future__ import annotations

import pytest

from assistant.evidence.judge import Judge
from assistant.prompt import Passage, Prompt, PromptTurn
from training.judging.usable import edit_share, usable

PROMPT = Prompt(
    (Passage("How long can I return an item?", "You can return an item within 14 days. It is free."),),  # noqa: E501
    (PromptTurn("customer", "Can I send my jacket back?"),),
)  # fmt: skip
REPLY = "You can return an item within 14 days. It is free. Shall I send you a label?"


@pytest.mark.parametrize(
    ("draft", "wanted"),
    [
        (REPLY, "as_is"),
        ("Hello! You can return an item within 14 days. It is free.", "as_is"),
        ("You can return an item within 14 days.", "edited"),
        ("You can return an item within 40 days. It is free.", "not_usable"),
        ("You can not return an item within 14 days. It is free.", "not_usable"),
        ("The shop in Leeds opens at nine.", "not_usable"),
        ("", "not_usable"),
    ],
)
def test_it_is_told_what_a_draft_would_have_saved(draft, wanted):
    assert usable(draft, REPLY, PROMPT, Judge(None)) == wanted


def test_what_the_agent_said_is_right_even_without_a_source():
    prompt = Prompt((), PROMPT.turns)
    assert usable(REPLY, REPLY, prompt, Judge(None)) == "as_is"


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("", "", 0.0), ("a b c", "", 1.0), ("a b c d", "a b c d", 0.0),
        ("A b, c d!", "a b c d", 0.0), ("a b c d", "a x c d", 0.25), ("a b c", "a b c d", 0.25),
        ("今天发货", "明天发货", 0.25), ("b a", "a b", 1.0),
    ],
)  # fmt: skip
def test_words_that_differ_are_counted(one, other, wanted):
    assert edit_share(one, other) == pytest.approx(wanted)
    assert edit_share(other, one) == pytest.approx(wanted)
