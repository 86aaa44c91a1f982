"""Scores how much of a question the words of an entry cover, with a variant of BM25 whose scores
are comparable across knowledge bases.

The word index finds candidates; this table scores the candidates of all indexes. It differs from
textbook BM25 in two ways:

- The weight of a word depends on the knowledge base *and* on ordinary conversation
  (`common_words.json`), as if there were `PRIOR` everyday messages besides the entries: among
  thirty replies, "want" or "please" may occur in only one, and would otherwise decide.
- A score is a share of the maximum for this question, so that it means the same for a question of
  three words and one of thirty. Words that do not occur in the knowledge base lower it.
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
"""The usual constants of Okapi BM25 (Robertson and Zaragoza 2009)."""
PRIOR: Final = 1_000
"""Number of messages of ordinary conversation that count like entries."""

Floats = NDArray[np.float64]
TermIds = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Terms:
    """The word ids of an entry: first those of its questions, then answer, then title and tags.

    Attributes:
        packed: The ids as uint32.
        questions, answer: Number of ids that belong to the questions and to the answer.
    """

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
    """The word ids of every entry, and the number of entries that contain each word.

    Reading is safe while one writer is active: a reader sees each entry before or after its change.
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
        """Average number of words per entry; 0 if there are no entries."""
        return self._words / len(self._terms) if self._terms else 0.0

    def put(self, words: EntryWords) -> None:
        """Add the words of an entry, replacing those stored under its id."""
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
        """Remove an entry; an unknown one is ignored."""
        gone = self._terms.pop(id_, None)
        if gone is None:
            return
        self._words -= len(gone.all)
        self._words_of_questions -= gone.questions
        for number in set(gone.all.tolist()):
            self._entries_with[number] -= 1

    def terms(self, id_: int) -> Terms | None:
        """The words of an entry; None if it is unknown."""
        return self._terms.get(id_)

    def entries(self) -> list[tuple[int, Terms]]:
        """Every entry with its words, by ascending id."""
        return sorted(self._terms.items())

    def spelled(self, numbers: Iterable[int]) -> list[str]:
        """The words with these ids."""
        return [self._spelled[number] for number in numbers]

    def weight(self, word: str) -> float:
        """The BM25 weight of a word, with ordinary conversation as a prior."""
        number = self._numbers.get(word)
        here = self._entries_with[number] if number is not None else 0
        count = len(self._terms) + PRIOR
        having = here + PRIOR * _common_words().get(word, 0.0)
        return math.log1p(max(0.0, count - having + 0.5) / (having + 0.5))

    def shares(self, words: Mapping[str, float], ids: Sequence[int]) -> tuple[Floats, Floats]:
        """BM25 of each entry for weighted words, as a share of the maximum possible score.

        Args:
            words: Words of the question with their weights.
            ids: Ids of entries; an unknown one gets 0.

        Returns:
            The shares for all words of an entry, and for those of its questions alone: two float64
            arrays of shape (ids,) with values between 0 and 1.
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
    """Occurrences of some words in some entries, as a sparse matrix of entries by words.

    Attributes:
        rows, columns: Indices of each occurrence, integers of shape (occurrences,).
        in_question: Whether an occurrence is in one of the entry's questions.
        lengths, question_lengths: Number of words of each entry, and of its questions.
        words: Number of columns.
    """

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    in_question: NDArray[np.bool_]
    lengths: NDArray[np.intp]
    question_lengths: NDArray[np.intp]
    words: int

    @classmethod
    def of(cls, numbers: TermIds, entries: Sequence[Terms]) -> _Said:
        """Find the word ids `numbers`, in ascending order, in the words of the entries."""
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
        """The occurrences in the entries' questions alone."""
        asked = self.in_question
        return replace(
            self, rows=self.rows[asked], columns=self.columns[asked],
            in_question=asked[asked], lengths=self.question_lengths,
        )  # fmt: skip

    def bm25(self, gains: Floats, average: float) -> Floats:
        """BM25 of each entry, float64 of shape (entries,); `gains` are the maximum scores of each
        word."""
        shape = (len(self.lengths), self.words)
        cells = self.rows * self.words + self.columns
        counts = np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape)
        norm = K1 * (1 - B + B * self.lengths[:, None] / max(1.0, average))
        scores: Floats = (counts / (counts + norm)) @ gains
        return scores


def question_words(words: Iterable[str]) -> dict[str, float]:
    """The words of a question with their number of occurrences."""
    return {word: float(count) for word, count in Counter(words).items()}


def common_share(word: str) -> float:
    """The share of ordinary messages that contain a word (as produced by `retrieval.text.words`);
    0 if fewer than 1 in 2,000 do."""
    return _common_words().get(word, 0.0)


@cache
def _common_words() -> Mapping[str, float]:
    """Word → share of ordinary messages that contain it, for words in at least 1 in 2,000."""
    text = (files("retrieval") / "common_words.json").read_text(encoding="utf-8")
    shares: dict[str, float] = json.loads(text)["shares"]
    return shares
