"""Facts of a prompt that a reply may not invent: numbers, codes, addresses, fields, a yes or no.

Everything the company says (passages and its own turns) may be repeated. Of the customer's messages
only what identifies something may be: an order number, a date, a time, an e-mail address. "Promise
me 500" and "send everybody to evil.example" are in the prompt too, and a reply must not say them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.models.worker import counting
from assistant.prompt import Prompt

_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")  # digits of any script, as they are written
_JOINTS = re.compile(r"[/-]")
_FIELD = re.compile(r"\{\{[^{}\n]{1,80}\}\}")
_WORD = re.compile(r"[A-Za-z0-9._/:#@&=?%+~$'-]+")
_EDGES = ".:/?&=#'-+~$%"
_SCHEME = re.compile(r"^(?:https?|ftp|mailto):(?://)?", re.IGNORECASE)
_DOMAIN = re.compile(r"[a-z0-9-]{2,}\.[a-z]{2,}")
_LETTER_THEN_DIGIT = re.compile(r"[a-z][^\s]*[0-9]")
_YES = re.compile(r"\s*yes\b", re.IGNORECASE)
_NO = re.compile(
    r"\s*no(?:\s*[,.!;:—–-]|\s+(?:we|you|i|it|they|there|this|that|sorry|unfortunately)\b)",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATED = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? \d{{4}})?\b"
    rf"|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}}\b)?"
    r"|\d+(?= ?(?:a\.?m\b|p\.?m\b|o'clock\b|[年月日号点时]))",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"[$€£¥￥] ?\d+(?:[.,]\d+)*"
    r"|\d+(?:[.,]\d+)*(?= ?(?:[$€£¥￥%％元块欧美英折]|euros?\b|eur\b|dollars?\b|usd\b|bucks?\b|"
    r"pounds?\b|gbp\b|yuan\b|rmb\b|cny\b|per ?cent\b|人民币))",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"(?<=\d)[,.](?=\d{3}(?:\D|$))")
_LARGEST = 12
_LONG = 5
"""Minimum digits of a number that identifies something, such as an order; shorter ones count."""


def is_protected(word: str) -> bool:
    """Whether a lowercase word is, or begins like, a code, an e-mail address or a web address."""
    return (
        "@" in word
        or "://" in word
        or word.startswith("www.")
        or _DOMAIN.search(word) is not None
        or _LETTER_THEN_DIGIT.search(word) is not None
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a prompt, whole and as all their prefixes; words in lower case.

    Attributes:
        values: Whole numbers in any notation, which may be said in words.
        opposite: The word with which a reply may not begin: the opposite of the first passage's.
    """

    numbers: frozenset[str]
    number_starts: frozenset[str]
    words: frozenset[str]
    word_starts: frozenset[str]
    fields: frozenset[str]
    field_starts: frozenset[str]
    values: frozenset[int] = frozenset()
    opposite: str = ""

    @classmethod
    def of(cls, prompt: Prompt) -> Facts:
        """Collect the facts from all the company says and the identifiers the customer gives."""
        told, asked = list(_told(prompt)), [t.text for t in prompt.turns if t.role == "customer"]
        spoken = frozenset(value for text in told for value in counting.values(text))
        numbers = frozenset(part for text in told for part in _numbers(text))
        counted = spoken | frozenset(_whole(numbers))
        numbers |= {str(value) for value in spoken if value > 1}
        numbers |= {part for text in asked for part in _naming_numbers(text)}
        words = frozenset(
            [part for text in told for part in _words(text)]
            + [part for text in asked for part in _words(text) if not _is_web(part)]
        )
        fields = frozenset(found for text in told for found in _FIELD.findall(text))
        return cls(
            numbers, _starts(numbers), words, _starts(words), fields, _starts(fields),
            counted, _opposite(prompt),
        )  # fmt: skip


def _told(prompt: Prompt) -> Iterator[str]:
    """The texts that come from the company."""
    for passage in prompt.passages:
        yield passage.name
        yield passage.text
    for turn in prompt.turns:
        if turn.role == "agent":
            yield turn.text


def _numbers(text: str) -> Iterator[str]:
    """Numbers as written, and for those joined by `-` or `/` every run of their parts too.

    "4.95" is not "4", but "3-5 days" may become "3 to 5 days".
    """
    for found in _NUMBER.findall(text):
        yield from _parts(found)


def _whole(numbers: Iterable[str]) -> Iterator[int]:
    for number in numbers:
        plain = _GROUPED.sub("", number)
        if plain.isdecimal() and len(plain) <= _LARGEST:
            yield int(plain)


def _parts(number: str) -> Iterator[str]:
    joints = [-1, *(match.start() for match in _JOINTS.finditer(number)), len(number)]
    for first, start in enumerate(joints[:-1]):
        for end in joints[first + 1 :]:
            yield number[start + 1 : end]


def _naming_numbers(text: str) -> Iterator[str]:
    """Numbers in a customer's message that identify something: an order, a date, a time of day."""
    amounts = [found.span() for found in _AMOUNT.finditer(text)]
    dates = [found.span() for found in _DATED.finditer(text)]
    for found in _NUMBER.finditer(text):
        number = found[0]
        names = sum(map(str.isdecimal, number)) >= _LONG or any(joint in number for joint in "/-:")
        if _within(found, dates) or (names and not _within(found, amounts)):
            yield from _parts(number)


def _within(found: re.Match[str], spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < found.end() and found.start() < end for start, end in spans)


def _is_web(word: str) -> bool:
    return "@" not in word and (
        "://" in word or word.startswith("www.") or _DOMAIN.search(word) is not None
    )


def _words(text: str) -> Iterator[str]:
    for found in _WORD.findall(text.lower()):
        word = found.strip(_EDGES)
        bare = _SCHEME.sub("", word)
        for form in (word, bare, bare.removeprefix("www.")):
            if is_protected(form):
                yield form


def _starts(items: Iterable[str]) -> frozenset[str]:
    return frozenset(item[:end] for item in items for end in range(1, len(item) + 1))


def _opposite(prompt: Prompt) -> str:
    first = prompt.passages[0].text if prompt.passages else ""
    if _YES.match(first):
        return "no"
    return "yes" if _NO.match(first) else ""
