"""Titles spoken of, also misheard."""

from __future__ import annotations

import pytest

from retrieval.title_index import FADING, TitleIndex, grams

TITLES = [
    "Taco Shop at Underdogs", "Smokin' Warehouse Barbecue - Sacramento Street", "Hotel Sunrise",
    "San Francisco Zoo", "Boudin Bakery & Cafe", "Grant Hotel", "Franciscan Crab Restaurant",
    "故宫", "南锣鼓巷",
]  # fmt: skip


@pytest.fixture
def index() -> TitleIndex:
    made = TitleIndex()
    for at, title in enumerate(TITLES, start=1):
        made.put(at, title)
        made.put(at + 100, title)
    return made


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("it's called the taco shop at under dogs", "Taco Shop at Underdogs"),
        ("the smokin warehouse barbecue on sacramento", TITLES[1]),
        ("is the san francisco soo open", "San Francisco Zoo"),
        ("boudin ba bakery and cafe", "Boudin Bakery & Cafe"),
        ("那南锣鼓巷的门票呢", "南锣鼓巷"),
    ],
)
def test_a_title_is_met_as_it_was_heard(index: TitleIndex, said: str, title: str) -> None:
    found = index.mentions([said])
    best = max(found, key=found.__getitem__)
    assert index.entries_of({best: found[best]}, 10) == [
        TITLES.index(title) + 1, TITLES.index(title) + 101
    ]  # fmt: skip


def test_a_mention_fades_with_every_turn(index: TitleIndex) -> None:
    now = index.mentions(["tell me about hotel sunrise"])
    before = index.mentions(["ok", "tell me about hotel sunrise"])
    assert before["hotel sunrise"] == pytest.approx(now["hotel sunrise"] * FADING)


def test_the_latest_of_two_titles_leads(index: TitleIndex) -> None:
    found = index.mentions(["and the grant hotel?", "hotel sunrise is full"])
    assert found["grant hotel"] > found["hotel sunrise"]


def test_nothing_alike_is_no_mention(index: TitleIndex) -> None:
    assert max(index.mentions(["my order is late"]).values(), default=0) < 0.3
    assert index.entries_of(index.mentions(["my order is late"]), 10) == []
    assert TitleIndex().mentions(["hotel"]) == {}
    assert index.mentions([]) == {}
    assert index.mentions([""]) == {}


def test_a_title_goes_with_its_last_entry_and_may_come_again(index: TitleIndex) -> None:
    index.drop(3)
    assert index.entries_of(index.mentions(["hotel sunrise"]), 10)[:1] == [103]
    index.put(103, "Hotel Sunset")
    assert "hotel sunrise" not in index.mentions(["hotel sunrise"])
    index.put(3, "Hotel Sunrise")
    assert index.entries_of({"hotel sunrise": 1.0}, 10) == [3]
    assert index.title_of(103) == "hotel sunset"
    index.put(103, "")
    assert index.title_of(103) == ""
    assert len(index) == len(TITLES)


def test_grams_survive_a_word_cut_in_two() -> None:
    whole, cut = grams("underdogs"), grams("under dogs")
    assert len(whole & cut) > len(whole) / 2
