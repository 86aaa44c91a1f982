"""Word-by-word difference of two texts, with bounded effort."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

_WORDS: Final = re.compile(r"[㐀-鿿぀-ヿ]|\w+|\s+|[^\w\s]")
_MOST: Final = 1_500
"""Maximum number of pieces per side to compare in detail, a tenth of a second at worst."""


class Piece(NamedTuple):
    """A part of a text that is common to both, or only in the old or the new one."""

    side: Literal["both", "old", "new"]
    text: str


def word_diff(old: str, new: str) -> list[Piece]:
    """Return the pieces of both texts in order.

    If too many words differ, lines are compared instead, and as a last resort whole texts.
    """
    for cut in (_WORDS.findall, _lines):
        before, after = cut(old), cut(new)
        head = _common(before, after)
        tail = _common(before[head:][::-1], after[head:][::-1])
        middle = before[head : len(before) - tail], after[head : len(after) - tail]
        if max(map(len, middle)) <= _MOST:
            shared = "".join(before[:head]), "".join(before[len(before) - tail :])
            return _joined(
                [Piece("both", shared[0]), *_compared(*middle), Piece("both", shared[1])]
            )
    return _joined([Piece("old", old), Piece("new", new)])


def _compared(before: Sequence[str], after: Sequence[str]) -> list[Piece]:
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=len(before) > _MOST // 3)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("both", "".join(before[i1:i2])))
        else:
            pieces.append(Piece("old", "".join(before[i1:i2])))
            pieces.append(Piece("new", "".join(after[j1:j2])))
    return pieces


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if joined and joined[-1].side == piece.side:
            joined[-1] = Piece(piece.side, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined
