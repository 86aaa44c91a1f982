"""Words that are written as names: people, places, brands, days and months."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from retrieval.term_table import common_share
from retrieval.text import words

_NAME: Final = re.compile(r"\b[A-Z][A-Za-z0-9&'’-]*")
_PLACES: Final = re.compile(r"[.!?…:]\s+[\"'“‘(]*$|^[\"'“‘(\W]*$|\n\s*$")
_DATE_WORDS: Final = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "sat sun january february march april june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
_DATES: Final = frozenset(_DATE_WORDS.split())
_WEEK: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY: Final = r"\b((?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6})\b\.?"
_RANGE: Final = re.compile(rf"{_DAY}\s*(?:-|–|to|thru|through|until|till)\s*{_DAY}", re.IGNORECASE)
_NO_NAME_WORDS: Final = (
    "i i'm i'd i'll i've am pm ok yes no the a an we you it they this that there please thanks "
    "hello hi dear sir madam faq"
)
_NO_NAME: Final = frozenset(_NO_NAME_WORDS.split())


def names(plain: str) -> Iterator[str]:
    """Capitalised words that do not begin a sentence, and the weekdays, with all days of
    a range.
    """
    for one, other in _RANGE.findall(plain):
        first, last = _WEEK.index(one[:3].lower()), _WEEK.index(other[:3].lower())
        yield from (_WEEK[(first + step) % 7] for step in range((last - first) % 7 + 1))
    letters = re.findall(r"[A-Za-z]{2,}", plain)
    shouting = len(letters) > 3 and sum(word[0].isupper() for word in letters) > 0.7 * len(letters)
    for match in _NAME.finditer(plain):
        word = re.sub(r"['’]s$", "", match[0]).lower()
        if word in _NO_NAME or len(word) < 2 or any(map(str.isdigit, word)):
            continue
        if word in _DATES:
            yield word[:3]
        elif not shouting and (
            not _PLACES.search(plain[: match.start()]) or _begins_a_name(plain, match)
        ):
            yield word


def _begins_a_name(plain: str, match: re.Match[str]) -> bool:
    """Whether a word that starts a sentence is a name: capitals follow, and the word is rare."""
    after = re.match(r"[ ]([A-Z][a-z]+|[A-Z]{2,})", plain[match.end() :])
    known = any(common_share(stem) > 0 for stem in words(match[0], "en"))
    return bool(after) and not known
