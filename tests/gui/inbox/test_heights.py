"""Sums and positions of many heights agree with the plain way of counting."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from gui.inbox.thread.heights import Heights

_HEIGHTS = st.lists(st.integers(1, 90), min_size=1, max_size=60)


@given(_HEIGHTS, st.lists(st.tuples(st.integers(0, 59), st.integers(1, 90)), max_size=20))
def test_tops_follow_every_change(rows: list[int], changes: list[tuple[int, int]]) -> None:
    heights = Heights(rows)
    for row, height in changes:
        if row < len(rows):
            rows[row] = height
            heights.change(row, height)
    tops = [0, *accumulate(rows)]
    assert [heights.top(row) for row in range(len(rows) + 1)] == tops
    assert heights.total == tops[-1]


@given(_HEIGHTS, st.integers(-10, 6_000))
def test_the_row_at_a_place_is_the_one_that_covers_it(rows: list[int], y: int) -> None:
    heights = Heights(rows)
    found = heights.at(y)
    if 0 <= y < heights.total:
        assert heights.top(found) <= y < heights.top(found + 1)
    else:
        assert found == (0 if y < 0 else len(rows) - 1)
