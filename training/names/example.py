"""Texts annotated with people, addresses and other names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.redaction.tagger.head import TAGS
from assistant.redaction.tagger.words import Word, split

_TAG: Final = {tag: place for place, tag in enumerate(TAGS)}


class Piece(NamedTuple):
    """A part of a text: `kind` is "person", "address", "place", "company", "other" or ""."""

    text: str
    kind: str


@dataclass(frozen=True)
class Example:
    """An annotated text: the pieces that it consists of."""

    pieces: list[Piece]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    def labelled(self) -> tuple[str, list[Word], NDArray[np.int64]]:
        """The text, its words, and the index of each word's tag."""
        text = self.text
        kinds: list[tuple[int, str]] = []
        at = 0
        for piece in self.pieces:
            at += len(piece.text)
            kinds.append((at, piece.kind))
        words, tags, place, before = split(text), [], 0, -1
        for word in words:
            while kinds[place][0] <= word.start:
                place += 1
            kind = kinds[place][1]
            tags.append(_TAG[_named(kind, begins=before != place)])
            before = place
        return text, words, np.array(tags, np.int64)


def _named(kind: str, *, begins: bool) -> str:
    if kind in ("person", "address"):
        return f"{'B' if begins else 'I'}-{kind}"
    return kind or "O"
