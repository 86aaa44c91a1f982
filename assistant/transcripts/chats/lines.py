"""Finds the lines of a copied chat that name a speaker, and possibly a time.

Such a line either contains the text after the name ("[09:38] Maria: hello", "Customer: hello",
"客户：您好") or is a header above the text ("Maria Gonzalez  09:38"). Only the first `_LOOKED_AT`
characters of a line are examined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.transcripts.chats.speakers import like_a_name

_LOOKED_AT = 160
_IGNORED = "\u200e\u200f\u202a\u202c\ufeff"  # marks that WhatsApp puts at the start of a line

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = (
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?"
    r"|(?:\d{4} ?年 ?)?\d{1,2} ?月 ?\d{1,2} ?[日号號]"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th|(?!\d|[:：]))(?:,? \d{{4}})?"
    rf"|\d{{1,2}}\.? {_MONTH}(?:,? \d{{4}})?"
    r"|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?|Today|Yesterday"
    r"|今天|昨天|前天|(?:星期|周)[一二三四五六日天])"
)
_TIME = (
    r"(?:上午|下午|早上|中午|晚上|凌晨)? ?\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:[.,]\d{1,6})?)?"
    r"(?![:：]?\d)"
    r"(?: ?[ap]\.?m\b\.?)?(?: ?Z\b| ?(?:UTC|GMT)?[+-]\d{2}:?\d{2}| (?:UTC|GMT)\b)?"
)
_WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? )?"
_STAMP = rf"(?:{_WEEKDAY}{_DATE}(?:,|T| at)? ?{_TIME}|{_TIME}(?:,? {_DATE})?)"
_NAME = r"(?P<name>[^\s:：\[\]<>|][^:：\[\]<>|\t]{0,59}?)"
# excludes the colon of a smiley or of a time
_SAID = r"(?:(?<!\s):(?!(?<=\d:)\d)(?=[\s\w\"'“«¿¡]|$)|(?<=\s):(?=\s|$)|：)[ \t]*(?P<said>.*)"
_OPEN, _CLOSE = r"[\[(（【]?", r"[\])）】]?"
_TIMED = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf"{_OPEN}(?P<stamp>{_STAMP}){_CLOSE}\s*[-–—|]?\s*<(?P<name>[^<>]{{1,60}})>\s*(?P<said>.*)",
        rf"{_OPEN}(?P<stamp>{_STAMP}){_CLOSE}\s*[-–—|,]?\s*{_NAME}\s*{_SAID}",
        rf"{_NAME}\s*[,，|·•–—-]?\s*{_OPEN}(?<!\w)(?P<stamp>{_STAMP}){_CLOSE}\s*{_SAID}",
        rf"{_NAME}\s*[,，|·•–—-]?\s*{_OPEN}(?<!\w)(?P<stamp>{_STAMP}){_CLOSE}\s*(?P<said>)",
        rf"{_OPEN}(?P<stamp>{_STAMP}){_CLOSE}\s*[-–—|,]?\s*{_NAME}\s*(?P<said>)",
    )
)
_UNTIMED = re.compile(rf"{_NAME}\s*{_SAID}", re.DOTALL)
_LETTER = re.compile(r"[^\W\d_]")
_NAMED = re.compile(rf"{_LETTER.pattern}|\d{{3}}")  # a phone number also identifies a speaker
_STAMP_ALONE = re.compile(rf"{_OPEN}(?P<stamp>{_STAMP}){_CLOSE}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Opening:
    """A line that may begin a turn.

    Attributes:
        first: Index of the line.
        said_from: Offset in the text at which the speaker's words begin.
        name: The speaker, as written.
        stamp: The time, as written; empty if the line has none.
    """

    first: int
    said_from: int
    name: str
    stamp: str = ""


def openings(text: str, starts: Sequence[int]) -> Iterator[Opening]:
    """Every line of the text that might begin a turn.

    Args:
        text: The copied chat.
        starts: Offset of each line, followed by the length of the text.
    """
    waiting: Opening | None = None  # a name alone on its line
    for number, (at, end) in enumerate(pairwise(starts)):
        line = text[at : min(end, at + _LOOKED_AT)]
        lead = len(line) - len(line.lstrip(" \t" + _IGNORED))
        bare = line[lead:].rstrip()
        alone = _STAMP_ALONE.fullmatch(bare) if waiting else None
        if waiting and alone:
            yield Opening(waiting.first, end, waiting.name, alone["stamp"])
            waiting = None
            continue
        whole = end - at <= _LOOKED_AT
        found = _read(bare, number, at + lead, end, whole=whole)
        if found is not None:
            yield found
        named = found is None and whole and like_a_name(bare)
        waiting = Opening(number, end, bare) if named else None


def _read(line: str, number: int, at: int, end: int, *, whole: bool) -> Opening | None:
    if ":" not in line and "：" not in line:
        return None
    for pattern in _TIMED:
        found = pattern.fullmatch(line)
        if found and (whole or found["said"]) and _NAMED.search(found["name"]):
            said_from = at + found.start("said") if found["said"] else end
            return Opening(number, said_from, found["name"].strip(), found["stamp"].strip())
    found = _UNTIMED.fullmatch(line)
    if found is None or not _LETTER.search(found["name"]):
        return None
    said_from = at + found.start("said") if found["said"] else end
    return Opening(number, said_from, found["name"].strip())
