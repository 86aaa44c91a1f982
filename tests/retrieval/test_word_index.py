"""The word index against the formula and against brute force, also while it changes."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.entry import Entry
from retrieval.entry_words import WORD_FIELDS, EntryWords, words_of
from retrieval.text import words
from retrieval.word_index import MAX_TERMS, WordIndex

K1, B = 1.2, 0.75


def bm25(
    entries: Sequence[EntryWords], field: str, weights: Mapping[str, float]
) -> dict[int, float]:
    """Okapi BM25 of one field by the book; lengths of up to 40 words are exact in tantivy too."""
    texts = {entry.id: getattr(entry, field).split() for entry in entries}
    average = sum(map(len, texts.values())) / len(texts)
    scores: dict[int, float] = {}
    for term, weight in weights.items():
        frequency = sum(term in text for text in texts.values())
        idf = math.log1p((len(texts) - frequency + 0.5) / (frequency + 0.5))
        for id_, text in texts.items():
            if term in text:
                count = text.count(term)
                norm = K1 * (1 - B + B * len(text) / average)
                scores[id_] = scores.get(id_, 0) + weight * idf * count * (K1 + 1) / (count + norm)
    return scores


def some_entries(count: int, seed: int = 0) -> list[EntryWords]:
    generator = np.random.default_rng(seed)

    def text(most: int) -> str:
        return " ".join(f"w{n}" for n in generator.integers(0, 30, generator.integers(0, most + 1)))

    return [
        EntryWords(id=id_, question=text(8), answer=text(30), title=text(3), tags=text(2))
        for id_ in range(1, count + 1)
    ]


@pytest.fixture(scope="module")
def filled() -> tuple[WordIndex, list[EntryWords]]:
    index, entries = WordIndex(), some_entries(200)
    index.change(entries)
    return index, entries


def test_an_empty_index_finds_nothing() -> None:
    index = WordIndex()
    assert len(index) == 0
    assert index.search({"refund": 1.0}, 5) == []
    assert index.score({"refund": 1.0}, [1]) == {}


@pytest.mark.parametrize("field", WORD_FIELDS)
def test_each_field_scores_as_the_formula_says(
    filled: tuple[WordIndex, list[EntryWords]], field: str
) -> None:
    index, entries = filled
    weights = {"w1": 1.0, "w2": 0.3, "w7": 2.0, "unknown": 1.0}
    expected = bm25(entries, field, weights)
    found = index.search_fields(weights, 200)[field]  # type: ignore[index]
    assert dict(found) == {id_: pytest.approx(s, rel=1e-4) for id_, s in expected.items()}
    assert [score for _, score in found] == sorted((s for _, s in found), reverse=True)


def test_fields_are_added_with_their_boosts(
    filled: tuple[WordIndex, list[EntryWords]],
) -> None:
    index, entries = filled
    weights = {"w3": 1.0, "w4": 0.5}
    boosts = {"question": 2.0, "answer": 0.5, "title": 0.0}
    expected: dict[int, float] = {}
    for field, boost in boosts.items():
        for id_, score in bm25(entries, field, weights).items():
            if boost:
                expected[id_] = expected.get(id_, 0) + boost * score
    found = dict(index.search(weights, 200, boosts))  # type: ignore[arg-type]
    assert found == {id_: pytest.approx(s, rel=1e-4) for id_, s in expected.items()}
    ids = [5, 9, 77, 5000]
    scored = index.score(weights, ids, boosts)  # type: ignore[arg-type]
    assert scored == {id_: pytest.approx(found[id_], rel=1e-5) for id_ in ids if id_ in found}


def test_only_the_best_are_returned_in_a_fixed_order(
    filled: tuple[WordIndex, list[EntryWords]],
) -> None:
    index, _ = filled
    everything = index.search({"w1": 1.0, "w2": 1.0}, 200)
    assert everything == sorted(everything, key=lambda hit: (-hit[1], hit[0]))
    assert [s for _, s in index.search({"w1": 1.0, "w2": 1.0}, 7)] == [s for _, s in everything[:7]]


def test_words_of_an_entry_find_it() -> None:
    entry = Entry(
        id=2**40,
        questions=("Where is my order 48213?", "我的订单在哪里"),
        answer="It left with code AB-12.",
        title="Delivery",
        tags=("shipping", "late parcels"),
        lang="en",
    )
    index = WordIndex()
    index.change([words_of(entry)])
    for message in ("order 48213", "ab12", "订单", "deliveries", "parcel", "SHIPPED"):
        assert index.search(dict.fromkeys(words(message), 1.0), 1)[0][0] == entry.id, message


@pytest.mark.parametrize(
    "message", ["question:refund", '"', "a AND (b", "*", "\\", "+refund -x", "[a TO b]", "'; DROP"]
)
def test_no_message_is_syntax(message: str) -> None:
    index = WordIndex()
    index.change([EntryWords(id=1, question="refund")])
    weights = dict.fromkeys([*words(message), message], 1.0)
    assert bool(index.search(weights, 5)) == ("refund" in words(message))


def test_a_message_of_many_words_is_cut_to_the_rarest() -> None:
    index = WordIndex()
    common = " ".join(f"common{number}" for number in range(2 * MAX_TERMS))
    index.change([EntryWords(id=id_, answer=common) for id_ in range(1, 21)])
    index.change([EntryWords(id=99, answer="needle")])
    many = {f"common{number}": 1.0 for number in range(2 * MAX_TERMS)} | {"needle": 1.0}
    assert index.search(many | {f"new{number}": 1.0 for number in range(10_000)}, 1)[0][0] == 99
    assert len(index.search(many, 50)) == 21


def test_a_failed_change_changes_nothing() -> None:
    index = WordIndex()
    index.change([EntryWords(id=1, question="kept")])

    def broken() -> Iterator[EntryWords]:
        yield EntryWords(id=1, question="lost")
        raise LookupError

    with pytest.raises(LookupError):
        index.change(broken(), remove=[1])
    with pytest.raises(TypeError):
        index.change([EntryWords(id=1, question="lost"), EntryWords(id=2, answer=5)])  # type: ignore[arg-type]
    index.change([EntryWords(id=3, question="later")])
    assert [id_ for id_, _ in index.search({"kept": 1.0}, 5)] == [1]
    assert index.search({"lost": 1.0}, 5) == []
    assert len(index) == 2


changes = st.lists(
    st.tuples(
        st.lists(
            st.tuples(st.integers(1, 9), st.sampled_from(["a b", "b", "c a a", ""])), max_size=5
        ),
        st.lists(st.integers(1, 9), max_size=3),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(changes)
def test_any_sequence_of_changes_leaves_what_brute_force_has(
    steps: list[tuple[list[tuple[int, str]], list[int]]],
) -> None:
    index, truth = WordIndex(), dict[int, str]()
    for put, remove in steps:
        index.change([EntryWords(id=id_, answer=text) for id_, text in put], remove)
        for id_ in remove:
            truth.pop(id_, None)
        truth |= dict(put)
    assert len(index) == len(truth)
    for word in "abc":
        expected = {id_ for id_, text in truth.items() if word in text.split()}
        assert {id_ for id_, _ in index.search({word: 1.0}, 20)} == expected


def test_searches_see_whole_changes_only() -> None:
    """Entry 1 is replaced all the time: every search finds it once, old or new."""
    index, entries = WordIndex(), some_entries(300)
    index.change([*entries, EntryWords(id=1, question="always there")])
    stop, failures = threading.Event(), list[str]()

    def look() -> None:
        while not stop.is_set():
            found = [id_ for id_, _ in index.search({"always": 1.0}, 5)]
            if found != [1]:
                failures.append(f"found {found}")

    readers = [threading.Thread(target=look) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for number in range(25):
            index.change([EntryWords(id=1, question=f"always v{number}")], remove=[number + 2])
            assert index.search({f"v{number}": 1.0}, 1), "a change can be searched at once"
    finally:
        stop.set()
    for reader in readers:
        reader.join()
    assert not failures, failures[:3]
    assert len(index) == 300 - 25
