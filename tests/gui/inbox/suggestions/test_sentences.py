"""Sentences of answers, as they are offered one by one."""

from __future__ import annotations

import pytest

from gui.inbox.suggestions.sentences import sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("I'm sorry. We refund 5.40 EUR. Is that fine?", 3),
        ("Please write to Mr. Smith (today!). Thank you.", 2),
        ("Open e.g. the order page. See ref. 5 below.", 2),
        ("No. We do not ship there.", 2),
        ("1. Open the account.\n2. Choose the items.", 2),
        ("Visit www.example.com now... Please do.", 2),
        ("发货前可以取消。已经付款的，当天退回！“好的。”还有问题吗？", 4),
        ("Really?好的!", 2),
        ("First line\n\nSecond line", 2),
        ("no full stop at all", 1),
        ("", 0),
        (" \n ", 0),
    ],
)
def test_pieces_are_sentences_and_joined_the_text_again(text: str, count: int) -> None:
    pieces = sentences(text)
    assert len(pieces) == count
    assert all(piece.strip() for piece in pieces)
    if count:
        assert "".join(pieces) == text


def test_a_text_without_an_end_costs_no_time() -> None:
    assert len(sentences("x" * 1_000_000)) == 1
    assert len(sentences("a. " * 300_000)) < 10_000
