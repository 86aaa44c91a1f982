"""Parses times in the notations that exports use."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from assistant.transcripts.values.named_months import with_named_month

_CHINESE_DATE = re.compile(
    r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?\s*"
    r"(上午|下午|晚上|中午|早上|凌晨)?\s*"
    r"(?:(\d{1,2})[:：点點时時](\d{1,2})?分?(?:[:：]?(\d{1,2})秒?)?)?"
)
_NUMERIC_DATE = re.compile(
    r"(\d{1,4})[./-]\s?(\d{1,2})[./-]\s?(\d{1,4})\.?"
    r"(?:[ T,]+(上午|下午|晚上|中午|早上|凌晨)? ?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:[.,]\d+)?"
    r"\s*([ap]\.? ?m\.?)?)?(?:\s*(?:UTC|GMT|Z))?(?:\s*([+-]\d{2}:?\d{2}))?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}(?:\.\d+)?|\d{15,16}")
_SPACES = str.maketrans({"\u202f": " ", "\u00a0": " ", "\u2009": " "})
_MARKS = re.compile(r"[\u200e\u200f\u202a-\u202e]")
_UTC_AT_END = re.compile(r"\s*(?:UTC|GMT|Z)$")
_AFTERNOON = ("下午", "晚上", "pm")
_EARLIEST, _LATEST = 1980, 2200
_LONGEST = 60
_STAMPS_KEPT = 20_000


@dataclass(slots=True)
class TimeTally:
    """Counts the kinds of times in an export, to judge its time zone and the order of its dates."""

    exact: int = 0
    """Times with an offset, or as seconds since 1970."""
    local: int = 0
    """Times without an offset."""
    unclear: int = 0
    """Times that are ambiguous (day and month) or cannot be parsed."""
    undecided: list[str] = field(default_factory=list)
    """Numeric dates that do not begin with the year, in the order in which they were read, to infer
    the order of day and month."""


@dataclass(slots=True)
class Clock:
    """Reads the times of one export.

    Attributes:
        zone: Time zone of times without an offset.
        day_first: Whether 05/03 is the fifth of March; if None, such dates are not parsed.
    """

    zone: tzinfo = UTC
    day_first: bool | None = None
    tally: TimeTally = field(default_factory=TimeTally)

    def read(self, raw: object) -> datetime | None:
        """The time in UTC; None if it cannot be parsed or is ambiguous."""
        if raw is None or raw == "" or isinstance(raw, bool):
            return None
        text = _MARKS.sub("", str(raw)).translate(_SPACES).strip()[:_LONGEST]
        found: datetime | None = None
        with suppress(ValueError, OverflowError, OSError, TypeError, IndexError):
            found = self._parsed(text)
        if found is None or not _EARLIEST <= found.year < _LATEST:
            self.tally.unclear += 1
            return None
        if found.tzinfo is None:
            self.tally.local += 1
            found = found.replace(tzinfo=self.zone)
        else:
            self.tally.exact += 1
        with suppress(OverflowError):
            return found.astimezone(UTC)
        return None

    def _parsed(self, text: str) -> datetime | None:
        if _EPOCH.fullmatch(text):
            return _since_1970(float(text))
        with suppress(ValueError):
            return datetime.fromisoformat(text)
        chinese = _CHINESE_DATE.fullmatch(text)
        if chinese:
            year, month, day, half, *clock = chinese.groups()
            return _built(int(year), int(month), int(day), clock, half or "")
        numeric = _NUMERIC_DATE.fullmatch(text)
        if numeric:
            found = self._from_numbers(numeric)
            if found is None:
                return None
            if numeric[9]:
                return found.replace(tzinfo=datetime.strptime(numeric[9], "%z").tzinfo)
            return found.replace(tzinfo=UTC) if _UTC_AT_END.search(text) else found
        plain = _UTC_AT_END.sub("", text)
        if plain != text:
            with suppress(ValueError):
                return datetime.fromisoformat(plain).replace(tzinfo=UTC)
        return with_named_month(text)

    def _from_numbers(self, found: re.Match[str]) -> datetime | None:
        first, second, third = int(found[1]), int(found[2]), int(found[3])
        half = found[4] or (found[8] or "").lower().replace(".", "").replace(" ", "")
        clock = [found[5], found[6], found[7]]
        if first > 1000:
            return _built(first, second, third, clock, half)
        if len(found[3]) == 3 or len(found[1]) > 2:
            return None
        year = third if third >= 1000 else 2000 + third
        if len(self.tally.undecided) < _STAMPS_KEPT:
            self.tally.undecided.append(
                f"{found[1]}{found[0][len(found[1])]}{found[2]}/{found[3]} "
            )
        if first <= 12 and second <= 12 and first != second:
            dotted = found[0][len(found[1])] == "."
            if self.day_first is None and not dotted:
                return None
            day_first = dotted if self.day_first is None else self.day_first
        else:
            day_first = second <= 12
        day, month = (first, second) if day_first else (second, first)
        return _built(year, month, day, clock, half)


def _since_1970(number: float) -> datetime:
    while number > 1e11:  # milliseconds, microseconds
        number /= 1000
    return datetime.fromtimestamp(number, UTC)


def _built(year: int, month: int, day: int, clock: list[str | None], half: str) -> datetime:
    hour, minute, second = (int(part or 0) for part in clock)
    if half == "中午":
        hour += 12 if hour < 3 else 0
    elif half:
        hour = hour % 12 + (12 if half in _AFTERNOON else 0)
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  (the zone comes later)
