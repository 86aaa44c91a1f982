"""Similarity of two texts by their words, and whether a new entry would duplicate another one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from retrieval.duplicates import LONG, NEARLY
from retrieval.entry_words import EntryWords
from retrieval.term_table import TermTable
from retrieval.text import normalise
from retrieval.title_index import TitleIndex

Word = TypeVar("Word", int, str)
Spelled = Callable[[Iterable[Word]], Iterable[str]]


def share(one: frozenset[Word], other: frozenset[Word]) -> float:
    """The Jaccard similarity of two sets of words."""
    return len(one & other) / max(1, len(one | other))


def alike(
    one: frozenset[Word], other: frozenset[Word], spelled: Spelled[Word], least: float
) -> bool:
    """Whether two texts share at least `least` of their words, and all their numbers.

    Args:
        one, other: Their words, as ids or as strings.
        spelled: Converts words to strings.
        least: Minimum Jaccard similarity.
    """
    if one == other:
        return True
    if min(len(one), len(other)) < least * max(len(one), len(other)):
        return False
    if len(one & other) < least * len(one | other):
        return False
    differing = spelled(one ^ other)
    return not any(character.isdigit() for word in differing for character in word)


def would_fold(
    terms: TermTable, titles: TitleIndex, words: EntryWords, title: str, id_: int
) -> bool:
    """Whether a new text and this entry would be folded in results (`retrieval.duplicates`)."""
    known = terms.terms(id_)
    if known is None or titles.title_of(id_) != normalise(title):
        return False
    answer = frozenset(terms.spelled(known.of_answer.tolist()))
    if not alike(frozenset(words.answer.split()), answer, iter, NEARLY):
        return False
    question = frozenset(terms.spelled(known.of_questions.tolist()))
    long = len(known.of_answer) >= LONG
    return long or alike(frozenset(words.question.split()), question, iter, NEARLY)
