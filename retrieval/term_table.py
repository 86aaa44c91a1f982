"""How much of a question an entry's words cover: BM25 that small and large knowledge bases share.

The word index finds candidates; this table judges them, whoever found them. Two things are unlike
textbook BM25:

- A word's weight comes from the knowledge base *and* from ordinary conversation
  (`common_words.json`), as if `PRIOR` messages of small talk stood beside the entries: in a base of
  thirty replies "want" or "please" may stand in one only, and would otherwise decide.
- A score is a share of the best this question could reach, so that it means the same for a
  question of three words and one of thirty, and words nobody here uses lower it.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrieval.entry_words import EntryWords

K1: Final = 1.2
B: Final = 0.75
"""Okapi BM25's usual constants (Robertson and Zaragoza 2009)."""
PRIOR: Final = 1_000
"""Messages of ordinary conversation that count as if they were entries."""

Floats = NDArray[np.float64]
TermIds = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Terms:
    """An entry's words by number: those of its questions first, then answer, then title, tags."""

    packed: bytes
    questions: int
    answer: int

    @property
    def all(self) -> TermIds:
        return np.frombuffer(self.packed, np.uint32)

    @property
    def of_questions(self) -> TermIds:
        return self.all[: self.questions]

    @property
    def of_answer(self) -> TermIds:
        return self.all[self.questions : self.questions + self.answer]


_NOTHING: Final = Terms(b"", 0, 0)


class TermTable:
    """The words of every entry, by number, and in how many entries each stands.

    Reading is safe beside one writer: what a reader sees is an entry before or after its change.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._spelled: list[str] = []
        self._entries_with: list[int] = []
        self._terms: dict[int, Terms] = {}
        self._words = 0
        self._words_of_questions = 0

    def __len__(self) -> int:
        """The number of entries."""
        return len(self._terms)

    @property
    def words_per_entry(self) -> float:
        """How many words an entry has on average, 0 where there is none."""
        return self._words / len(self._terms) if self._terms else 0.0

    def put(self, words: EntryWords) -> None:
        """Take in an entry's words, replacing what was there under its id."""
        self.drop(words.id)
        fields = [
            [self._number(word) for word in text.split(" ")] if text else []
            for text in (words.question, words.answer, f"{words.title} {words.tags}".strip())
        ]
        numbers = [number for field in fields for number in field]
        for number in set(numbers):
            self._entries_with[number] += 1
        self._words += len(numbers)
        self._words_of_questions += len(fields[0])
        packed = np.array(numbers, np.uint32).tobytes()
        self._terms[words.id] = Terms(packed, len(fields[0]), len(fields[1]))

    def drop(self, id_: int) -> None:
        """Forget an entry; one that is not there is no error."""
        gone = self._terms.pop(id_, None)
        if gone is None:
            return
        self._words -= len(gone.all)
        self._words_of_questions -= gone.questions
        for number in set(gone.all.tolist()):
            self._entries_with[number] -= 1

    def terms(self, id_: int) -> Terms | None:
        """An entry's words, or None where it is gone."""
        return self._terms.get(id_)

    def entries(self) -> list[tuple[int, Terms]]:
        """Every entry with its words, ids ascending."""
        return sorted(self._terms.items())

    def spelled(self, numbers: Iterable[int]) -> list[str]:
        """The words of these numbers."""
        return [self._spelled[number] for number in numbers]

    def weight(self, word: str) -> float:
        """BM25's weight of a word, with ordinary conversation as a prior."""
        number = self._numbers.get(word)
        here = self._entries_with[number] if number is not None else 0
        count = len(self._terms) + PRIOR
        having = here + PRIOR * _common_words().get(word, 0.0)
        return math.log1p(max(0.0, count - having + 0.5) / (having + 0.5))

    def shares(self, words: Mapping[str, float], ids: Sequence[int]) -> tuple[Floats, Floats]:
        """BM25 of each entry for weighted words, as a share of the greatest there could be.

        Args:
            words: The question's words and how much each counts.
            ids: Entries; one that is gone gets 0.

        Returns:
            Of all that an entry says, and of its questions alone: float64 of shape (ids,) each,
            between 0 and 1.
        """
        weights = {word: factor * self.weight(word) for word, factor in words.items()}
        best = sum(weights.values()) * (K1 + 1)
        known = sorted((self._numbers[word], w) for word, w in weights.items()
                       if word in self._numbers)  # fmt: skip
        if not ids or not known or best <= 0:
            return np.zeros(len(ids)), np.zeros(len(ids))
        numbers = np.array([number for number, _ in known], np.uint32)
        gains = np.array([weight for _, weight in known]) * (K1 + 1) / best
        found = [self._terms.get(id_, _NOTHING) for id_ in ids]
        entries = max(1, len(self._terms))
        said = _Said.of(numbers, found)
        return (
            said.bm25(gains, self._words / entries),
            said.of_questions().bm25(gains, self._words_of_questions / entries),
        )

    def _number(self, word: str) -> int:
        number = self._numbers.get(word)
        if number is None:
            number = len(self._spelled)
            self._spelled.append(word)
            self._entries_with.append(0)
            self._numbers[word] = number
        return number


