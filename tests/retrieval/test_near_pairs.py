"""Pairs of entries that say nearly the same, among all there are."""

from __future__ import annotations

import dataclasses
import random

import pytest

from retrieval.duplicates import Folding
from retrieval.entry import Entry
from retrieval.entry_words import EntryWords, words_of
from retrieval.near_pairs import MOST_PAIRS, near_pairs
from retrieval.term_table import TermTable
from retrieval.title_index import TitleIndex
from retrieval.word_overlap import would_fold
from tests.effort import at_most

LONG = (
    "Open your orders, choose the parcel and print the return label; we refund you within "
    "seven days of its arrival at our warehouse."
)


def entry(id_: int, question: str, answer: str, title: str = "") -> Entry:
    return Entry(id=id_, questions=(question,) if question else (), answer=answer, title=title)


def pairs(*entries: Entry, asked=()) -> list[tuple[int, int, float]]:
    terms, titles = TermTable(), TitleIndex()
    for some in entries:
        terms.put(words_of(some))
        titles.put(some.id, some.title)
    found = near_pairs(terms, terms.entries(), titles.title_of, asked)
    return [(pair.one, pair.other, round(pair.likeness, 2)) for pair in found]


def test_the_most_alike_come_first() -> None:
    found = pairs(
        entry(3, "How do I return?", LONG),
        entry(1, "How do I return?", LONG),
        entry(2, "I want my money back", LONG),
    )
    assert [(one, other) for one, other, _ in found] == [(1, 3), (1, 2), (2, 3)]
    assert [likeness for _, _, likeness in found] == sorted((f[2] for f in found), reverse=True)


def test_copies_are_found_among_others() -> None:
    found = pairs(
        entry(3, "How do I return?", LONG),
        entry(1, "How do I return?", LONG),
        entry(4, "Where is my parcel?", "On its way."),
    )
    assert found == [(1, 3, 1.0)]


def test_one_answer_under_two_questions_is_found() -> None:
    ((one, other, likeness),) = pairs(entry(1, "Return?", LONG), entry(2, "Money back?", LONG))
    assert (one, other) == (1, 2)
    assert 0.4 < likeness < 0.8


def test_two_answers_to_one_question_are_found_where_that_is_told() -> None:
    entries = entry(1, "Do you deliver?", "Yes."), entry(2, "do you deliver?", "Only in Bern.")
    assert pairs(*entries) == []
    assert pairs(*entries, asked=[(2, 1)]) == [(1, 2, 0.5)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (entry(1, "Do you deliver?", "Yes."), entry(2, "Do you take cards?", "Yes.")),
        (entry(1, "Wifi?", LONG, "Hotel A"), entry(2, "Wifi?", LONG, "Hotel B")),
        (entry(1, "", LONG + " The fee is 5."), entry(2, "", LONG + " The fee is 50.")),
        (entry(1, "", ""), entry(2, "", "")),
    ],
    ids=["short answers", "titles", "fees", "nothing"],
)
def test_what_differs_where_it_matters_is_no_pair(one: Entry, other: Entry) -> None:
    assert pairs(one, other) == []
    assert pairs(one, other, asked=[(1, 7)]) == []


def test_nothing_has_no_pairs() -> None:
    assert pairs() == []
    assert pairs(entry(1, "Return?", LONG)) == []


def test_copies_of_many_texts_are_found_among_thousands() -> None:
    some = random.Random(7)
    vocabulary = [f"{a}{b}{c}" for a in "bdfgk" for b in "aeiou" for c in "lmnrst"]
    table = TermTable()
    answers = [some.choices(vocabulary, k=40) for _ in range(3000)]
    for number, answer in enumerate(answers):
        table.put(EntryWords(number + 1, "", " ".join(answer)))
    changed = {}
    for number in range(200):  # a tenth of the words is another
        copy = [word if some.random() > 0.1 else "other" for word in answers[number]]
        changed[3001 + number] = number + 1
        table.put(EntryWords(3001 + number, "", " ".join(copy)))
    found = near_pairs(table, table.entries(), lambda _: "")
    assert all(changed[pair.other] == pair.one for pair in found)
    assert len(found) > 190


def test_thousands_of_one_text_are_bounded() -> None:
    table = TermTable()
    for number in range(1, 5001):
        table.put(EntryWords(number, "", " ".join(LONG.split())))
    assert len(near_pairs(table, table.entries(), lambda _: "")) == MOST_PAIRS


@pytest.mark.parametrize(
    ("new", "same"),
    [
        (entry(0, "How do I return?", LONG + "!"), True),
        (entry(0, "Money back?", LONG), True),
        (entry(0, "Money back?", LONG, "Returns"), False),
        (entry(0, "How do I return?", LONG + " The fee is 5."), False),
        (entry(0, "How do I return?", "You cannot."), False),
    ],
)
def test_a_new_text_is_compared_as_results_are(new: Entry, same: bool) -> None:
    terms, titles = TermTable(), TitleIndex()
    terms.put(words_of(entry(1, "How do I return?", LONG)))
    assert would_fold(terms, titles, words_of(new), new.title, 1) is same
    assert not would_fold(terms, titles, words_of(new), new.title, 2)
    terms.put(words_of(dataclasses.replace(new, id=2)))
    titles.put(2, new.title)
    assert (len(Folding(terms, titles).groups([1, 2])) == 1) is same


@pytest.mark.soak
@pytest.mark.parametrize("families", [100_000, 50], ids=["all different", "much the same"])
def test_pairs_of_a_hundred_thousand_are_found_in_time(families: int) -> None:
    some = random.Random(7)
    vocabulary = [f"w{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{n // 676}" for n in range(9000)]
    table = TermTable()
    for number in range(100_000):
        family = random.Random(number % families)
        words = family.choices(vocabulary, k=38) + some.choices(vocabulary, k=2)
        table.put(EntryWords(number + 1, "", " ".join(words)))
    with at_most(10):
        near_pairs(table, table.entries(), lambda _: "")
