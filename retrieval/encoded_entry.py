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

if TYPE_CHECKING:
    from retrieval.embedder import Embedder

QUESTION = "q"
ANSWER = "a"


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


def texts_of(entry: Entry) -> tuple[str, list[str]]:
    """What is embedded of an entry: each question variant, then title and answer together."""
    answer = f"{entry.title}\n{entry.answer}" if entry.title else entry.answer
    return QUESTION * len(entry.questions) + ANSWER, [*entry.questions, answer]


def encode(embedder: Embedder, entries: Sequence[Entry]) -> list[EncodedEntry]:
    """Embed entries, all their texts in one go so that batches are of like length; cut words."""
    described = [texts_of(entry) for entry in entries]
    codes = to_codes(
        embedder.encode([text for _, texts in described for text in texts], role="passage")
    )
    encoded, at = [], 0
    for entry, (fields, _) in zip(entries, described, strict=True):
        its = codes[at : at + len(fields)]
        encoded.append(EncodedEntry(entry, fields, its, words_of(entry)))
        at += len(fields)
    return encoded
