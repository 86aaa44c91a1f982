"""Entries with their vectors and words, as kept in the store.

For each entry, the store keeps one letter per vector (`fields`) and their codes in the same order,
and the entry's words, so that both indexes can be rebuilt without embedding or splitting texts
again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from retrieval.entry import Entry
from retrieval.entry_words import EntryWords, words_of
from retrieval.pieces import OPENING, pieces
from retrieval.quantisation import to_codes

if TYPE_CHECKING:
    from retrieval.embedder import Embedder

QUESTION = "q"
ANSWER = "a"
PIECE = "p"

_UNREAD = 0.5
"""Share of unreadable letters from which an answer is not embedded in pieces."""


@dataclass(frozen=True, slots=True)
class EncodedEntry:
    """An entry, its vectors (`codes` is uint8 of shape (len(fields), dims)) and its words."""

    entry: Entry
    fields: str
    codes: NDArray[np.uint8]
    words: EntryWords

    def numbered(self, id_: int) -> EncodedEntry:
        """A copy with the id that the entry has been given."""
        return replace(self, entry=replace(self.entry, id=id_), words=replace(self.words, id=id_))


def texts_of(entry: Entry, *, in_pieces: bool = True) -> tuple[str, list[str]]:
    """The texts of an entry to embed, and their fields, one letter each: each question variant, the
    title with the answer, and the pieces of a long answer, of which then only the opening is
    combined with the title."""
    parts = pieces(entry.answer) if in_pieces else []
    said = " ".join(parts[:OPENING]) if parts else entry.answer
    answer = f"{entry.title}\n{said}" if entry.title else said
    fields = QUESTION * len(entry.questions) + ANSWER + PIECE * len(parts)
    return fields, [*entry.questions, answer, *parts]


def encode(embedder: Embedder, entries: Sequence[Entry]) -> list[EncodedEntry]:
    """Embed entries and split them into words.

    All texts are embedded together, so that batches have texts of similar length. A text that
    occurs in several entries is embedded once; pieces are omitted if the model cannot read them.
    """
    described = [texts_of(entry) for entry in entries]
    for at, (fields, _) in enumerate(described):
        if PIECE in fields and embedder.unreadable_share(entries[at].answer) >= _UNREAD:
            described[at] = texts_of(entries[at], in_pieces=False)
    places: dict[str, int] = {}
    for _, texts in described:
        for text in texts:
            places.setdefault(text, len(places))
    codes = to_codes(embedder.encode(list(places), role="passage"))
    encoded = []
    for entry, (fields, texts) in zip(entries, described, strict=True):
        its = codes[[places[text] for text in texts]]
        encoded.append(EncodedEntry(entry, fields, its, words_of(entry)))
    return encoded
