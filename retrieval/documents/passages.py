"""Splits long text into passages at its structure: between paragraphs, else between sentences.

A passage has a length that embedding models handle well: 120 to 180 English words or about 300
Chinese characters. It is never cut at a fixed number of characters; only a sentence longer than a
whole passage is split, preferably at punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from retrieval.documents.wording import CJK_CHARACTER
from retrieval.text import sentences

MOST = 180.0
"""Weight of a full passage, in English words; a Chinese character weighs 0.6."""
_CJK_WEIGHT = 0.6
_TAIL = 40.0
"""A last passage lighter than this is appended to the one before it."""
_CHARS_PER_WORD = 6
_SOFT_POINTS = (
    re.compile(r"[;；:：]\s*"),
    re.compile(r"[,，、]\s*|\s+[–—-]\s+"),
    re.compile(r"\s+"),
    re.compile(r"(?<=.)(?=.)", re.DOTALL),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or a part of one, with the page it begins on."""

    text: str
    page: int | None = None
    joint: str = "\n\n"
    """Separator between the piece before it and this one in a passage."""


def weight(text: str) -> float:
    """The weight of a text, in English words."""
    chinese = len(CJK_CHARACTER.findall(text))
    words = len((CJK_CHARACTER.sub(" ", text) if chinese else text).split())
    # Text without spaces (keys, hashes, other scripts) is weighed by its length.
    return max(words + _CJK_WEIGHT * chinese, (len(text) - chinese) / (3 * _CHARS_PER_WORD))


def pack(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Combine adjacent pieces into passages, each as full as the structure allows."""
    open_pieces: list[Piece] = []
    filled = 0.0
    held: list[Piece] = []
    for piece in _small(pieces):
        heavy = weight(piece.text)
        if open_pieces and filled + heavy > MOST:
            if held:
                yield joined(held)
            held, open_pieces, filled = open_pieces, [], 0.0
        open_pieces.append(piece)
        filled += heavy
    if held and filled < _TAIL:
        yield joined(held + open_pieces)
        return
    if held:
        yield joined(held)
    if open_pieces:
        yield joined(open_pieces)


def joined(pieces: list[Piece]) -> Piece:
    """Adjacent pieces joined to one."""
    text = pieces[0].text + "".join(piece.joint + piece.text for piece in pieces[1:])
    return Piece(text, pieces[0].page)


def _small(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces that each fit in a passage: paragraphs, or the sentences of long ones."""
    for piece in pieces:
        if weight(piece.text) <= MOST:
            yield piece
            continue
        joint = piece.joint
        for sentence in sentences(piece.text):
            for part in _soft_parts(sentence):
                yield Piece(part, piece.page, joint)
                joint = "" if CJK_CHARACTER.match(part[-1:] or " ") or part[-1:] > "\u3000" else " "


def _soft_parts(sentence: str, depth: int = 0) -> Iterator[str]:
    """Yield a sentence, split if it alone does not fit in a passage: at semicolons and colons, else
    at commas, spaces or any character."""
    if weight(sentence) <= MOST:
        yield sentence
        return
    cuts = [match.end() for match in _SOFT_POINTS[depth].finditer(sentence)]
    start = end = 0
    for cut in [*cuts, len(sentence)]:
        if weight(sentence[start:cut]) > MOST and end > start:
            yield from _deeper(sentence[start:end], depth)
            start = end
        end = cut
    yield from _deeper(sentence[start:], depth)


def _deeper(part: str, depth: int) -> Iterator[str]:
    part = part.strip()
    if not part:
        return
    if weight(part) <= MOST or depth + 1 == len(_SOFT_POINTS):
        yield part
    else:
        yield from _soft_parts(part, depth + 1)
