"""Few typed letters find the right name."""

from __future__ import annotations

import pytest

from gui.palette.matching import best, fit, stretches


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "Anything"),
        ("back", "Back up now"),
        ("now back", "Back up now"),
        ("bun", "Back up now"),
        ("theme", "Use the dark theme"),
        ("DARK", "Use the dark theme"),
        ("shrtct", "Show the shortcuts"),
        ("备份", "立即备份"),
        ("knowl", "Knowledge"),
    ],
)
def test_what_fits(query: str, name: str) -> None:
    assert fit(query, name) > 0


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("xyz", "Back up now"),
        ("qn", "Quit Replydesk now and then, when nobody looks"),
        ("refund", "Use the dark theme and follow no other one, nor do so"),
        ("备份", "退出"),
    ],
)
def test_what_does_not(query: str, name: str) -> None:
    assert fit(query, name) == 0


def test_the_beginning_is_better_than_words_and_words_than_letters() -> None:
    fits = [
        fit("set", "Settings"), fit("set", "Open settings"), fit("set", "Reset"),
        fit("set", "Save every text"),
    ]  # fmt: skip
    assert fits == sorted(fits, reverse=True)
    assert len(set(fits)) == len(fits)


def test_an_action_is_found_by_its_english_name_in_a_chinese_window() -> None:
    assert best("back up", ("立即备份", "back up now")) > 0


def test_marked_are_the_words_whatever_their_case() -> None:
    text = "Where is my Refund? REFUND!"
    assert [text[a:b] for a, b in stretches("refund my", text)] == ["my", "Refund", "REFUND"]
    assert stretches("", text) == []
    assert stretches("(", "a (b") == [(2, 3)]
