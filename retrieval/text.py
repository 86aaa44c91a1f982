"""Normalises text for the indexes, and splits it into sentences and into the words of its language.

Everything here is pure and deterministic: entries and queries are processed by the same functions,
so that their words match.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import Stemmer

from retrieval.sentences import sentence_spans, sentences

__all__ = [
    "MAX_CHARS", "clean", "clean_lines", "normalise", "sentence_spans", "sentences", "word_spans",
    "words",
]  # fmt: skip

MAX_CHARS: Final = 100_000
"""Length to which texts are truncated (documents are split into much shorter passages)."""

# Categories Cc (except white space), Cf and Cs, and the variation selectors: they are invisible,
# and can hide text (bidirectional overrides) or break a word (zero-width space). A test compares
# this list with unicodedata.
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891"
    "\u08e2\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U00013455\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
_ASCII_INVISIBLE: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f]+")
_SPACES: Final = re.compile(r"\s+")
_SPACES_IN_LINE: Final = re.compile(r"[^\S\n]+")
_LINE_BREAKS: Final = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_EMPTY_LINES: Final = re.compile(r" ?\n(?: ?\n)+ ?| ?\n ?")

# Sorting combining marks takes quadratic time in the length of their run (eight seconds for
# 100,000), so long text is normalised in chunks.
_PIECE: Final = 512


def _nfkc(text: str) -> str:
    if len(text) <= _PIECE:
        return unicodedata.normalize("NFKC", text)
    pieces = (text[start : start + _PIECE] for start in range(0, len(text), _PIECE))
    return "".join(unicodedata.normalize("NFKC", piece) for piece in pieces)


def _visible(text: str) -> str:
    if text.isascii():
        return _ASCII_INVISIBLE.sub("", text)
    return _nfkc(_INVISIBLE.sub("", text))


def clean(text: str) -> str:
    """The visible text on one line, for embedding and for comparison.

    The text is in NFKC (full-width letters and digits become plain ones), without control,
    zero-width, surrogate and bidirectional formatting characters, and with single spaces as white
    space. Case is preserved.
    """
    return _SPACES.sub(" ", _visible(text[:MAX_CHARS]))[:MAX_CHARS].strip()


def clean_lines(text: str) -> str:
    """Like `clean`, but with line breaks: one between lines, two between paragraphs."""
    visible = _SPACES_IN_LINE.sub(" ", _LINE_BREAKS.sub("\n", _visible(text[:MAX_CHARS])))
    one_or_two = _EMPTY_LINES.sub(lambda m: "\n\n" if m[0].count("\n") > 1 else "\n", visible)
    return one_or_two[:MAX_CHARS].strip()


def normalise(text: str) -> str:
    """Like `clean`, but case-folded, so that two spellings of the same text are equal."""
    cleaned = clean(text)
    if cleaned.isascii():
        return cleaned.lower()
    # Case folding can undo NFKC (Unicode 3.13, NFKC_Casefold), so it is applied again.
    return _SPACES.sub(" ", _nfkc(cleaned.casefold()))[:MAX_CHARS].strip()


# Python's \w excludes vowel signs, so scripts with them are listed (without their full stops).
_LETTER: Final = (
    r"(?:[^\W_]|[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u06d6-\u06ed\u0900-\u0963\u0966-\u109f\u1780-\u17d3])"
)
_UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_UNSPACED_RUN: Final = re.compile(f"[{_UNSPACED}]+")
_HAN: Final = re.compile(
    "[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_EMAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_URL: Final = re.compile(r"(?:https?://|www\.)[^\s\"'<>()\[\]{}]+")
_COMPOUND: Final = re.compile(rf"{_LETTER}+(?:[-_./:,'’&+]{_LETTER}+)*")
_SPACED_OR_RUN: Final = re.compile(
    rf"[{_UNSPACED}]+|(?:(?![{_UNSPACED}]){_LETTER})+"
    rf"(?:[-_./:,'’&+@](?:(?![{_UNSPACED}]){_LETTER})+)*"
)
_PART: Final = re.compile(rf"{_LETTER}+")
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL: Final = re.compile(r"\d+(?:[.:,]\d+)+")
_DIGIT: Final = re.compile(r"\d")
_LETTERS_OF_CODE: Final = re.compile(r"[^\W\d_]{3,}")

_ACCENTS: Final = re.compile("[\u0300-\u036f]+")

_LONGEST: Final = 64
"""Maximum length of a word; longer ones are only hashes, keys and attacks."""
_REMEMBERED: Final = 32_768
_STEMMERS: Final = {
    "": "english", "en": "english", "da": "danish", "de": "german", "es": "spanish",
    "fi": "finnish", "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish",
    "tr": "turkish",
}  # fmt: skip


class _WordSplitter:
    """Splits normalised text into words, with a cache for chunks between white space.

    As words repeat (Zipf's law), most are just a look-up. Snowball's stemmers are not thread-safe:
    they are called under a lock, while the cache is read without one.
    """

    def __init__(self, algorithm: str) -> None:
        self._stemmer = Stemmer.Stemmer(algorithm)
        self._lock = threading.Lock()
        self._known: dict[str, tuple[str, ...]] = {}

    def words(self, text: str) -> list[str]:
        found: list[str] = []
        known = self._known
        for chunk in text.split():
            cut = known.get(chunk)
            if cut is None:
                cut = self._learn(chunk)
            found += cut
        return found

    def chunk(self, chunk: str) -> tuple[str, ...]:
        cut = self._known.get(chunk)
        return self._learn(chunk) if cut is None else cut

    def _learn(self, chunk: str) -> tuple[str, ...]:
        with self._lock:
            cut = tuple(word for word in self._cut(chunk) if 0 < len(word) <= _LONGEST)
            if len(chunk) <= 24:  # longer ones are seldom repeated: a URL, a Chinese sentence
                if len(self._known) >= _REMEMBERED:
                    self._known = {}
                self._known[chunk] = cut
        return cut

    def _cut(self, chunk: str) -> Iterator[str]:
        if chunk.isascii() and chunk.isalpha():
            yield self._stem(chunk)
            return
        for exact in (_EMAIL, _URL):
            for match in exact.finditer(chunk):
                yield match[0].rstrip(".,;:!?")
            chunk = chunk if exact is _URL else exact.sub(" ", chunk)  # an address is one word
        at = 0
        for run in _UNSPACED_RUN.finditer(chunk):
            yield from self._spaced(chunk[at : run.start()])
            yield from _han_and_bigrams(run[0])
            at = run.end()
        yield from self._spaced(chunk[at:])

    def _spaced(self, text: str) -> Iterator[str]:
        for match in _COMPOUND.finditer(text):
            compound = match[0]
            if _DIGIT.search(compound):
                yield from self._code(compound)
            elif compound.isalpha():
                yield self._stem(compound)
            else:
                yield from self._compound(compound)

    def _code(self, code: str) -> Iterator[str]:
        """Yield a number or code as it is, with variants: ab-12 also as ab12, covid-19 as covid."""
        if _THOUSANDS.fullmatch(code):
            yield code.replace(",", "")
            return
        yield code
        parts = _PART.findall(code)
        if len(parts) > 1:
            if not _DECIMAL.fullmatch(code):
                yield "".join(parts)
            yield from (part for part in parts if len(part) >= 3 and _DIGIT.search(part))
        yield from map(self._stem, _LETTERS_OF_CODE.findall(code))

    def _compound(self, compound: str) -> Iterator[str]:
        """company's → company; don't → dont; e-mail → email, mail; and/or → and, or."""
        parts = re.split("['’]", compound)
        if len(parts) == 2 and parts[1] in {"s", "re", "ve", "ll", "d", "m"}:
            yield from self._spaced(parts[0])
            return
        if len(parts) == 2 and parts[1] == "t":
            yield self._stem("".join(parts))
            return
        parts = _PART.findall(compound)
        if len(parts) == 1 or "-" in compound or max(map(len, parts)) == 1:
            yield self._stem("".join(parts))
        if len(parts) > 1:
            yield from (self._stem(part) for part in parts if len(part) > 1)

    def _stem(self, word: str) -> str:
        if len(word) > _LONGEST:
            return word
        stem: str = self._stemmer.stemWord(word)
        if stem.isascii():
            return stem
        # accents are removed, as people often omit them
        apart = unicodedata.normalize("NFD", stem)
        return unicodedata.normalize("NFC", _ACCENTS.sub("", apart))


def _han_and_bigrams(run: str) -> Iterator[str]:
    """Yield the words of a run without spaces: every Han character, and every character bigram."""
    if len(run) == 1:
        yield run
        return
    yield from _HAN.findall(run)
    yield from map("".join, pairwise(run))


_word_splitters: dict[str, _WordSplitter] = {}


def words(text: str, lang: str = "") -> list[str]:
    """The words of `text` for the word index, in order, with repetitions.

    Words of scripts with spaces are stemmed (by Snowball's stemmer for the language, in PyStemmer)
    and stripped of accents; numbers, codes, e-mail and web addresses are also kept unchanged;
    Chinese becomes characters and bigrams; Japanese, Korean and Thai become bigrams.

    Args:
        text: Any text; it is normalised here.
        lang: Primary language subtag; "" or an unknown one is stemmed as English.
    """
    return _word_splitter(lang).words(normalise(text))


def word_spans(text: str, lang: str = "") -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield the start and end of each word in `text` as written, and what `words` makes of it.

    For runs without spaces, these are the positions of each bigram, and the bigram.
    """
    splitter = _word_splitter(lang)
    for match in _SPACED_OR_RUN.finditer(text):
        start, piece = match.start(), match[0]
        if _UNSPACED_RUN.match(piece):
            for at in range(start, match.end() - 1):
                yield at, at + 2, (text[at : at + 2],)
        elif piece.isascii():
            yield start, match.end(), splitter.chunk(piece.lower())
        else:
            yield start, match.end(), tuple(splitter.words(normalise(piece)))


def _word_splitter(lang: str) -> _WordSplitter:
    algorithm = _STEMMERS.get(lang, "english")
    splitter = _word_splitters.get(algorithm)
    if splitter is None:
        splitter = _word_splitters.setdefault(algorithm, _WordSplitter(algorithm))
    return splitter
