"""Prepares a query for the indexes: its turns, words and vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrieval.embedder import Embedder
from retrieval.language import detect_language
from retrieval.term_table import question_words
from retrieval.text import words
from retrieval.title_index import TURNS

_TURNS_READ: Final = 2
"""Number of turns before the last that are embedded with it."""
_TURNS_CUT: Final = 4
"""Number of turns before the last whose words are searched for."""
_FADING: Final = 0.5
"""Factor by which the weight of a word decreases with each later turn."""
_LONGEST: Final = 4_000
"""Characters used of a turn: the first ones of the last turn, the last ones of earlier turns."""


@dataclass(frozen=True, slots=True)
class TokenizedQuery:
    """A query, split into words.

    Attributes:
        turns: Text of the turns, the last turn first.
        words: Words of the last turn with their weights.
        around: The same, with the words of earlier turns at decreasing weights.
        lang: Primary language subtag.
    """

    turns: tuple[str, ...]
    words: dict[str, float]
    around: dict[str, float]
    lang: str

    @property
    def followup(self) -> bool:
        """Whether there are turns before the last one."""
        return len(self.turns) > 1


@dataclass(frozen=True, slots=True)
class EmbeddedQuery:
    """A query, embedded.

    Attributes:
        tokenized: The query, split into words.
        vectors: float32 (1 or 2, dims): of the last turn and, if there are earlier turns, of it
            together with them.
        readable: Share of the last turn that the model can read, 0 to 1.
    """

    tokenized: TokenizedQuery
    vectors: NDArray[np.float32]
    readable: float

    def as_whole(self) -> EmbeddedQuery:
        """The conversation as if it were a single turn, as a plain retriever would use it."""
        tokenized = replace(self.tokenized, words=self.tokenized.around)
        return replace(self, tokenized=tokenized, vectors=self.vectors[-1:])


def tokenize_query(text: str, context: Sequence[str] = (), lang: str = "") -> TokenizedQuery:
    """Split a query into words, once for all indexes."""
    text = text[:_LONGEST]
    earlier = [turn[-_LONGEST:] for turn in reversed(context[-TURNS + 1 :]) if turn.strip()]
    lang = lang or detect_language(text).tag
    own = question_words(words(text, lang))
    around = dict(own)
    for age, turn in enumerate(earlier[:_TURNS_CUT], start=1):
        for word in words(turn, lang):
            around[word] = max(around.get(word, 0.0), _FADING**age)
    return TokenizedQuery((text, *earlier), own, around, lang)


def embed_query(embedder: Embedder, tokenized: TokenizedQuery) -> EmbeddedQuery:
    """Embed a query."""
    text, *earlier = tokenized.turns
    vectors = [embedder.query(text)]
    if earlier:
        vectors.append(embedder.query(" ".join([*reversed(earlier[:_TURNS_READ]), text])))
    # Without a single word, the vector represents only punctuation and padding.
    readable = 1.0 - embedder.unreadable_share(text) if tokenized.words else 0.0
    return EmbeddedQuery(tokenized, np.stack(vectors), readable)
