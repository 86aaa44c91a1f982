"""Determines which texts an embedding model can read, as it must not rank those it cannot read.

A model may have tokens for letters that it was not trained on: the English MiniLM has tokens for
some single Chinese characters, and its vectors for them are meaningless. A script therefore counts
as readable if a language that the model's authors declare is written in it; or, if they declare
none, if the vocabulary has whole words in it.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

_BLOCKS: Final = (
    (0x0041, "Latin"),
    (0x0370, "Greek"),
    (0x0400, "Cyrillic"),
    (0x0530, "Armenian"),
    (0x0590, "Hebrew"),
    (0x0600, "Arabic"),
    (0x0780, "other"),
    (0x0900, "Devanagari"),
    (0x0980, "Bengali"),
    (0x0A00, "Gurmukhi"),
    (0x0A80, "Gujarati"),
    (0x0B00, "other"),
    (0x0B80, "Tamil"),
    (0x0C00, "Telugu"),
    (0x0C80, "Kannada"),
    (0x0D00, "Malayalam"),
    (0x0D80, "Sinhala"),
    (0x0E00, "Thai"),
    (0x0E80, "Lao"),
    (0x0F00, "other"),
    (0x1000, "Burmese"),
    (0x10A0, "Georgian"),
    (0x1100, "Hangul"),
    (0x1200, "Ethiopic"),
    (0x1380, "other"),
    (0x1780, "Khmer"),
    (0x1800, "other"),
    (0x1E00, "Latin"),
    (0x1F00, "Greek"),
    (0x2000, "other"),
    (0x2C60, "Latin"),
    (0x2C80, "other"),
    (0x3040, "Kana"),
    (0x3100, "Han"),
    (0x3130, "Hangul"),
    (0x3190, "Han"),
    (0x31F0, "Kana"),
    (0x3200, "other"),
    (0x3400, "Han"),
    (0xA000, "other"),
    (0xA640, "Cyrillic"),
    (0xA6A0, "other"),
    (0xA720, "Latin"),
    (0xA800, "other"),
    (0xAC00, "Hangul"),
    (0xD800, "other"),
    (0xF900, "Han"),
    (0xFB00, "Latin"),
    (0xFB1D, "Hebrew"),
    (0xFB50, "Arabic"),
    (0xFE00, "other"),
    (0xFE70, "Arabic"),
    (0xFEFF, "other"),
    (0xFF21, "Latin"),
    (0xFF66, "Kana"),
    (0xFFA0, "Hangul"),
    (0x10000, "other"),
    (0x20000, "Han"),
    (0x32000, "other"),
)
"""Start of the main Unicode blocks of each script (Unicode 16 Blocks.txt, small blocks merged)."""
_STARTS: Final = [start for start, _ in _BLOCKS]

_OTHER_THAN_LATIN: Final = {
    "am": ("Ethiopic",), "ar": ("Arabic",), "be": ("Cyrillic",), "bg": ("Cyrillic",),
    "bn": ("Bengali",), "el": ("Greek",), "fa": ("Arabic",), "gu": ("Gujarati",),
    "he": ("Hebrew",), "hi": ("Devanagari",), "hy": ("Armenian",), "ja": ("Kana", "Han"),
    "ka": ("Georgian",), "kk": ("Cyrillic",), "km": ("Khmer",), "kn": ("Kannada",),
    "ko": ("Hangul",), "ky": ("Cyrillic",), "lo": ("Lao",), "mk": ("Cyrillic",),
    "ml": ("Malayalam",), "mn": ("Cyrillic",), "mr": ("Devanagari",), "my": ("Burmese",),
    "ne": ("Devanagari",), "pa": ("Gurmukhi",), "ps": ("Arabic",), "ru": ("Cyrillic",),
    "sa": ("Devanagari",), "sd": ("Arabic",), "si": ("Sinhala",), "sr": ("Cyrillic", "Latin"),
    "ta": ("Tamil",), "te": ("Telugu",), "th": ("Thai",), "ug": ("Arabic",),
    "uk": ("Cyrillic",), "ur": ("Arabic",), "uz": ("Latin", "Cyrillic"), "yi": ("Hebrew",),
    "zh": ("Han",),
}  # fmt: skip
"""Language → its scripts, for languages that are not written in Latin script only."""

_WORDS_NEEDED: Final = 150
"""Minimum number of tokens with two or more letters that shows that a model was trained on a
script. The English BERT vocabulary of 30,522 tokens has fewer than 40 in any script but Latin;
multilingual ones have thousands."""
_CHARACTERS_NEEDED: Final = 2_000
"""The same for Han, where a token may be one character: the English BERT vocabulary has about 500,
a Chinese one of 21,128 tokens 7,300, XLM-R 11,000."""


@lru_cache(maxsize=4096)
def script_of(character: str) -> str:
    """The script of a letter; "" for any other character."""
    if not character.isalpha():
        return ""
    at = bisect.bisect_right(_STARTS, ord(character)) - 1
    return _BLOCKS[at][1] if at >= 0 else "other"


def scripts_of_languages(languages: Iterable[str]) -> frozenset[str]:
    """The scripts in which languages (primary subtags) are written."""
    found: set[str] = set()
    for language in languages:
        found.update(_OTHER_THAN_LATIN.get(language, ("Latin",)))
    return frozenset(found)


def vocabulary_scripts(vocabulary: Iterable[str]) -> tuple[str, ...]:
    """The scripts in which a tokenizer's vocabulary has enough words, sorted."""
    words: Counter[str] = Counter()
    for piece in vocabulary:
        letters = [script for script in map(script_of, piece) if script]
        if letters and (len(letters) > 1 or letters[0] == "Han"):
            words[letters[0]] += 1
    return tuple(
        sorted(
            script
            for script, count in words.items()
            if count >= (_CHARACTERS_NEEDED if script == "Han" else _WORDS_NEEDED)
        )
    )


def unreadable_letters(text: str, readable: frozenset[str]) -> tuple[int, int]:
    """The number of letters of a text in scripts that are not `readable`, and of all letters."""
    counts = Counter(map(script_of, text))
    counts.pop("", None)
    total = sum(counts.values())
    return total - sum(counts[script] for script in readable), total


def readable_scripts(languages: Sequence[str], vocabulary: Sequence[str]) -> frozenset[str]:
    """The scripts that a model can read: of its declared languages, else of its vocabulary."""
    if languages:
        return scripts_of_languages(languages)
    return frozenset(vocabulary)
