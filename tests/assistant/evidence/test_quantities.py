"""Parsing of quantities in text."""

from __future__ import annotations

import pytest

from assistant.evidence.chinese import LEXICON as CHINESE
from assistant.evidence.english import LEXICON as ENGLISH
from assistant.evidence.lexicon import LOWER, UPPER
from assistant.evidence.quantities import codes, quantities


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5 pm", "17:00"), ("5 a.m.", "05:00"), ("at 5", "5 pm"), ("noon", "12 pm"),
        ("1,000 euros", "€1000"), ("10 gbp", "£10"), ("2.50 eur", "2.5 €"), ("50%", "50 percent"),
        ("two days", "2 days"), ("twenty-five guests", "25 guests"), ("3k", "3,000"),
    ],
)  # fmt: skip
def test_the_same_number_written_otherwise(one: str, other: str) -> None:
    (here,), (there,) = quantities(one, ENGLISH), quantities(other, ENGLISH)
    assert here.equals(there)
    assert there.equals(here)


@pytest.mark.parametrize(
    ("one", "other"),
    [("5 pm", "5 am"), ("14 days", "14 weeks"), ("10 euros", "10 dollars"), ("5", "15")],
)
def test_different_numbers(one: str, other: str) -> None:
    (here,), (there,) = quantities(one, ENGLISH), quantities(other, ENGLISH)
    assert not here.equals(there)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("within 14 days", UPPER), ("after 14 days", LOWER), ("up to 3 items", 0),
        ("14 days", 0), ("24 hours before", UPPER), ("18 or older", LOWER), ("over 30 kg", LOWER),
    ],
)  # fmt: skip
def test_bounds(text: str, bound: int) -> None:
    assert [number.bound for number in quantities(text, ENGLISH)] == [bound]


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("14天内", 14, "day", UPPER), ("十四天", 14, "day", 0), ("三个月后", 3, "month", LOWER),
        ("百分之五十", 50, "percent", 0), ("两小时", 2, "hour", 0), ("至少3件", 3, "piece", LOWER),
        ("1.5万元", 15000, "", 0),
    ],
)  # fmt: skip
def test_chinese_numbers(text: str, value: float, unit: str, bound: int) -> None:
    (found,) = quantities(text, CHINESE)
    assert (found.value, found.unit or unit, found.bound) == (value, unit or found.unit, bound)


def test_one_is_mostly_no_number() -> None:
    assert not quantities("this one is for everyone", ENGLISH)


def test_codes_are_mixtures_of_letters_and_digits() -> None:
    assert list(codes("order ab-4711 for 14 days, 85x60x60cm")) == ["ab-4711", "85x60x60cm"]
