"""An entry read by an embedding model and cut into words, as the store keeps it.

The store keeps, for each entry, one letter per vector (`fields`) and their codes in the same
order, and its words, so that both indexes can be filled again without the model and without
cutting a text twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from retrieval.codes import to_codes
from retrieval.entry import Entry
from retrieval.entry_words import EntryWords, words_of
from retrieval.pieces import OPENING, pieces

if TYPE_CHECKING:
    from retrieval.embedder import Embedder

QUESTION = "q"
ANSWER = "a"
PIECE = "p"

_UNREAD = 0.5
"""Share of a text a model cannot read beyond which its pieces say nothing."""


@dataclass(frozen=True, slots=True)
class EncodedEntry:
    """An entry, its vectors (`codes` is uint8 of shape (len(fields), dims)) and its words."""

    entry: Entry
    fields: str
    codes: NDArray[np.uint8]
    words: EntryWords

    def numbered(self, id_: int) -> EncodedEntry:
        """The same for an entry that has now been given its id."""
        return replace(self, entry=replace(self.entry, id=id_), words=replace(self.words, id=id_))


def texts_of(entry: Entry, *, in_pieces: bool = True) -> tuple[str, list[str]]:
    """What is embedded of an entry: each question variant, title and answer together, and the
    pieces of a long answer, whose opening then stands for all of it."""
    parts = pieces(entry.answer) if in_pieces else []
    said = " ".join(parts[:OPENING]) if parts else entry.answer
    answer = f"{entry.title}\n{said}" if entry.title else said
    fields = QUESTION * len(entry.questions) + ANSWER + PIECE * len(parts)
    return fields, [*entry.questions, answer, *parts]


def encode(embedder: Embedder, entries: Sequence[Entry]) -> list[EncodedEntry]:
    """Embed entries, all their texts in one go so that batches are of like length; cut words.

    A text that stands in several entries is embedded once; pieces are left out where the model
    cannot read them anyway.
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
