"""Makes sentences wrong: a flipped negation, a changed number, a swapped condition, another name.

Each function returns the sentence changed in one place, or None if it has no such place. The words
to swap are listed here, independently of the lexicon that evidence uses.
"""

from __future__ import annotations

import random
import re
from typing import Final

_AUX: Final = r"(is|are|was|were|can|could|will|would|does|do|did|has|have|had|may|must|should)"
_VERBS: Final = (
    r"(offer|provide|accept|allow|serve|have|include|need|require|charge|deliver|permit|take|"
    r"open|close|support|recommend|contain|use|make|give|remain|become|begin|live|work)"
)
_LEADS: Final = (("Yes,", "No,"), ("No,", "Yes,"), ("Yes.", "No."), ("No.", "Yes."))
_SWAPS_EN: Final = (
    ("only after", "only within"), ("within", "after"), ("after", "before"), ("before", "after"),
    ("at least", "at most"), ("more than", "less than"), ("less than", "more than"),
    ("up to", "at least"), ("under", "over"), ("over", "under"), ("until", "from"),
    ("unless", "if"), ("if", "unless"), ("without", "with"), ("weekdays", "weekends"),
    ("weekends", "weekdays"), ("weekday", "weekend"), ("Monday", "Sunday"), ("Sunday", "Tuesday"),
    ("children", "adults"), ("free", "charged"), ("all", "some"), ("some", "all"),
    ("most", "few"), ("always", "never"), ("required", "optional"), ("must", "need not"),
    ("check out", "check in"), ("check in", "check out"), ("check-in", "check-out"),
    ("check-out", "check-in"), ("inside", "outside"), ("outside", "inside"), ("open", "closed"),
    ("outdoor", "indoor"), ("folding", "non folding"), ("increase", "decrease"),
    ("increased", "decreased"), ("largest", "smallest"), ("first", "last"), ("last", "first"),
    ("north", "south"), ("south", "north"), ("eastern", "western"), ("higher", "lower"),
    ("lower", "higher"), ("early", "late"), ("pm", "am"), ("am", "pm"), ("PM", "AM"),
    ("include", "exclude"), ("including", "excluding"), ("public", "private"),
    ("debit", "gift"), ("email", "letter"), ("morning", "evening"), ("often", "rarely"),
    ("and", "but only with"), ("can", "can only"),
)  # fmt: skip
_SWAPS_ZH: Final = (
    ("之前", "之后"), ("之后", "之前"), ("以前", "以后"), ("以内", "之后"), ("至少", "最多"),
    ("最多", "至少"), ("以上", "以下"), ("以下", "以上"), ("超过", "不足"), ("工作日", "周末"),
    ("免费", "收费"), ("必须", "可以不"), ("只能", "不限于"), ("所有", "部分"), ("部分", "所有"),
    ("大多数", "少数"), ("增加", "减少"), ("减少", "增加"), ("最大", "最小"), ("第一", "最后"),
    ("东部", "西部"), ("北部", "南部"), ("早期", "晚期"), ("成功", "失败"), ("如果", "除非"),
    ("个人", "企业"), ("收到", "寄出"), ("内", "后"), ("前", "后"), ("后", "前"),
    ("包括", "不包括"), ("允许", "禁止"), ("开始", "结束"), ("公共", "私人"), ("高", "低"),
)  # fmt: skip
_NUMBER_WORDS: Final = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty",
)  # fmt: skip
_HAN_NUMBERS: Final = "二三四五六七八九"
_IDIOM: Final = re.compile(r"不同|不仅|不过|不久|不断|非常|未来|特别|分别|区别|级别|是否|无论|别人")


def denied(text: str, lang: str, dice: random.Random) -> str | None:
    """The sentence with one negation added or removed; a leading yes or no is flipped as well."""
    return _denied_zh(text, dice) if lang == "zh" else _denied_en(text)


def renumbered(text: str, lang: str, dice: random.Random) -> str | None:
    """The sentence with one number changed to another plausible one."""
    found = list(re.finditer(r"\d+", text))
    if found:
        place = dice.choice(found)
        return text[: place.start()] + _other(place[0], dice) + text[place.end() :]
    if lang == "zh":
        pattern = re.compile(rf"[{_HAN_NUMBERS}](?=[个天年月日次人种位])")
        pool: tuple[str, ...] = tuple(_HAN_NUMBERS)
    else:
        pattern = re.compile(rf"\b(?:{'|'.join(_NUMBER_WORDS)})\b", re.IGNORECASE)
        pool = _NUMBER_WORDS
    words = list(pattern.finditer(text))
    if not words:
        return None
    place = dice.choice(words)
    put = dice.choice([word for word in pool if word != place[0].lower()])
    return text[: place.start()] + put + text[place.end() :]


