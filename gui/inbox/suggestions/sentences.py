"""Splits an answer into sentences, which are offered to the composer one by one.

Supports English and Chinese. Joined, the pieces are the original text: each includes the white
space after it.
"""

from __future__ import annotations

import re
from typing import Final

_CLOSING: Final = "\"'”’»)\\]」』）】》"
_END: Final = re.compile(
    rf"[.!?…]+[{_CLOSING}]*(?:\s+|$)"
    rf"|[!?…]+[{_CLOSING}]*(?=[\u3400-\u9fff])"
    rf"|[。！？]+[…!?]*[{_CLOSING}]*\s*"
    r"|\s*\n\s*"
)
_TITLE: Final = re.compile(r"(?:^|[\s(\[\"'“‘])(?:mr|mrs|ms|dr|prof|st)\.\s+$", re.IGNORECASE)
_ABBREVIATION: Final = re.compile(
    r"(?:^|[\s(\[\"'“‘])(?:e\.g|i\.e|etc|vs|approx|dept|est|ext|incl|excl|min|max|tel|ref|fig|no|"
    r"nr|jr|sr)\.\s+$",
    re.IGNORECASE,
)
_ENUMERATION: Final = re.compile(r"(?:^|\n)\s*\(?(?:\d{1,3}|[a-z])[.)]\s+$", re.IGNORECASE)
_LONGEST: Final = 20_000
"""Longer texts are split only up to here; nobody accepts thousands of sentences one by one."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, in order."""
    text = text[:_LONGEST]
    pieces: list[str] = []
    start = 0
    for mark in _END.finditer(text):
        if _goes_on(text, start, mark):
            continue
        if text[start : mark.end()].strip():
            pieces.append(text[start : mark.end()])
            start = mark.end()
    if text[start:].strip():
        pieces.append(text[start:])
    elif pieces:
        pieces[-1] += text[start:]
    return pieces


def _goes_on(text: str, start: int, mark: re.Match[str]) -> bool:
    """Return whether a full stop belongs to an abbreviation, an initial or a list number."""
    if not mark[0].startswith(".") or mark[0].startswith(".."):
        return False
    piece = text[max(start, mark.end() - 24) : mark.end()]
    if _ENUMERATION.search(piece) or _TITLE.search(piece):
        return True
    following = text[mark.end() : mark.end() + 1]
    # "ref. 5" and "e.g. this" continue; "No. We do not." does not
    return bool(_ABBREVIATION.search(piece)) and (following.islower() or following.isdigit())
