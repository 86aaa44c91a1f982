from __future__ import annotations

import pytest

from gui.knowledge.word_diff import word_diff
from tests.effort import at_most


def sides(old: str, new: str) -> tuple[str, str]:
    pieces = word_diff(old, new)
    return (
        "".join(piece.text for piece in pieces if piece.side != "new"),
        "".join(piece.text for piece in pieces if piece.side != "old"),
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("", "all new"),
        ("all gone", ""),
        ("We refund in 5 days.", "We refund within 3 working days."),
        ("五个工作日内退款。", "三个工作日内退款。"),
        ("one\ntwo\nthree", "one\nthree\nfour"),
        ("a a a a", "a a a a a"),
    ],
)
def test_both_texts_can_be_read_off_the_pieces(old: str, new: str) -> None:
    assert sides(old, new) == (old, new)


def test_only_the_word_that_changed_is_marked() -> None:
    changed = [p for p in word_diff("paid in 5 days", "paid in 3 days") if p.side != "both"]
    assert changed == [("old", "5"), ("new", "3")]


def test_chinese_is_compared_by_characters() -> None:
    changed = [p for p in word_diff("五个工作日", "三个工作日") if p.side != "both"]
    assert changed == [("old", "五"), ("new", "三")]


@pytest.mark.parametrize("unit", ["x", "ab ", "line\n", "退", "a b\n"])
def test_no_text_makes_it_slow(unit: str) -> None:
    old = unit * (200_000 // len(unit))
    new = "y" + old[: len(old) // 2] + "z " + old[len(old) // 2 :] + "q"
    with at_most(3):
        assert sides(old, new) == (old, new)


def test_different_long_texts_are_shown_whole_and_soon() -> None:
    old, new = "alpha beta\n" * 10_000, "gamma delta\n" * 10_000
    with at_most(3):
        assert sides(old, new) == (old, new)
