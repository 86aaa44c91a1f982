"""The words of an entry by field, as kept in the store and read by the word index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from retrieval.entry import Entry
from retrieval.text import words

VERSION: Final = 1
"""To be increased whenever `retrieval.text.words` changes, so that stored words are recomputed."""

WordField = Literal["question", "answer", "title", "tags"]
WORD_FIELDS: Final[tuple[WordField, ...]] = ("question", "answer", "title", "tags")


@dataclass(frozen=True, slots=True)
class EntryWords:
    """The words of an entry (from `retrieval.text.words`), each field joined by single spaces."""

    id: int
    question: str = ""
    answer: str = ""
    title: str = ""
    tags: str = ""


def words_of(entry: Entry) -> EntryWords:
    """Split an entry into words by its language; all question variants form one field."""

    def joined(*texts: str) -> str:
        return " ".join(word for text in texts for word in words(text, entry.lang))

    return EntryWords(
        id=entry.id,
        question=joined(*entry.questions),
        answer=joined(entry.answer),
        title=joined(entry.title),
        tags=joined(*entry.tags),
    )
