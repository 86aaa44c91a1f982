"""Splits a text into words, and computes features of each: case, position, number of subword
pieces.

The embedding model lowercases everything, so the information in capitals has to come from here.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.redaction.spans import LETTER

_WORD: Final = re.compile(rf"{LETTER}+|[^\W_]+?(?={LETTER}|[^\w]|_|$)|[^\w\s]|_")
"""Words, numbers, single marks; Chinese, Japanese and Korean are split from adjacent letters."""
_LETTER: Final = re.compile(LETTER)
_BREAKS: Final = frozenset(".!?。！？:：")
_MARKS: Final = ",.:;'’\"-–()@/#&?!"
BUCKETS: Final = 512
"""Rows of the table of affixes."""
AFFIXES: Final = 4
LONGEST_PART: Final = 60
"""Maximum number of words that are read at once."""
_KEPT: Final = 20_000
"""Number of words whose features are cached: most words of a text are common ones."""


class Word(NamedTuple):
    """A word and its span."""

    text: str
    start: int
    end: int


def split(text: str) -> list[Word]:
    """Words, numbers and single marks; only whitespace lies between them."""
    return [Word(found[0], found.start(), found.end()) for found in _WORD.finditer(text)]


def is_spaced(word: str) -> bool:
    """Whether a word is of a script with spaces between words, as the tagger was trained on."""
    return word.isascii() or _LETTER.match(word) is not None


def parts(words: Sequence[Word], text: str) -> list[tuple[int, int]]:
    """Ranges of words to read at once, cut at the end of a sentence or line if there is one."""
    found, start = [], 0
    while start < len(words):
        end = min(start + LONGEST_PART, len(words))
        if end < len(words):
            ends = (
                at for at in range(end, start + LONGEST_PART // 3, -1) if _ends(words, at, text)
            )
            end = next(ends, end)
        found.append((start, end))
        start = end
    return found


def _ends(words: Sequence[Word], at: int, text: str) -> bool:
    """Whether a sentence or line ends before the word `at`."""
    between = text[words[at - 1].end : words[at].start]
    return "\n" in between or (words[at - 1].text in ".!?" and bool(between))


def shapes(words: Sequence[Word], text: str, pieces: NDArray[np.int64]) -> NDArray[np.float32]:
    """Features of each word, float32 (words, SHAPE): zeros and ones."""
    if not words:
        return np.zeros((0, SHAPE), np.float32)
    cased = [word.text for word in words if word.text.isalpha() and word.text[:1].isascii()]
    small = not any(word[0].isupper() for word in cased)
    loud = len(cased) > 3 and sum(word.isupper() for word in cased) > 0.7 * len(cased)
    places = []
    for at, word in enumerate(words):
        before = text[words[at - 1].end : word.start] if at else text[: word.start]
        after = text[word.end : words[at + 1].start] if at + 1 < len(words) else text[word.end :]
        first = word.start == 0 or "\n" in before
        last = word.end == len(text) or "\n" in after
        ended = at > 0 and words[at - 1].text in _BREAKS
        places.append((small, loud, first, last, ended, bool(before), bool(after)))
    counts = pieces.tolist()
    seen = [_seen(word.text, count) for word, count in zip(words, counts, strict=True)]
    marks = [_marked(word.text) for word in words]
    return np.concatenate([seen, np.array(places, np.float32), marks], axis=1, dtype=np.float32)


@lru_cache(maxsize=_KEPT)
def _seen(word: str, pieces: int) -> NDArray[np.float32]:
    return np.array([*_case(word), *_size(word, pieces)], np.float32)


@lru_cache(maxsize=_KEPT)
def _marked(word: str) -> NDArray[np.float32]:
    return np.array([word == mark for mark in _MARKS], np.float32)


def _case(word: str) -> list[bool]:
    letters = word.isalpha()
    return [
        letters and word.islower(),
        letters and len(word) > 1 and word[0].isupper() and not word[1:].isupper(),
        letters and len(word) > 1 and word.isupper(),
        letters and len(word) == 1 and word.isupper(),
        letters and word[:1].islower() and not word.islower(),
        letters and not word.islower() and not word[:1].isupper() and not word[:1].islower(),
        word.isdigit(),
        not letters and word.isalnum() and not word.isdigit(),
        not word.isalnum(),
        letters and not word.isascii(),
    ]


def _size(word: str, pieces: int) -> list[bool]:
    size, digit = len(word), word.isdigit()
    return [
        size == 1, size == 2, size in (3, 4), size in (5, 6, 7), size > 7,
        digit and size < 3, digit and size == 3, digit and size == 4, digit and size == 5,
        digit and size > 5, pieces == 0, pieces == 1, pieces == 2, pieces == 3, pieces > 3,
    ]  # fmt: skip


SHAPE: Final = 10 + 15 + 7 + len(_MARKS)


def affixes(words: Sequence[Word]) -> NDArray[np.int64]:
    """The rows of each word's prefix and suffixes in the table of affixes, (words, AFFIXES)."""
    rows = [_rows(word.text) for word in words]
    return np.array(rows, np.int64).reshape(len(words), AFFIXES)


@lru_cache(maxsize=_KEPT)
def _rows(word: str) -> tuple[int, ...]:
    text = word.casefold() if word.isalpha() else _form(word)
    ends = (f"^{text[:3]}", f"{text[-2:]}$", f"{text[-3:]}$", f"{text[-4:]}$")
    return tuple(map(_bucket, ends))


def _form(word: str) -> str:
    return re.sub(r"\d", "0", word[:8])


def _bucket(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass")) % BUCKETS
