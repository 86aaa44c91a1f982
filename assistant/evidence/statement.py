"""Parses a sentence into the parts that are compared with a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from assistant.evidence import chinese, english
from assistant.evidence.lexicon import Lexicon
from assistant.evidence.names import names
from assistant.evidence.quantities import Quantity, codes, quantities
from retrieval.language import detect_language
from retrieval.term_table import common_share
from retrieval.text import clean, normalise, words

_LEAD: Final = re.compile(
    r"^(?:(?:hi|hello|sorry|unfortunately|oh|well|actually|thanks?|thank you|great "
    r"question)[,!.\s]+"
    r"){0,2}(?P<yes>yes|yeah|yep|sure|absolutely|certainly|of course|可以|能|是的|有的|会的|"
    r"当然|支持)"
    r"(?=[\s,.!;:，。！；、]|$)[\s,.!;:，。！；、]*"
    r"|^(?:(?:hi|hello|sorry|unfortunately|oh|well|actually)[,!.\s]+){0,2}"
    r"(?P<no>no|nope|i'?m afraid not|i am afraid not|不可以|不能|不行|不是|不会|没有|不支持|"
    r"暂不支持)"
    r"(?=[,.!;:，。！；、]|\s+(?:you|we|they|it|the|there|this|that|i|sorry|unfortunately)\b"
    r"|\s[^,.;:!?]{0,60}\b(?:not|cannot|n't|can't)\b|\s[^,.;:!?]{0,60}[a-z]n't\b|"
    r"$)[\s,.!;:，。！；、]*"
)
_NO_THING: Final = re.compile(r"(?i:no) (?!(?i:you|we|they|it|the|there|this|that|sorry)\b)[a-z]")
"""A "no" that negates the next word ("No dogs") is not an answer."""
_CLAUSE: Final = re.compile(r"[,;:—–!?()，；：。！？（）、\n]+|\.(?=\s|$)|\s-\s")
_WORD: Final = re.compile(r"[a-z0-9][a-z0-9'&/-]*|[^\W\d_]+")
_ADDRESS: Final = re.compile(
    r"\{\{[^{}]{1,80}\}\}|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)[^\s<>\"'，。）)]+"
)
_STEP: Final = re.compile(
    r"(?m)^[ \t]*(?:\d{1,2}[.)](?=[ \t]+[^\W\d]|[ \t]+[\"'“‘*{\[(])|\d{1,2}、|[(（]\d{1,2}[)）])"
)
"""The number of a step at the beginning of a line, which states nothing."""
LONGEST: Final = 2_000
"""Upper limit of characters read as one sentence."""
_RUN: Final = re.compile(r"([!-~]{120})[!-~]+")
_LEAST: Final = 0.15
_LIGHT: Final = 0.4
_REACH: Final = 40


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence that one word can negate: its content words by weight."""

    keys: dict[str, float]
    negated: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """A parsed sentence, or a few.

    Attributes:
        text: The text on one line.
        lang: Primary language subtag.
        clauses: Its clauses.
        keys: All content words by weight.
        tokens: Every word in order; negations appear as "¬".
        marks: Kinds of limiting words that occur.
        quantities: Its numbers.
        codes: Codes, addresses and placeholders, normalised.
        names: Lowercased words that are written as names.
        lead: 1 for a leading yes, -1 for a leading no, 0 for neither.
        spoken: Its words that have an opposite.
        near: The content words around each number, in the order of the numbers.
        joined: Stems of neighbouring words written as one ("check in", "checkin"), with the words
            each consists of.
    """

    text: str
    lang: str
    clauses: tuple[Clause, ...]
    keys: dict[str, float]
    tokens: tuple[str, ...]
    marks: frozenset[str]
    quantities: tuple[Quantity, ...]
    codes: frozenset[str]
    names: frozenset[str]
    lead: int
    spoken: frozenset[str]
    near: tuple[frozenset[str], ...]
    joined: dict[str, frozenset[str]]

    @property
    def weight(self) -> float:
        """Total weight of its content words."""
        return sum(self.keys.values())

    def beside(self, number: Quantity) -> frozenset[str]:
        """The content words around one of its numbers."""
        return self.near[self.quantities.index(number)]


def lexicon_of(lang: str) -> Lexicon:
    return chinese.LEXICON if lang == "zh" else english.LEXICON


