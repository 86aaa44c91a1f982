"""BM25 as a share of what a question could reach."""

from __future__ import annotations

import math

import numpy as np
import pytest

from retrieval.entry import Entry
from retrieval.entry_words import words_of
from retrieval.term_table import K1, PRIOR, B, TermTable, question_words
from retrieval.text import words


def table(*entries: Entry) -> TermTable:
    made = TermTable()
    for entry in entries:
        made.put(words_of(entry))
    return made


def asked(text: str) -> dict[str, float]:
    return question_words(words(text))


KETTLE = Entry(id=1, questions=("Is the kettle safe?",), answer="The kettle switches itself off.")
DESK = Entry(id=2, questions=("How heavy is the desk?",), answer="The desk weighs 40 kg.")


def test_a_share_is_okapi_bm25_over_its_best() -> None:
    found = table(KETTLE, DESK)
    everything, _ = found.shares({"kettl": 1.0}, [1, 2])
    length = len(words("Is the kettle safe? The kettle switches itself off."))
    average = (length + len(words("How heavy is the desk? The desk weighs 40 kg."))) / 2
    expected = 2 / (2 + K1 * (1 - B + B * length / average))
    assert everything == pytest.approx([expected, 0.0])


def test_words_nobody_uses_lower_every_share() -> None:
    found = table(KETTLE, DESK)
    plain, _ = found.shares(asked("kettle"), [1])
    more, _ = found.shares(asked("kettle unicorn"), [1])
    assert 0 < more[0] < plain[0] <= 1


def test_small_talk_weighs_less_than_a_rare_word_even_where_both_are_in_one_entry() -> None:
    found = table(Entry(id=1, answer="I want to please my grandmother's toaster"), KETTLE)
    assert found.weight("toaster") > 2 * found.weight("want")
    unheard = math.log1p((2 + PRIOR + 0.5) / 0.5)  # BM25's weight of a word in no entry
    assert found.weight("zyzzyva") == pytest.approx(unheard, rel=1e-3)
    assert 2 * found.weight("want") < found.weight("zyzzyva")


def test_questions_are_told_apart_from_the_rest() -> None:
    everything, of_questions = table(KETTLE, DESK).shares(asked("heavy weighs"), [2])
    only_answer, none = table(KETTLE, DESK).shares(asked("weighs"), [2])
    assert everything[0] > 0
    assert of_questions[0] > 0
    assert only_answer[0] > 0
    assert none[0] == 0


def test_putting_again_replaces_and_dropping_forgets() -> None:
    found = table(KETTLE, DESK)
    before = found.weight("desk")
    found.put(words_of(Entry(id=2, answer="Lamps need bulbs.")))
    assert found.shares(asked("desk"), [2])[0][0] == 0
    assert found.shares(asked("bulbs"), [2])[0][0] > 0
    found.put(words_of(DESK))
    assert found.weight("desk") == pytest.approx(before)
    found.drop(1)
    found.drop(2)
    found.drop(99)
    assert len(found) == 0
    assert found.words_per_entry == 0
    assert np.array_equal(found.shares(asked("desk"), [1, 2])[0], [0, 0])


def test_no_words_and_no_entries_are_no_error() -> None:
    assert table().shares(asked("desk"), [])[0].shape == (0,)
    assert np.array_equal(table(KETTLE).shares({}, [1])[0], [0])
