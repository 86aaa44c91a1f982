"""Inflected forms of English words: with "charge" in a source, a reply may say "charged"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_VOWEL: Final = re.compile("[aeiouy]")
_LOSES_E: Final = re.compile(r"(?:[vcgzu]|[^aeiou][aeiou][rdst]|[aeiou]r|[^aeioul]l)$")
"""Word endings after which an e may have been dropped: arriv-ing, provid-ed."""
_HARD_Y: Final = re.compile("(?<=[^aeiou])y$")
_HISSES: Final = ("s", "x", "z", "ch", "sh")


def forms(word: str) -> Iterator[str]:
    """Other forms of an English word; may include some that do not exist."""
    if len(word) < 3 or "'" in word:
        return
    stem = base(word)
    yield from (f"{word}'s", f"{stem}'s")
    if not word.isascii():
        return
    if not word.endswith("s"):
        yield f"{word}es" if word.endswith(_HISSES) else f"{word}s"
    if len(stem) < 3 or not _VOWEL.search(stem):
        return
    inflected = stem != word and not word.endswith("s")
    silent = stem.endswith("e") or (inflected and _LOSES_E.search(stem) is not None)
    bare = stem.removesuffix("e")
    verb = f"{bare}e" if silent else stem
    soft = _HARD_Y.sub("i", verb)
    yield from (verb, f"{soft}es" if soft != verb or verb.endswith(_HISSES) else f"{verb}s")
    yield from (f"{soft}ed" if soft != verb else f"{bare}ed", f"{bare}ing")


def base(word: str) -> str:
    """A word without its ending; a dropped e is not restored."""
    for end in ("ing", "ed"):
        if word.endswith(end):
            word = word.removesuffix(end)
            break
    else:
        hisses = word.endswith("es") and word[:-2].endswith((*_HISSES, "i"))
        if hisses or not word.endswith("ss"):
            word = word.removesuffix("es" if hisses else "s")
    return f"{word[:-1]}y" if word.endswith("i") else word
