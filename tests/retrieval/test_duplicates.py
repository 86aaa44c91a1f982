"""What is shown once."""

from __future__ import annotations

import pytest

from retrieval.duplicates import Folding
from retrieval.entry import Entry
from retrieval.entry_words import words_of
from retrieval.term_table import TermTable
from retrieval.title_index import TitleIndex

LONG = (
    "Open your orders, choose the parcel and print the return label; we refund you within "
    "seven days of its arrival at our warehouse."
)


def groups(*entries: Entry) -> list[list[int]]:
    terms, titles = TermTable(), TitleIndex()
    for entry in entries:
        terms.put(words_of(entry))
        titles.put(entry.id, entry.title)
    return Folding(terms, titles).groups([entry.id for entry in entries])


def entry(id_: int, question: str, answer: str, title: str = "") -> Entry:
    return Entry(id=id_, questions=(question,) if question else (), answer=answer, title=title)


def test_the_same_twice_is_one() -> None:
    one = entry(1, "How do I return?", LONG)
    assert groups(one, entry(2, "Where is my order?", "On its way."),
                  entry(3, "How do I return?", LONG + "!")) == [[0, 2], [1]]  # fmt: skip


def test_a_long_answer_under_two_questions_is_one() -> None:
    assert groups(entry(1, "How do I return?", LONG),
                  entry(2, "I want my money back", LONG)) == [[0, 1]]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (entry(1, "Do you deliver?", "Yes."), entry(2, "Do you take cards?", "Yes.")),
        (entry(1, "Wifi?", "Yes, free.", "Hotel A"), entry(2, "Wifi?", "Yes, free.", "Hotel B")),
        (entry(1, "", LONG), entry(2, "", LONG.replace("seven", "7").replace("within", "in 5"))),
        (entry(1, "", LONG + " The fee is 5."), entry(2, "", LONG + " The fee is 50.")),
    ],
    ids=["short answers", "titles", "numbers", "fees"],
)
def test_what_differs_where_it_matters_stays_two(one: Entry, other: Entry) -> None:
    assert groups(one, other) == [[0], [1]]


def test_what_is_gone_meanwhile_is_folded_into_nothing() -> None:
    assert Folding(TermTable(), TitleIndex()).groups([4, 4]) == [[0], [1]]
