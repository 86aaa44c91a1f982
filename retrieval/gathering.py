"""Candidates for a query from every index, each judged by all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrieval.embedder import Embedder
from retrieval.encoded_entry import PIECE, QUESTION
from retrieval.fusion import Evidence
from retrieval.language import detect_language
from retrieval.shared_lock import SharedLock
from retrieval.term_table import TermTable, question_words
from retrieval.text import words
from retrieval.title_index import TURNS, TitleIndex
from retrieval.vector_index import VectorIndex, entry_ids, fields, ordinals
from retrieval.word_index import WordIndex

_VECTORS: Final = 80
"""Nearest vectors taken for the last turn, and as many for the conversation."""
_WORDS: Final = 40
"""Entries taken by words, likewise."""
_TITLED: Final = 300
"""Entries taken because their title was spoken of."""
_TURNS_READ: Final = 2
"""Turns before the last that are embedded with it."""
_TURNS_CUT: Final = 4
"""Turns before the last whose words are looked for."""
_FADING: Final = 0.5
"""What a word is worth one turn later."""
_LONGEST: Final = 4_000
"""Characters of a turn that are looked at: from the start of the last, the end of earlier ones."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as the indexes take it.

    Attributes:
        turns: What was said, the last turn first.
        vectors: float32 (1 or 2, dims): of the last turn, and of it with the turns before it.
        words: Of the last turn, with how often each is said.
        around: The same with the words of earlier turns, which count less and less.
        readable: How much of the last turn the model can read, 0 to 1.
        lang: Primary language subtag.
    """

    turns: tuple[str, ...]
    vectors: NDArray[np.float32]
    words: dict[str, float]
    around: dict[str, float]
    readable: float
    lang: str

    @property
    def followup(self) -> bool:
        """Whether something was said before the last turn."""
        return len(self.turns) > 1

    def as_whole(self) -> Asked:
        """The conversation as if it were one turn: how a single retriever would use it."""
        return replace(self, vectors=self.vectors[-1:], words=self.around)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Entries worth ranking, ids ascending, and what is known of each."""

    ids: list[int]
    evidence: Evidence
    variants: NDArray[np.int64]
    """Ordinal of each one's nearest question variant, -1 where it has none."""

    def variant(self, place: int) -> int | None:
        """The nearest question variant of a candidate."""
        ordinal = int(self.variants[place])
        return ordinal if ordinal >= 0 else None


class Indexes:
    """Everything that is searched. `lock` guards `terms` and `titles`; others guard themselves."""

    def __init__(self, dims: int) -> None:
        self.vectors = VectorIndex(dims)
        self.words = WordIndex()
        self.terms = TermTable()
        self.titles = TitleIndex()
        self.lock = SharedLock()

    def by_vectors(self, asked: Asked, limit: int, *, in_pieces: bool = True) -> list[int]:
        """Entries by their vector nearest to any of the query's, best first."""
        scores, keys = self.vectors.search(asked.vectors, max(_VECTORS, 16 * limit))
        if not in_pieces:
            scores = np.where(fields(keys) == ord(PIECE), np.float32(-np.inf), scores)
        order = np.argsort(-scores, axis=None, kind="stable")
        ids = entry_ids(keys).ravel()[order]
        known = (ids > 0) & np.isfinite(scores.ravel()[order])
        return list(dict.fromkeys(ids[known].tolist()))[:limit]

    def by_words(self, asked: Asked, limit: int) -> list[int]:
        """Entries by the words they share with the query, best first."""
        return [id_ for id_, _ in self.words.search(asked.words, limit)]


def ask(embedder: Embedder, text: str, context: Sequence[str], lang: str) -> Asked:
    """Read a query once, for all indexes."""
    text = text[:_LONGEST]
    earlier = [turn[-_LONGEST:] for turn in reversed(context[-TURNS + 1 :]) if turn.strip()]
    lang = lang or detect_language(text).tag
    own = question_words(words(text, lang))
    around = dict(own)
    for age, turn in enumerate(earlier[:_TURNS_CUT], start=1):
        for word in words(turn, lang):
            around[word] = max(around.get(word, 0.0), _FADING**age)
    vectors = [embedder.query(text)]
    if earlier:
        vectors.append(embedder.query(" ".join([*reversed(earlier[:_TURNS_READ]), text])))
    return Asked(
        turns=(text, *earlier),
        vectors=np.stack(vectors),
        words=own,
        around=around,
        # Of a text without a single word the vector is one of marks and padding.
        readable=1.0 - embedder.unreadable_share(text) if own else 0.0,
        lang=lang,
    )


def gather(indexes: Indexes, asked: Asked) -> Candidates:
    """Candidates from every index, and what every index says of them."""
    with indexes.lock.reading():
        mentions = indexes.titles.mentions(asked.turns)
        found = set(indexes.titles.entries_of(mentions, _TITLED))
    _, keys = indexes.vectors.search(asked.vectors, _VECTORS)
    found.update(id_ for id_ in entry_ids(keys).ravel().tolist() if id_ > 0)
    found.update(id_ for id_, _ in indexes.words.search(asked.words, _WORDS))
    if asked.followup:
        found.update(id_ for id_, _ in indexes.words.search(asked.around, _WORDS))
    scores, keys = indexes.vectors.score(asked.vectors, sorted(found))
    ids = np.unique(entry_ids(keys)).tolist()  # what is gone meanwhile has no vectors
    question, answer, variants = _cosines(scores, keys, ids)
    with indexes.lock.reading():
        own, of_question = indexes.terms.shares(asked.words, ids)
        around = indexes.terms.shares(asked.around, ids)[0] if asked.followup else own
        titles = [indexes.titles.title_of(id_) for id_ in ids]
    evidence = Evidence(
        question=question[0],
        answer=answer[0],
        words=own,
        words_of_question=of_question,
        around=around,
        title=np.array([mentions.get(title, 0.0) for title in titles], float),
        context=np.fmax(question[-1], answer[-1]),
        readable=asked.readable,
        followup=float(asked.followup),
    )
    return Candidates(ids, evidence, variants)


def _cosines(
    scores: NDArray[np.float32], keys: NDArray[np.int64], ids: list[int]
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Per query and entry the best cosine of its questions and that of its answer (of a long one
    the mean of the whole and the best piece), and the nearest variants."""
    rows = np.searchsorted(np.array(ids, np.int64), entry_ids(keys))
    kinds = fields(keys)
    asks, part = kinds == ord(QUESTION), kinds == ord(PIECE)
    shape = (len(scores), len(ids))
    question, whole, piece = np.full(shape, np.nan), np.full(shape, -1.0), np.full(shape, np.nan)
    for query, row in enumerate(scores.astype(float)):
        for table, at in ((question, asks), (piece, part), (whole, ~(asks | part))):
            np.fmax.at(table[query], rows[at], row[at])
    answer = np.where(np.isnan(piece), whole, (whole + piece) / 2)
    variants = np.full(len(ids), -1, np.int64)
    nearest = asks.copy()
    nearest[asks] = scores[0, asks].astype(float) == question[0, rows[asks]]
    variants[rows[nearest]] = ordinals(keys)[nearest]
    return question, answer, variants
