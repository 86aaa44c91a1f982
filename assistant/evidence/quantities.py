"""Numbers with their values, units, times of day and bounds, in English and Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from assistant.evidence.lexicon import Lexicon

_DAY: Final = 720
"""Minutes in half a day: a clock time without am or pm may be in either half."""

_ONES: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS: Final = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS: Final = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
]
_WORDS: Final = (
    {word: value for value, word in enumerate(_ONES)}
    | {word: 20 + 10 * place for place, word in enumerate(_TENS)}
    | {word: value for value, word in enumerate(_ORDINALS[2:], 3)}
    | {"dozen": 12, "twice": 2, "thrice": 3, "noon": 12, "midday": 12}
)
_SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9}
_WORD: Final = "|".join(sorted((*_WORDS, *_SCALES), key=len, reverse=True))
_HAN_DIGITS: Final = dict(
    zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
_HAN_SCALES: Final = {"十": 10, "百": 100, "千": 1_000}

_UNITS: Final = {
    "day": "day", "days": "day", "天": "day", "日": "day", "hour": "hour", "hours": "hour",
    "hr": "hour", "hrs": "hour", "h": "hour", "小时": "hour", "minute": "minute",
    "minutes": "minute", "min": "minute", "mins": "minute", "分钟": "minute", "week": "week",
    "weeks": "week", "周": "week", "星期": "week", "month": "month", "months": "month",
    "个月": "month", "year": "year", "years": "year", "yr": "year", "yrs": "year", "年": "year",
    "岁": "year", "%": "percent", "percent": "percent", "％": "percent", "$": "dollar",
    "usd": "dollar", "dollar": "dollar", "dollars": "dollar", "美元": "dollar", "€": "euro",
    "eur": "euro", "euro": "euro", "euros": "euro", "欧元": "euro", "£": "pound", "gbp": "pound",
    "pound": "pound", "pounds": "pound", "英镑": "pound", "¥": "yuan", "￥": "yuan", "元": "yuan",
    "rmb": "yuan", "cny": "yuan", "人民币": "yuan", "kg": "kilogram", "公斤": "kilogram",
    "千克": "kilogram", "lb": "pound-weight", "lbs": "pound-weight", "g": "gram", "克": "gram",
    "km": "kilometre", "公里": "kilometre", "mile": "mile", "miles": "mile", "cm": "centimetre",
    "厘米": "centimetre", "mm": "millimetre", "毫米": "millimetre", "m": "metre", "米": "metre",
    "gb": "gigabyte", "mb": "megabyte", "tb": "terabyte", "次": "times", "times": "times",
    "件": "piece", "人": "person", "people": "person", "persons": "person",
}  # fmt: skip
_UNIT: Final = re.compile(
    r"\s?-?(?:(?:business|working|calendar|full|whole|consecutive)\s+|个?工作)?("
    + "|".join(
        re.escape(unit) + (r"\b" if unit.isascii() and unit.isalpha() else "")
        for unit in sorted(_UNITS, key=len, reverse=True)
    )
    + ")"
)
_SIGN: Final = re.compile(r"([$€£¥￥]|\b(?:usd|eur|gbp|rmb|cny))\s?$")
_NUMBER: Final = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.：](?P<minute>[0-5]\d))?\s?(?P<half>a\.?m\b\.?|p\.?m\b\.?)"
    r"|(?P<clock>\d{1,2}[:：][0-5]\d)(?!\d)"
    r"|(?P<digits>\d+(?:[.,]\d+)*)(?P<ordinal>st|nd|rd|th)?(?P<k>k\b)?(?P<wan>[万亿])?"
    rf"|\b(?P<words>(?:{_WORD})(?:(?:[ -]|\s+and\s+)(?:{_WORD}))*)s?\b"
    r"|(?P<han>百分之[零一二两三四五六七八九十百]+"
    r"|[零〇一二两三四五六七八九十百千万]+(?=个?小时|个?工作日|个?月|"
    r"[天日年周次件人元岁折倍条位号分种款]|星期))"
    r"|(?P<midnight>\bmidnight\b)"
)
_ITEM: Final = re.compile(r"[a-z0-9]*(?:[a-z]-?\d|\d-?[a-z])[a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text.

    Attributes:
        value: Its value; minutes since midnight for a time of day.
        unit: "" if none is written; `clock` for a time of day.
        sure: Whether a time of day is unambiguous about the half of the day.
        bound: `UPPER`, `LOWER` or 0.
        start, end: Its span in the text that was read.
    """

    value: float
    unit: str
    sure: bool
    bound: int
    start: int
    end: int

    def equals(self, other: Quantity) -> bool:
        """Whether both may be the same number of the same unit."""
        if "clock" in (self.unit, other.unit):
            return self._same_time(other)
        if self.value != other.value:
            return False
        return not self.unit or not other.unit or self.unit == other.unit

    def _same_time(self, other: Quantity) -> bool:
        here, there = self._minutes(), other._minutes()
        if self.unit == other.unit == "clock" and self.sure and other.sure:
            return here == there
        if {self.unit, other.unit} <= {"clock", ""}:
            return (here - there) % _DAY == 0
        return False

    def _minutes(self) -> float:
        return self.value if self.unit == "clock" else self.value * 60


