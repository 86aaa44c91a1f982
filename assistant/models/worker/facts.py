"""What a reply may not invent, read from the prompt: numbers, codes, addresses, fields, a yes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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


def is_protected(word: str) -> bool:
    """Whether a word (in lower case) is a code, a mail or a web address, or begins to be one."""
    return (
        "@" in word
        or "://" in word
        or word.startswith("www.")
        or _DOMAIN.search(word) is not None
        or _LETTER_THEN_DIGIT.search(word) is not None
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands in a prompt, whole and as every beginning of it; words in lower case.

    Attributes:
        opposite: The word a reply may not begin with: the opposite of the first passage's.
    """

    numbers: frozenset[str]
    number_starts: frozenset[str]
    words: frozenset[str]
    word_starts: frozenset[str]
    fields: frozenset[str]
    field_starts: frozenset[str]
    opposite: str = ""

    @classmethod
    def of(cls, prompt: Prompt) -> Facts:
        """Read from the passages and the conversation alike."""
        texts = list(_texts(prompt))
        numbers = frozenset(part for text in texts for part in _numbers(text))
        words = frozenset(part for text in texts for part in _words(text))
        fields = frozenset(found for text in texts for found in _FIELD.findall(text))
        return cls(
            numbers, _starts(numbers), words, _starts(words), fields, _starts(fields),
            _opposite(prompt),
        )  # fmt: skip


def _texts(prompt: Prompt) -> Iterator[str]:
    for passage in prompt.passages:
        yield passage.name
        yield passage.text
    for turn in prompt.turns:
        yield turn.text


def _numbers(text: str) -> Iterator[str]:
    """Numbers as they are written; of what `-` or `/` joins, every run of its parts too.

    "4.95" is not "4", but "3-5 days" may become "3 to 5 days".
    """
    for found in _NUMBER.findall(text):
        joints = [-1, *(match.start() for match in _JOINTS.finditer(found)), len(found)]
        for first, start in enumerate(joints[:-1]):
            for end in joints[first + 1 :]:
                yield found[start + 1 : end]


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
