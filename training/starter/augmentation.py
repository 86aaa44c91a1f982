"""Augments examples by replacing names, numbers and words, consistently in all texts of an example.

A model that has read "check-out is at 10:30" a hundred times answers 10:30 whatever the passage
says. If every example has another time, another name and sometimes another word, it has to learn to
copy from the passage.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from training.starter.example import Example, rewritten

_DIGITS = re.compile(r"(?<!\d)(?!(?<=\n)\d+\. |(?<!.)\d+\. )\d+")
"""Numbers, except those that number the items of a list."""
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_NAME = re.compile(r"(?<![A-Za-z{])[A-Z][A-Za-z'’]*(?![A-Za-z}])")
_ONSETS = (
    "b", "br", "c", "ch", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n",
    "p", "pl", "qu", "r", "s", "sh", "st", "t", "tr", "v", "w", "z",
)  # fmt: skip
_VOWELS = (
    "a", "e", "i", "o", "u", "ai", "ea", "ee", "ie", "oo", "ou",
)  # fmt: skip
_ENDS = (
    "b", "ck", "d", "ff", "g", "l", "ll", "m", "n", "nd", "ng", "nt", "p", "r", "rd", "rk",
    "rn", "s", "st", "t", "th", "x", "y",
)  # fmt: skip
_COMMON = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "do", "does", "for", "from",
    "has", "have", "here", "how", "i", "if", "in", "is", "it", "its", "may", "my", "no", "not",
    "of", "on", "only", "or", "our", "so", "sorry", "thank", "thanks", "that", "the", "their",
    "there", "they", "this", "to", "us", "was", "we", "what", "when", "where", "which", "will",
    "with", "would", "yes", "you", "your", "please", "i'm", "i'd", "it's", "don't",
})  # fmt: skip
_LEAST_SWAPPED = 5
"""Minimum number of letters of a word that may be replaced."""


def augmented(rng: random.Random, example: Example, words: Sequence[str]) -> Example:
    """A copy of an example in which numbers, names and words may be replaced, each with its own
    probability.

    Args:
        words: Ordinary words to use as replacements.
    """
    if rng.random() < 0.75:
        example = _with_other_digits(rng, example)
    if rng.random() < 0.7:
        example = _with_other_names(rng, example)
    if words and rng.random() < 0.3:
        example = _with_other_words(rng, example, words)
    return example


def name(rng: random.Random) -> str:
    """A random capitalized word of one or two syllables."""
    syllables = [
        rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_ENDS)
        for _ in range(rng.choice((1, 2, 2)))
    ]
    return "".join(syllables).capitalize()


def code(rng: random.Random) -> str:
    """A random code of letters and digits, such as an order number, a voucher or a postcode."""
    shape = rng.choice(("AA-0000", "00000000", "AA0000000", "A0A 0AA", "AAAA00", "0000-000-000"))
    return "".join(
        rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") if mark == "A" else
        rng.choice("0123456789") if mark == "0" else mark
        for mark in shape
    )  # fmt: skip


def _with_other_digits(rng: random.Random, example: Example) -> Example:
    chosen: dict[str, str] = {}

    def other(match: re.Match[str]) -> str:
        digits = match.group()
        if digits not in chosen:
            first = rng.choice("123456789") if digits[0] != "0" else "0"
            chosen[digits] = first + "".join(rng.choice("0123456789") for _ in digits[1:])
        return chosen[digits]

    return rewritten(example, lambda text: _DIGITS.sub(other, text))


def _with_other_names(rng: random.Random, example: Example) -> Example:
    known = " ".join(passage.text for passage in example.prompt.passages)
    names = {
        word.lower()
        for word in _NAME.findall(example.reply)
        if word.lower() not in _COMMON
        and re.search(rf"\b{re.escape(word)}\b", known, re.IGNORECASE)
    }
    chosen = {word: name(rng) for word in sorted(names)}
    return rewritten(example, lambda text: _exchange(text, chosen, cased=True))


def _with_other_words(rng: random.Random, example: Example, words: Sequence[str]) -> Example:
    known = {
        word.lower() for passage in example.prompt.passages for word in _WORD.findall(passage.text)
    }
    shared = sorted(
        {
            word
            for word in _WORD.findall(example.reply)
            if word.islower() and len(word) >= _LEAST_SWAPPED and word in known
        }
        - _COMMON
    )
    if not shared:
        return example
    chosen = {word: rng.choice(words) for word in rng.sample(shared, min(len(shared), 2))}
    return rewritten(example, lambda text: _exchange(text, chosen))


def _exchange(text: str, chosen: dict[str, str], *, cased: bool = False) -> str:
    if not chosen:
        return text

    def other(match: re.Match[str]) -> str:
        word = match.group()
        put = chosen.get(word.lower())
        if put is None:
            return word
        if word.isupper() and len(word) > 1:
            return put.upper()
        if word[0].isupper() or cased:
            return put.capitalize()
        return put

    return _WORD.sub(other, text)