def quantities(text: str, lexicon: Lexicon) -> list[Quantity]:
    """The numbers of a normalised text (`retrieval.text.normalise`), in order.

    "One" is left out, because it usually is not a number.
    """
    found = []
    for match in _NUMBER.finditer(text):
        meant = _meant(match)
        if meant is None or _inside_a_code(text, match):
            continue
        value, unit, sure = meant
        end = match.end()
        if not unit:
            unit, end = _unit(text, match)
        bound = _bound(text, match.start(), end, lexicon)
        found.append(Quantity(value, unit, sure, bound, match.start(), end))
    return found


def codes(text: str) -> Iterator[str]:
    """Tokens of mixed letters and digits in a normalised text: order numbers, models, sizes."""
    for match in _ITEM.finditer(text):
        if not _NUMBER.fullmatch(match[0]) and not re.fullmatch(r"\d+-?[a-z]{1,9}", match[0]):
            yield match[0]


def _meant(match: re.Match[str]) -> tuple[float, str, bool] | None:
    if match["half"]:
        hour = int(match["hour"]) % 12 + (12 if match["half"][0] == "p" else 0)
        return hour * 60 + int(match["minute"] or 0), "clock", True
    if match["clock"]:
        hour, minute = (int(part) for part in re.split("[:：]", match["clock"]))
        sure = match["clock"][0] == "0" or hour > 12 or hour == 0
        return hour * 60 + minute, "clock", sure
    if match["digits"]:
        return _digits(match), "", True
    if match["midnight"]:
        return 0, "clock", True
    if match["words"]:
        if match["words"] in ("noon", "midday"):
            return 720, "clock", True
        counted = _in_words(match["words"])
        return None if counted == 1 else (float(counted), "", True)
    if match["han"].startswith("百分之"):
        return _in_han(match["han"][3:]), "percent", True
    value = _in_han(match["han"])
    return None if value == 1 and match["han"] == "一" else (value, "", True)


def _digits(match: re.Match[str]) -> float:
    written = match["digits"]
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", written):
        written = written.replace(",", "")
    written = written.replace(",", ".")
    if written.count(".") > 1:
        written = written.replace(".", "")
    scale = 1_000 if match["k"] else {"万": 10_000, "亿": 10**8}.get(match["wan"] or "", 1)
    return float(written) * scale


def _in_words(written: str) -> int:
    total, part = 0, 0
    for word in re.split(r"[ -]|\s+and\s+", written):
        if word in _SCALES:
            part = max(1, part) * _SCALES[word]
            if _SCALES[word] > 100:
                total, part = total + part, 0
        elif word in _WORDS:
            part += _WORDS[word]
    return total + part


def _in_han(written: str) -> float:
    total, section, digit = 0, 0, 0
    for character in written:
        if character in _HAN_DIGITS:
            digit = _HAN_DIGITS[character]
        elif character == "万":
            total, section, digit = (total + section + digit) * 10_000, 0, 0
        else:
            section, digit = section + max(1, digit) * _HAN_SCALES[character], 0
    return float(total + section + digit)


def _inside_a_code(text: str, match: re.Match[str]) -> bool:
    if not match["digits"]:
        return False
    before = text[match.start() - 1] if match.start() else " "
    joined = before in "-_/" and match.start() > 1 and text[match.start() - 2].isalnum()
    letters = re.search(r"[a-z]", re.split(r"\s", text[: match.start()])[-1])
    return before.isascii() and (before.isalpha() or before in "_@" or (joined and bool(letters)))


def _unit(text: str, match: re.Match[str]) -> tuple[str, int]:
    behind = _UNIT.match(text, match.end())
    if behind:
        return _UNITS[behind[1]], behind.end()
    sign = _SIGN.search(text, max(0, match.start() - 5), match.start())
    return (_UNITS[sign[1]] if sign else ""), match.end()


def _bound(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    behind = text[end : end + 40]
    for pattern, bound in lexicon.after:
        if pattern.search(behind.lstrip()):
            return bound
    ahead = text[max(0, start - 40) : start]
    for pattern, bound in lexicon.before:
        if pattern.search(ahead):
            return bound
    return 0
