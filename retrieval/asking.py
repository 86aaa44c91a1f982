"""A query as the indexes take it: its turns, its words, its vectors."""

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
"""Turns before the last that are embedded with it."""
_TURNS_CUT: Final = 4
"""Turns before the last whose words are looked for."""
_FADING: Final = 0.5
"""What a word is worth one turn later."""
_LONGEST: Final = 4_000
"""Characters of a turn that are looked at: from the start of the last, the end of earlier ones."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said, cut into words.

    Attributes:
        turns: What was said, the last turn first.
        words: Of the last turn, with how often each is said.
        around: The same with the words of earlier turns, which count less and less.
        lang: Primary language subtag.
    """

    turns: tuple[str, ...]
    words: dict[str, float]
    around: dict[str, float]
    lang: str

    @property
    def followup(self) -> bool:
        """Whether something was said before the last turn."""
        return len(self.turns) > 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said, read by the embedding model.

    Attributes:
        heard: What was said.
        vectors: float32 (1 or 2, dims): of the last turn, and of it with the turns before it.
        readable: How much of the last turn the model can read, 0 to 1.
    """

    heard: Heard
    vectors: NDArray[np.float32]
    readable: float

    def as_whole(self) -> Asked:
        """The conversation as if it were one turn: how a single retriever would use it."""
        heard = replace(self.heard, words=self.heard.around)
        return replace(self, heard=heard, vectors=self.vectors[-1:])


def hear(text: str, context: Sequence[str] = (), lang: str = "") -> Heard:
    """Cut a query into words, once for all indexes."""
    text = text[:_LONGEST]
    earlier = [turn[-_LONGEST:] for turn in reversed(context[-TURNS + 1 :]) if turn.strip()]
    lang = lang or detect_language(text).tag
    own = question_words(words(text, lang))
    around = dict(own)
    for age, turn in enumerate(earlier[:_TURNS_CUT], start=1):
        for word in words(turn, lang):
            around[word] = max(around.get(word, 0.0), _FADING**age)
    return Heard((text, *earlier), own, around, lang)


def read(embedder: Embedder, heard: Heard) -> Asked:
    """Embed a query."""
    text, *earlier = heard.turns
    vectors = [embedder.query(text)]
    if earlier:
        vectors.append(embedder.query(" ".join([*reversed(earlier[:_TURNS_READ]), text])))
    # Of a text without a single word the vector is one of marks and padding.
    readable = 1.0 - embedder.unreadable_share(text) if heard.words else 0.0
    return Asked(heard, np.stack(vectors), readable)
