"""A page that was read again becomes the smallest changes of the list."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from gui.inbox.conversations.merging import span_of, steps
from gui.inbox.conversations.row import Row

_AT = datetime(2026, 5, 18, tzinfo=UTC)
_IDS = st.sets(st.integers(1, 40)).map(lambda ids: sorted(ids, reverse=True))


def _rows(ids: list[int], name: str) -> list[Row]:
    return [Row(id_, name, "", "open", "en", _AT, None, None, False, 0) for id_ in ids]


@given(_IDS, _IDS, st.integers(0, 3))
def test_steps_make_the_old_rows_the_new_ones(old: list[int], new: list[int], offset: int) -> None:
    above = _rows(list(range(100, 100 - offset, -1)), "above")
    rows = [*above, *_rows(old, "old")]
    for step in steps(_rows(old, "old"), _rows(new, "new"), offset):
        rows[step.first : step.end] = step.rows
    assert rows == [*above, *_rows(new, "new")]


@given(_IDS, _IDS)
def test_rows_that_stay_are_not_removed(old: list[int], new: list[int]) -> None:
    kept = len(set(old) & set(new))
    replaced = [
        step for step in steps(_rows(old, "old"), _rows(new, "new"), 0)
        if step.rows and step.end > step.first
    ]  # fmt: skip
    assert len(replaced) == kept


@given(_IDS, st.none() | st.integers(1, 41), st.none() | st.integers(1, 40))
def test_a_page_speaks_for_the_ids_between_its_ends(
    ids: list[int], below: int | None, last: int | None
) -> None:
    span = span_of(ids, below, last)
    meant = [id_ for id_ in ids if (below is None or id_ < below) and (last is None or id_ >= last)]
    assert ids[span.first : span.end] == meant
