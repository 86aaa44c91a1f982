"""A block of text: how it wraps, folds and stays harmless."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gui.widgets.presentable import fields, one_line, presentable
from gui.widgets.text_block import Stretch, TextBlock
from tests.effort import at_most
from tests.gui.event_loop import turn


@pytest.fixture
def block() -> Iterator[TextBlock]:
    made = TextBlock(lines=3)
    made.resize(200, 100)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    turn()


def test_a_long_text_folds_and_unfolds(block: TextBlock) -> None:
    heard: list[bool] = []
    block.folded.connect(heard.append)
    block.set_text("one two three four five six seven " * 20)
    folded = block.heightForWidth(200)
    assert block.more
    block.set_lines(0)
    assert not block.more
    assert block.heightForWidth(200) > 3 * folded
    assert heard == [True, False]


def test_a_narrower_block_is_higher(block: TextBlock) -> None:
    block.set_lines(0)
    block.set_text("The second payment is released to the same card within five working days.")
    assert block.heightForWidth(100) > block.heightForWidth(300)


def test_text_that_is_written_on_grows(block: TextBlock) -> None:
    block.set_lines(0)
    before = block.heightForWidth(200)
    for _ in range(50):
        block.append("and on it goes. ")
    assert block.heightForWidth(200) > 5 * before


def test_text_that_is_written_on_where_it_is_folded_costs_nothing(block: TextBlock) -> None:
    block.set_text("one two three four five six seven " * 40)
    with at_most(1):
        for _ in range(500):
            block.append("and on it goes. ")
            block.heightForWidth(200)
    assert block.more


def test_letters_without_a_width_hide_nothing_unsaid(block: TextBlock) -> None:
    block.set_text("\u200b" * 3_000 + "and now something else")
    assert block.more


def test_stretches_behind_emoji_and_in_folded_text_are_painted(block: TextBlock) -> None:
    text = "😀😀 {{Order Number}} and the second word " + "on and on " * 300
    at = text.index("second")
    block.set_text(text, (Stretch(3, 19, "field"), Stretch(at, at + 6), Stretch(2000, 2005)))
    assert not block.grab().isNull()


def test_a_million_letters_without_a_blank_cost_no_time(block: TextBlock) -> None:
    block.set_lines(0)
    with at_most(1):
        block.set_text("x" * 1_000_000)
        block.grab()


def test_nothing_reorders_or_hides_what_stands_beside_it() -> None:
    hostile = "a\u202egnp.exe\u202c\u2066b\u2069\x00\x1b[31m\r\n😀"
    shown = presentable(hostile)
    assert len(shown) == len(hostile)
    assert not set(shown) & set("\u202e\u202c\u2066\u2069\x00\x1b\r")
    assert shown.endswith("\n😀")
    assert one_line(" a \n\n b\t" + "c" * 900, 20) == "a b cccccccccccccccc"


def test_fields_are_placeholders_of_one_line() -> None:
    text = "{{Order Number}} {{}} {{a\nb}} {{{x}}}"
    assert [text[a:b] for a, b in fields(text)] == ["{{Order Number}}", "{{x}}"]