@dataclass(frozen=True, slots=True)
class _Said:
    """Where some entries say some words: a row per entry, a column per word.

    Attributes:
        rows, columns: Of each occurrence, uint or int of shape (occurrences,).
        in_question: Whether it stands in one of the entry's questions.
        lengths, question_lengths: Words of each entry.
        words: How many columns there are.
    """

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    in_question: NDArray[np.bool_]
    lengths: NDArray[np.intp]
    question_lengths: NDArray[np.intp]
    words: int

    @classmethod
    def of(cls, numbers: TermIds, entries: Sequence[Terms]) -> _Said:
        """Look `numbers`, ascending, up in the words of entries."""
        every = np.frombuffer(b"".join([terms.packed for terms in entries]), np.uint32)
        lengths = np.array([len(terms.packed) // 4 for terms in entries])
        questions = np.array([terms.questions for terms in entries])
        nearest = np.minimum(np.searchsorted(numbers, every), len(numbers) - 1)
        hits = np.flatnonzero(numbers[nearest] == every)
        ends = np.cumsum(lengths)
        rows = np.searchsorted(ends, hits, side="right")
        within = hits - (ends - lengths)[rows]
        return cls(rows, nearest[hits], within < questions[rows], lengths, questions, len(numbers))

    def of_questions(self) -> _Said:
        """The same of the entries' questions alone."""
        asked = self.in_question
        return replace(
            self, rows=self.rows[asked], columns=self.columns[asked],
            in_question=asked[asked], lengths=self.question_lengths,
        )  # fmt: skip

    def bm25(self, gains: Floats, average: float) -> Floats:
        """BM25 of each entry, each word worth `gains` when it saturates; float64 (entries,)."""
        shape = (len(self.lengths), self.words)
        cells = self.rows * self.words + self.columns
        counts = np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape)
        norm = K1 * (1 - B + B * self.lengths[:, None] / max(1.0, average))
        scores: Floats = (counts / (counts + norm)) @ gains
        return scores


def question_words(words: Iterable[str]) -> dict[str, float]:
    """A question's words and how often each is said."""
    return {word: float(count) for word, count in Counter(words).items()}


def common_share(word: str) -> float:
    """In what share of ordinary messages a word (as `retrieval.text.words` cuts it) stands; 0 for
    one that stands in fewer than 1 in 2,000."""
    return _common_words().get(word, 0.0)


@cache
def _common_words() -> Mapping[str, float]:
    """In what share of ordinary messages a word stands; rarer ones than 1 in 2,000 are left out."""
    text = (files("retrieval") / "common_words.json").read_text(encoding="utf-8")
    shares: dict[str, float] = json.loads(text)["shares"]
    return shares
