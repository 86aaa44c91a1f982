"""Splits text into sentences: English and other scripts with spaces, Chinese and Japanese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# A full stop after these never ends a sentence.
_ABBREVIATION: Final = re.compile(
    r"mr|mrs|ms|dr|prof|sr|jr|st|mt|messrs|rev|hon|gen|col|capt|lt|sgt|vs|viz|cf|al|e\.g|"
    r"i\.e|eg|ie|approx|dept|est|fig|figs|ref|refs|vol|pp|ed|eds|tel|ext|incl|excl|min|max|"
    r"avg|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|mon|tue|wed|thu|fri"
)
# These are abbreviations only before a number: "No. 5", but "No. We do not."
_BEFORE_NUMBERS: Final = {"no", "nos", "nr", "p", "art", "sec", "ch"}

_CJK: Final = (
    "\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
)
_CLOSING: Final = "\"'”’»)\\]」』）】》〉"
_END: Final = re.compile(
    rf"(?:[.!?…]+[{_CLOSING}]*(?=\s|$)"  # spaced scripts: white space must follow
    rf"|[!?…]+[{_CLOSING}]*(?=[{_CJK}])"  # ASCII marks inside Chinese text
    rf"|[。！？｡]+[。！？…!?]*[{_CLOSING}]*"
    r"|।+|॥|۔|؟|\n+)"
)
_LAST_WORD: Final = re.compile(r"[^\s(\[\"'“‘]{1,12}$")
_NEXT: Final = re.compile(r"\s{0,99}[\"'“‘(\[]*(\S)?")
_WRAPPED: Final = 40
"""Minimum length of a line to count as wrapped if the next one begins in lower case."""


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end (exclusive) of each sentence of `text`, in order, with nothing but
    white space between two spans.

    Abbreviations, initials, decimals, versions and addresses do not end a sentence; a line break
    does, unless it is in wrapped text.
    """
    start = 0
    for mark in _END.finditer(text):
        if mark.end() < len(text) and not _ends_sentence(text, start, mark):
            continue
        yield from _stripped(text, start, mark.end())
        start = mark.end()
    yield from _stripped(text, start, len(text))


def sentences(text: str) -> list[str]:
    """The sentences of `text`, unchanged except that surrounding white space is stripped."""
    return [text[start:end] for start, end in sentence_spans(text)]


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    if left < len(part):
        yield start + left, start + len(part.rstrip())


def _ends_sentence(text: str, start: int, mark: re.Match[str]) -> bool:
    found = mark[0]
    following = _NEXT.match(text, mark.end())
    after = (following[1] or "") if following else ""
    if found[0] == "\n":
        wrapped = len(found) == 1 and after.islower() and mark.start() - start >= _WRAPPED
        return not wrapped
    if found[0] != ".":
        return not (found[0] == "…" and after.islower())
    if len(found) > 1 and found[1] == ".":  # "well... maybe"
        return not after.islower()
    if after.islower():
        return False
    return not _is_abbreviation(text[max(start, mark.start() - 12) : mark.start()], after)


def _is_abbreviation(before: str, after: str) -> bool:
    last = _LAST_WORD.search(before)
    if last is None:
        return True  # a full stop on its own
    word = last[0].lower()
    if word in _BEFORE_NUMBERS:
        return after.isdigit()
    # A list number or an initial ("3. Open", "J. Smith"), but not "we"/"I" ending a sentence.
    single = len(word) == 1 and word.isalpha() and word != "i" and last[0].isupper()
    numbered = word.isdigit() and len(word) <= 2 and last.start() == 0
    return single or numbered or _ABBREVIATION.fullmatch(word) is not None
