"""Parses dates with a named month: "5 March 2025, 10:14 pm", "Mar 5, 2025", "5. März 2025"."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta, timezone
from typing import Final

_CLOCK = (
    r"(?:[T,\s]+(?:at |um |à |a las? |alle |às |kl\.? |om |- )?"
    r"(?P<hour>\d{1,2})[:.hH](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"(?: ?Uhr| ?h)?\s?(?P<half>[AaPp]\.?\s?[Mm]\.?)?"
    r"\s?(?P<zone>Z|[A-Za-z]{2,5})?\s?(?P<offset>[+-]\d{2}:?\d{2})?(?:\s?\([^()]{1,60}\))?)?"
)
_WEEKDAY = r"(?:[^\W\d_]{2,12}\.?,?\s)?"
_MONTH = r"(?P<month>[^\W\d_]{3,10})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"(?:le |el |il |am |den )?{_WEEKDAY}{_DAY}[ /-](?:de |of )?{_MONTH}"
            rf"[ /,-]\s?(?:de )?(?P<year>\d{{4}}|\d{{2}}){_CLOCK}"
        ),
        rf"{_WEEKDAY}{_MONTH}[ /-]{_DAY},?[ /-](?P<year>\d{{4}}){_CLOCK}",
        # JavaScript puts the year after the day, Twitter after the time
        rf"{_WEEKDAY}{_MONTH} {_DAY}{_CLOCK} (?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}})[ /-]{_MONTH}[ /-]{_DAY}{_CLOCK}",
    )
)
_MONTHS: Final = {
    "jan": 1, "ene": 1, "gen": 1, "feb": 2, "fev": 2, "mar": 3, "mrz": 3, "maa": 3, "mrt": 3,
    "apr": 4, "avr": 4, "abr": 4, "may": 5, "mai": 5, "mag": 5, "mei": 5, "jun": 6, "juin": 6,
    "giu": 6, "jul": 7, "juil": 7, "lug": 7, "aug": 8, "aou": 8, "ago": 8, "sep": 9, "set": 9,
    "oct": 10, "okt": 10, "ott": 10, "out": 10, "nov": 11, "dec": 12, "dez": 12, "dic": 12,
}  # fmt: skip
_ZONES: Final = {
    "Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "WET": 0, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2,
    "MESZ": 2, "EET": 2, "EEST": 3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7,
    "MDT": -6, "PST": -8, "PDT": -7, "AEST": 10, "AEDT": 11, "JST": 9, "SGT": 8, "HKT": 8,
}  # fmt: skip
"""Offset from UTC in hours. "CST" can also be China's, but no export uses it that way."""


def with_named_month(text: str) -> datetime | None:
    """The time of such a date, with its offset if it has one; None for any other text.

    Raises:
        ValueError: The date does not exist.
    """
    found = next((hit for pattern in _PATTERNS if (hit := pattern.fullmatch(text))), None)
    month = _month(found["month"]) if found is not None else None
    if found is None or month is None:
        return None
    zone = _zone(found["zone"], found["offset"])
    if zone is None and found["zone"]:
        return None  # with an unknown zone, the time is unknown
    year = int(found["year"])
    hour = int(found["hour"] or 0)
    half = (found["half"] or "")[:1].lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return datetime(
        year if year >= 100 else 2000 + year, month, int(found["day"]), hour,
        int(found["minute"] or 0), int(found["second"] or 0), tzinfo=zone,
    )  # fmt: skip


def _month(name: str) -> int | None:
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _MONTHS.get(plain[:4]) or _MONTHS.get(plain[:3])


def _zone(name: str | None, offset: str | None) -> timezone | None:
    if offset:
        hours, minutes = int(offset[1:3]), int(offset[-2:])
        ahead = timedelta(hours=hours, minutes=minutes)
        return timezone(-ahead if offset[0] == "-" else ahead)
    known = _ZONES.get((name or "").upper())
    return None if known is None else timezone(timedelta(hours=known))
