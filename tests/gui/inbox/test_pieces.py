"""Texts are cut into pieces that are short, and are the text again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui.inbox.thread.pieces import LONGEST, cuts


@given(st.text(max_size=200), st.integers(0, 60))
def test_pieces_joined_are_the_text(text: str, times: int) -> None:
    whole = text * times
    found = list(cuts(whole))
    assert "".join(whole[start:end] for start, end in found) == whole
    assert all(end - start <= LONGEST for start, end in found)
    assert found[0][0] == 0


def test_a_text_is_cut_where_a_line_ends() -> None:
    text = "word " * 250 + "\n" + "word " * 250
    first = next(cuts(text))
    assert text[first[1] - 1] == "\n"


def test_a_word_without_end_is_cut_all_the_same() -> None:
    assert len(list(cuts("x" * 1_000_000))) == -(-1_000_000 // LONGEST)
