"""Evenly spaced samples."""

from __future__ import annotations

import pytest

from training.sampling import evenly


@pytest.mark.parametrize(
    ("count", "most", "found"),
    [
        (10, 5, [0, 2, 4, 6, 8]),
        (7, 3, [0, 2, 4]),
        (3, 5, [0, 1, 2]),
        (3, 0, []),
        (3, -1, []),
        (0, 5, []),
    ],
)
def test_a_few_are_spread_over_all(count: int, most: int, found: list[int]) -> None:
    assert evenly(range(count), most) == found
