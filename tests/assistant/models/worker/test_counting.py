"""The values of number words in spoken language."""

from __future__ import annotations

import pytest

from assistant.models.worker.counting import values


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("twenty-five percent", {25}), ("one hundred and twenty five", {125}), ("fifty two", {52}),
        ("two and three", {2, 3}), ("two thousand and five", {2005}), ("a dozen", {12}),
        ("one five one third street", {151}),  # digits read out are not added up
        ("zip code nine four one zero nine", {94109}), ("eight thirty four", {834}),
        ("eight thirty four thirty seven", {83437}), ("this one", set()), ("one day", {1}),
    ],
)  # fmt: skip
def test_numbers_and_figures(text: str, said: set[int]) -> None:
    assert set(values(text)) == said
