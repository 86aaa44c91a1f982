"""Determines whether the day or the month comes first in an export's dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from assistant.transcripts.recognition.detected import evidence_text


class Order(NamedTuple):
    """Whether the day comes first (None if unknown), and the reason for it."""

    day_first: bool | None
    reason: str


FIRST, SECOND, DOTS, DASHES, IN_ORDER = "first", "second", "dots", "dashes", "order"


def told_order(order: Order) -> str:
    """The order as a piece of evidence."""
    if order.day_first is None:
        return evidence_text(text="no date tells whether the day or the month comes first")
    if order.reason == FIRST:
        return evidence_text(text="the day comes first in dates: a first number is above 12")
    if order.reason == SECOND:
        return evidence_text(text="the month comes first in dates: a second number is above 12")
    if order.reason == DOTS:
        return evidence_text(text="the day comes first in dates, as they have dots")
    if order.reason == DASHES:
        return evidence_text(text="the day comes first in dates, as they have dashes")
    if order.day_first:
        return evidence_text(text="the day comes first in dates: only so messages stand in order")
    return evidence_text(text="the month comes first in dates: only so messages stand in order")


def order_of(stamps: Iterable[str], *, dashes: bool = False) -> Order:
    """Determine whether the day comes first in these dates.

    Args:
        stamps: The dates as written, in the order of the messages.
        dashes: Whether dates with dashes have the day first, as on phones.
    """
    dates: list[tuple[int, int, int, str]] = []
    for stamp in stamps:
        date, _, time = stamp.partition(" ")
        parts = re.split(r"[./-]", date)
        if len(parts) != 3 or len(parts[0]) == 4:
            continue
        first, second, year = map(int, parts)
        if first > 12:
            return Order(True, FIRST)
        if second > 12:
            return Order(False, SECOND)
        if "." in date:
            return Order(True, DOTS)
        if dashes and "-" in date:
            return Order(True, DASHES)
        dates.append((first, second, year, time))
    by_day = [(year, second, first, time) for first, second, year, time in dates]
    by_month = [(year, first, second, time) for first, second, year, time in dates]
    day, month = _steps_back(by_day), _steps_back(by_month)
    if day != month and 4 * min(day, month) <= max(day, month):
        return Order(day < month, IN_ORDER)
    return Order(None, "")


def _steps_back(dates: list[tuple[int, int, int, str]]) -> int:
    return sum(later < before for before, later in pairwise(dates))
