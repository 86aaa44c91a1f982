"""Pairs of questions and answers: no duplicates, and a question is on one side only."""

from __future__ import annotations

from training.search.pairs import Pairs


def test_a_question_stands_on_one_side_whatever_its_spelling() -> None:
    found = Pairs()
    sides = {found.add(question, f"answer {n}") for n, question in
             enumerate(["Where is it?", "where is it", "WHERE  is it!"])}  # fmt: skip
    assert len(sides) == 1


def test_an_answer_of_several_questions_is_there_once() -> None:
    found = Pairs()
    found.add("one question", "The answer.")
    found.add("another question", "the answer")
    found.add("another question", "The answer.")
    assert found.answers == ["The answer."]
    assert found.left_out == {"repeated": 1}


def test_pairs_with_nothing_in_them_are_left_out() -> None:
    found = Pairs()
    found.add("", "x")
    found.add("???", "x")
    found.add("the same", "The same!")
    assert not found.answers
    assert found.left_out == {"empty": 2, "the-same": 1}


def test_all_sides_get_their_share() -> None:
    found = Pairs()
    for number in range(1000):
        found.add(f"question number {number}", f"answer {number % 50}")
    sizes = {side: len(some) for side, some in found.questions.items()}
    assert 100 < sizes["judge"] < 200
    assert 60 < sizes["held_out"] < 140
    assert sum(sizes.values()) == 1000
