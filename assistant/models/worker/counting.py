"""Constrains quantities in words like digits: "five days" only if the prompt says five, or 5.

English number words are checked from two on, as whole numbers: "twenty" is not allowed if only 25
occurs in the prompt, and "five hundred" is not five. "One" is checked before a unit ("one day", not
"this one" or "one of them"). Chinese numerals are checked before a measure word or a unit: 五天 and
百分之五, but not 一个 or 十分感谢. Ordinals, fractions, "a day" and "a couple" are not checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

_ONES: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES: Final = (("billion", 10**9), ("million", 10**6), ("thousand", 1_000), ("hundred", 100))
_VALUES: Final = (
    {word: value for value, word in enumerate(_ONES)}
    | {word: 20 + 10 * place for place, word in enumerate(_TENS)}
    | dict(_SCALES)
    | {"dozen": 12, "twice": 2, "thrice": 3}
)
_MANY: Final = frozenset(("hundreds", "thousands", "millions", "dozens"))
WORDS: Final = (frozenset(_VALUES) - {"one", "zero"}) | _MANY
"""English words that count whatever follows them."""
_UNITS: Final = frozenset((
    "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "minute",
    "minutes", "second", "seconds", "euro", "euros", "dollar", "dollars", "pound", "pounds", "yuan",
    "percent", "piece", "item", "business", "working", "calendar", "full", "whole",
))  # fmt: skip
""""One" is a quantity before these."""
_RUN: Final = re.compile(
    rf"\b(?:{'|'.join(sorted(_VALUES, key=len, reverse=True))})(?:(?:[ -]| and )(?:"
    rf"{'|'.join(sorted(_VALUES, key=len, reverse=True))}))*\b",
    re.IGNORECASE,
)

_LONGEST: Final = 18
"""Digits of a number."""
_NEXT_WORD: Final = re.compile(r"[ -]([A-Za-z]+)")
_HAN_DIGITS: Final = dict(
    zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
_HAN_SCALES: Final = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 10**8}
_HAN: Final = frozenset((*_HAN_DIGITS, *_HAN_SCALES))
_HAN_RUN: Final = re.compile("[零〇一二两三四五六七八九十百千万亿]+")
_HAN_ONCE: Final = frozenset((
    "天", "日", "周", "年", "月", "个月", "个工作日", "个小时", "个星期", "工作日", "小时", "分钟",
    "星期", "元", "块", "欧元", "美元", "英镑", "折", "倍",
))  # fmt: skip
"""一 is a quantity before these; before a measure word it usually means "a"."""
_HAN_UNITS: Final = _HAN_ONCE | frozenset("个次件人岁位条种款号张只双台封通名项页本")
_HAN_BEGUN: Final = frozenset(unit[:end] for unit in _HAN_UNITS for end in range(1, len(unit)))
_PERCENT: Final = "百分之"


class Count(NamedTuple):
    """The state of quantity checking at the end of the text so far."""

    run: str = ""
    """Number words so far, joined by single spaces."""
    letters: str = ""
    """Letters of the English word that is being written."""
    han: str = ""
    """Chinese numerals and the part of a unit that follows them."""

    @property
    def goes_on(self) -> bool:
        """Whether the next characters decide what is counted."""
        return bool(self.run or self.han) or self.letters in _VALUES or self.letters in WORDS


class Counting:
    """The quantities a reply may contain.

    Args:
        values: Whole numbers that occur in the prompt, in any notation.
    """

    def __init__(self, values: Iterable[int]) -> None:
        self._values = frozenset(values)
        self._whole = frozenset(form for value in self._values for form in _forms(value))
        words = [form.split() for form in self._whole]
        self._begun = frozenset(
            " ".join(form[:end]) for form in words for end in range(1, len(form) + 1)
        )

    def stepped(self, count: Count, char: str) -> Count | None:
        """The state after one lowercase character; None if it may not follow."""
        if "a" <= char <= "z":
            letters = count.letters + char
            if count.run and not self._is_whole(count.run) and not self._grows(count.run, letters):
                return None
            return Count(count.run, letters)
        run = count.run
        if count.letters:
            following = self._with(run, count.letters)
            if following is None:
                return None
            run = following
        if run and char not in " -":
            if not self._is_whole(run):
                return None
            run = ""
        han = self._in_han(count.han, char)
        return None if han is None else Count(run, "", han)

    def says_too_much(self, count: Count) -> bool:
        """Whether the text, if it ended here, would give a quantity that is not in the prompt."""
        word = count.letters
        if word in WORDS:
            return self._with(count.run, word) is None and not self._grows(count.run, word)
        return count.run == "one" and word in _UNITS

    def _with(self, run: str, word: str) -> str | None:
        """The run extended by one word; "" if that ends it, None if the word may not follow."""
        if run == "one":
            if word in _UNITS:
                return None
            run = ""
        if run:
            joined = f"{run} {word}"
            if joined in self._begun:
                return joined
            return "" if word not in WORDS and self._is_whole(run) else None
        if word == "one":
            return "" if 1 in self._values else "one"
        if word not in WORDS:
            return ""
        return word if word in self._begun else None

    def _is_whole(self, run: str) -> bool:
        return run == "one" or run in self._whole

    def _grows(self, run: str, letters: str) -> bool:
        """Whether the letters may become a word that continues the run."""
        begun = f"{run} {letters}".lstrip()
        return any(form.startswith(begun) for form in self._begun)

    def _in_han(self, han: str, char: str) -> str | None:
        if char in _HAN:
            return han + char if not han or han[-1] in _HAN or han == _PERCENT else char
        if not han:
            return ""
        if han + char == _PERCENT:
            return _PERCENT
        if han.startswith(_PERCENT):
            return "" if han == _PERCENT or han_value(han[3:]) in self._values else None
        run = _HAN_RUN.match(han)
        numerals = run[0] if run else ""
        behind = han[len(numerals) :] + char
        if self._counts(numerals, behind) and han_value(numerals) not in self._values:
            return None
        goes_on = behind in _HAN_BEGUN or numerals + behind == _PERCENT[:2]
        return han + char if goes_on else ""

    @staticmethod
    def _counts(numerals: str, behind: str) -> bool:
        return behind in (_HAN_ONCE if numerals == "一" else _HAN_UNITS)


def values(text: str) -> Iterator[int]:
    """Whole numbers in a text, as number words or Chinese numerals, where they are quantities."""
    for found in _RUN.finditer(text):
        following = _NEXT_WORD.match(text, found.end())
        if found[0].lower() != "one" or (following and following[1].lower() in _UNITS):
            yield from _read(found[0].lower())
    for found in _HAN_RUN.finditer(text):
        numerals = found[0]
        units = _HAN_ONCE if numerals == "一" else _HAN_UNITS
        counts = any(text.startswith(unit, found.end()) for unit in units)
        if counts or len(numerals) > 1 or text.endswith(_PERCENT, 0, found.start()):
            yield han_value(numerals)


def han_value(numerals: str) -> int:
    """The value of Chinese numerals; a sequence of digits is read as such (二〇二六)."""
    if all(char in _HAN_DIGITS for char in numerals):
        return int("0" + "".join(str(_HAN_DIGITS[char]) for char in numerals[:12]))
    total = section = digit = 0
    for char in numerals:
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
        elif _HAN_SCALES[char] >= 10_000:
            total, section, digit = (total + section + digit) * _HAN_SCALES[char], 0, 0
        else:
            section, digit = section + max(1, digit) * _HAN_SCALES[char], 0
    return total + section + digit


def _read(written: str) -> Iterator[int]:
    """The values of a run of number words: usually one number.

    Digits spoken one by one ("nine four one oh" of a telephone number) become one number, and
    numbers joined by "and" are separate.
    """
    words = re.split(r"[ -]|\s+and\s+", written)
    figures: list[int] = []
    open_ten = False
    for word in words:
        if word not in _VALUES:  # the word is "and"
            open_ten = False
            continue
        value = _VALUES[word]
        if value >= 100:
            yield _in_words(written)
            return
        if open_ten and 0 < value < 10:
            figures[-1] += value
        else:
            figures.append(value)
        open_ten = value >= 20
    if " and " in written or len(figures) == 1:
        yield from figures
    else:
        yield int("".join(map(str, figures))[:_LONGEST])


def _in_words(written: str) -> int:
    total = part = 0
    for word in re.split(r"[ -]|\s+and\s+", written):
        value = _VALUES.get(word, 0)
        if word == "hundred" or value >= 1_000:
            part = max(1, part) * value
            if value >= 1_000:
                total, part = total + part, 0
        else:
            part += value
    return total + part


def _forms(value: int) -> Iterator[str]:
    """The English forms of a whole number, with and without "and".

    A leading "one" or "a" before "hundred" is left out, because the checks do not follow that word.
    """
    if not 1 < value < 10**12:
        return
    for joined in (" ", " and "):
        said = _said(value, joined)
        yield said.removeprefix("one ")
    if value % 100 == 0 and 10 < value // 100 < 100:
        yield f"{_said(value // 100, ' ')} hundred"
    yield from {2: ("twice",), 3: ("thrice",), 12: ("dozen",)}.get(value, ())


def _said(value: int, joined: str) -> str:
    for word, scale in _SCALES:
        if value >= scale:
            rest = value % scale
            last = joined if rest < 100 else " "
            return f"{_said(value // scale, joined)} {word}" + (
                f"{last}{_said(rest, joined)}" if rest else ""
            )
    if value < 20:
        return _ONES[value]
    return _TENS[value // 10 - 2] + (f" {_ONES[value % 10]}" if value % 10 else "")


_PARTS: Final = frozenset(word[at:end] for word in (*WORDS, "one") for at in range(len(word))
                          for end in range(at + 1, len(word) + 1))  # fmt: skip
_LETTERS: Final = re.compile("[a-z]+")


def may_count(text: str) -> bool:
    """Whether a lowercase token may be part of a quantity."""
    return any(char in _HAN for char in text) or any(
        part in _PARTS for part in _LETTERS.findall(text)
    )
