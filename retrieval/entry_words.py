"""The words of an entry, field by field, as the store keeps them and the word index reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from retrieval.entry import Entry
from retrieval.text import words

VERSION: Final = 1
"""Raised when `retrieval.text.words` cuts differently, so that stored words are cut anew."""

WordField = Literal["question", "answer", "title", "tags"]
WORD_FIELDS: Final[tuple[WordField, ...]] = ("question", "answer", "title", "tags")


@dataclass(frozen=True, slots=True)
class EntryWords:
    """An entry's words (`retrieval.text.words`), each field as one string with single spaces."""

    id: int
    question: str = ""
    answer: str = ""
    title: str = ""
    tags: str = ""


def words_of(entry: Entry) -> EntryWords:
    """Cut an entry into words, in its own language; all question variants are one field."""

    def joined(*texts: str) -> str:
        return " ".join(word for text in texts for word in words(text, entry.lang))

    return EntryWords(
        id=entry.id,
        question=joined(*entry.questions),
        answer=joined(entry.answer),
        title=joined(entry.title),
        tags=joined(*entry.tags),
    )