@lru_cache(maxsize=2_048)
def read(text: str, lang: str = "") -> Statement:
    """Parse a sentence.

    Args:
        text: One sentence, or a few that belong together. It is cut after `LONGEST` characters, and
            a long run without a space after 120: such text is no sentence, and parsing it would
            take quadratic time.
        lang: Its language, if known.
    """
    text = _RUN.sub(r"\1 ", text[:LONGEST])
    lang = lang or detect_language(text).tag
    lexicon = lexicon_of(lang)
    plain, folded = clean(text), normalise(_STEP.sub("", text)).replace("’", "'")
    lead, rest = _lead(folded, plain)
    numbers = quantities(rest, lexicon)
    items = frozenset(match[0].rstrip(".,") for match in _ADDRESS.finditer(folded))
    wordy = _ADDRESS.sub(" ", _without(rest, numbers))
    for code in set(codes(wordy)):
        wordy = wordy.replace(code, " ")
    for pattern, put in lexicon.rewrites:
        wordy = pattern.sub(put, wordy)
    clauses, tokens = [], []
    for part in _parts(wordy, lexicon):
        cut = list(_tokens(part, lexicon))
        tokens += cut
        keys = {key: _weight(key, lexicon) for key in cut if _tells(key, lexicon)}
        clauses.append(Clause(keys, cut.count(_NOT) % 2 == 1))
    telling: dict[str, float] = {}
    for clause in clauses:
        telling |= clause.keys
    return Statement(
        text=plain, lang=lang, clauses=tuple(clauses), keys=telling, tokens=tuple(tokens),
        marks=_marks(wordy, tokens, lexicon), quantities=tuple(numbers),
        codes=items | frozenset(codes(_ADDRESS.sub(" ", folded))), names=frozenset(names(plain)),
        lead=lead, spoken=_spoken(wordy, tokens, lexicon),
        near=tuple(_near(rest, number, numbers, lexicon) for number in numbers),
        joined=_joined(wordy, lexicon),
    )  # fmt: skip


_NOT: Final = "¬"


def _lead(folded: str, plain: str) -> tuple[int, str]:
    found = _LEAD.match(folded)
    if not found or (found["no"] == "no" and _NO_THING.match(plain)):
        return 0, folded
    return (1 if found["yes"] else -1), folded[found.end() :]


def _without(text: str, numbers: list[Quantity]) -> str:
    """The text with a space in place of each number and its unit."""
    parts, at = [], 0
    for number in numbers:
        parts.append(text[at : number.start])
        parts.append(" ")
        at = number.end
    return "".join(parts) + text[at:]


def _parts(text: str, lexicon: Lexicon) -> Iterator[str]:
    for part in _CLAUSE.split(text):
        if lexicon.lang == "zh":
            yield from re.split("|".join(f"(?={word})" for word in sorted(lexicon.breaks)), part)
            continue
        piece: list[str] = []
        for word in part.split():
            if word in lexicon.breaks and piece:
                yield " ".join(piece)
                piece = []
            piece.append(word)
        yield " ".join(piece)


def _tokens(part: str, lexicon: Lexicon) -> Iterator[str]:
    """The words of a clause: stems by class, pairs of Chinese characters, "¬" for a negation."""
    if lexicon.lang == "zh":
        for piece in re.split(f"({_NOT})", part):
            if piece == _NOT:
                yield _NOT
            else:
                yield from (word for word in words(piece, "zh") if len(word) > 1 or word.isascii())
        return
    for match in _WORD.finditer(part):
        if match[0] in lexicon.negators:
            yield _NOT
            continue
        for stem in words(match[0], lexicon.lang):
            yield lexicon.same.get(stem, stem)


def _tells(key: str, lexicon: Lexicon) -> bool:
    if key == _NOT or key in lexicon.empty:
        return False
    if lexicon.lang == "zh" and len(key) == 2 and not key.isascii():
        return not (key[0] in lexicon.empty and key[1] in lexicon.empty)
    return len(key) > 1


def _weight(key: str, lexicon: Lexicon) -> float:
    """From `_LEAST` for a word that occurs in most messages to 1 for a rare one."""
    if lexicon.lang == "zh" and not key.isascii():
        return 0.4 if key[0] in lexicon.empty or key[1] in lexicon.empty else 1.0
    share = common_share(key)
    weight = min(1.0, max(_LEAST, 1.0 - 4.0 * share))
    return min(weight, _LIGHT) if key in lexicon.light else weight


def _marks(text: str, tokens: list[str], lexicon: Lexicon) -> frozenset[str]:
    if lexicon.lang == "zh":
        return frozenset(kind for word, kind in lexicon.marks.items() if word in text)
    spoken = _WORD.findall(text)
    return frozenset(lexicon.marks[word] for word in spoken if word in lexicon.marks)


def _spoken(text: str, tokens: list[str], lexicon: Lexicon) -> frozenset[str]:
    if lexicon.lang == "zh":
        return frozenset(word for word in lexicon.opposites if word in text)
    return frozenset(token for token in tokens if token in lexicon.opposites)


def _near(text: str, number: Quantity, numbers: list[Quantity], lexicon: Lexicon) -> frozenset[str]:
    """Content words between the neighbouring numbers, at most `_REACH` characters away."""
    before = [other.end for other in numbers if other.end <= number.start]
    behind = [other.start for other in numbers if other.start >= number.end]
    left = max([*before, number.start - _REACH, 0])
    right = min([*behind, number.end + _REACH, len(text)])
    span = text[left : number.start] + " " + text[number.end : right]
    return frozenset(token for token in _tokens(span, lexicon) if _tells(token, lexicon))


def _joined(text: str, lexicon: Lexicon) -> dict[str, frozenset[str]]:
    if lexicon.lang == "zh":
        return {}
    spoken = [match[0] for match in _WORD.finditer(text)]
    found: dict[str, frozenset[str]] = {}
    for left, right in pairwise(spoken):
        if left.isalpha() and right.isalpha():
            made_of = frozenset((*_tokens(left, lexicon), *_tokens(right, lexicon)))
            found |= dict.fromkeys(words(left + right, lexicon.lang)[:1], made_of)
    return found