def swapped(text: str, lang: str, dice: random.Random) -> str | None:
    """The sentence with a word that limits, compares or directs replaced by its opposite."""
    possible = []
    for old, new in _SWAPS_ZH if lang == "zh" else _SWAPS_EN:
        pattern = re.escape(old) if lang == "zh" else rf"\b{re.escape(old)}\b"
        place = re.search(pattern, text)
        if place and old not in ("and", "can", "内", "前", "后", "高"):
            possible.append((place, new))
        elif place:
            possible += [(place, new)] if not possible else []
    if not possible:
        return None
    place, new = dice.choice(possible)
    return text[: place.start()] + new + text[place.end() :]


def crossed(text: str, lang: str, dice: random.Random) -> str | None:
    """The sentence with two different numbers exchanged."""
    found = list(re.finditer(r"\d+(?:[.,:]\d+)*", text))
    apart = [
        (one, two)
        for place, one in enumerate(found)
        for two in found[place + 1 :]
        if one[0] != two[0] and two.start() - one.end() > 12
    ]
    if not apart:
        return None
    one, two = dice.choice(apart)
    return text[: one.start()] + two[0] + text[one.end() : two.start()] + one[0] + text[two.end() :]


def renamed(text: str, names: list[str], dice: random.Random) -> str | None:
    """The sentence with a name replaced by another text's name."""
    found = [
        match
        for match in re.finditer(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?: [A-Z][a-z]+)*", text)
        if match[0] not in ("I",)
    ]
    others = [name for name in names if name not in text]
    if not found or not others:
        return None
    place = dice.choice(found)
    return text[: place.start()] + dice.choice(others) + text[place.end() :]


def _other(digits: str, dice: random.Random) -> str:
    value = int(digits)
    for _ in range(20):
        step = dice.choice((1, 2, 3, 5, 10)) if value < 100 else dice.choice((7, 10, 50, 100))
        new = str(max(0, value + dice.choice((-1, 1)) * step)).zfill(len(digits))
        if int(new) != value and len(new) == len(digits):
            return new
    return str(value + 1)


def _denied_en(text: str) -> str | None:
    for old, new in _LEADS:
        if text.startswith(old) and len(text) > len(old) + 3:
            rest = _turned(text[len(old) :])
            return new + (rest or text[len(old) :])
    return _turned(text)


def _turned(text: str) -> str | None:
    for pattern, put in (
        (r"\bcannot\b", "can"), (r"\bcan't\b", "can"), (r"\bwon't\b", "will"),
        (r"\b(is|are|was|were|does|do|did|has|have|could|should|would)n't\b", r"\1"),
        (rf"\b{_AUX} not\b", r"\1"), (r"\bthere (is|are) no\b", r"there \1"),
        (r"\bThere (is|are) no\b", r"There \1"), (r"\bunavailable\b", "available"),
    ):  # fmt: skip
        changed, count = re.subn(pattern, put, text, count=1)
        if count:
            return changed
    if re.search(r"\b(?:not|no|never|without)\b", text):
        return None
    changed, count = re.subn(rf"\b{_AUX}\b(?! not)", r"\1 not", text, count=1)
    if count:
        return changed
    changed, count = re.subn(rf"\b{_VERBS}(s?)\b", r"do not \1", text, count=1)
    return changed if count else None


def _denied_zh(text: str, dice: random.Random) -> str | None:
    for old, new in (
        ("不支持", "支持"), ("不能", "能"), ("不可以", "可以"), ("没有", "有"), ("不是", "是"),
        ("无需", "需要"), ("不需要", "需要"), ("不会", "会"), ("无法", "可以"), ("不得", "可以"),
    ):  # fmt: skip
        if old in text:
            return text.replace(old, new, 1)
    if re.search(r"[不没无未非]", _IDIOM.sub("", text)):
        return None
    for old in ("可以", "支持", "需要", "是", "会", "能", "有", "在", "被"):
        if old in text and not text.startswith(old + "的"):
            new = "没有" if old == "有" else "不" + old
            return text.replace(old, new, 1)
    return None
