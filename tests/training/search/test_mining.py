"""Hard negatives: near the question, but neither the right answer nor one that says the same."""

from __future__ import annotations

import numpy as np

from training.search.mining import mine


def _unit(rows: list[list[float]]) -> np.ndarray:
    found = np.array(rows, np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def test_the_hardest_that_are_surely_wrong_are_taken() -> None:
    answers = _unit([
        [1, 0.1, 0],  # right
        [1, 0.12, 0],  # says the same
        [0.7, 0.7, 0],  # near
        [0.5, 0.85, 0],  # less near
        [0, 0, 1],  # far
    ])  # fmt: skip
    questions = _unit([[1, 0, 0]])
    assert list(mine(questions, answers, [0], 2)) == [[2, 3]]
    assert list(mine(questions, answers, [0], 0)) == [[]]


def test_an_answer_that_scores_as_high_as_the_right_one_may_be_right_too() -> None:
    answers = _unit([[0.6, 0.8, 0], [0.9, 0, 0.4], [0.5, -0.8, 0.3]])
    questions = _unit([[1, 0, 0]])
    (hard,) = mine(questions, answers, [0], 3)
    assert 1 not in hard


def test_a_question_whose_every_rival_is_its_twin_has_none() -> None:
    answers = _unit([[1, 0], [1, 0.01], [1, 0.02]])
    assert list(mine(_unit([[1, 0], [0.9, 0.1]]), answers, [0, 1], 2)) == [[], []]


def test_many_questions_keep_their_order() -> None:
    chance = np.random.default_rng(1)
    answers = _unit(chance.standard_normal((70, 8)).tolist())
    right = chance.integers(0, 70, 1200).tolist()
    questions = _unit((answers[right] + 0.1 * chance.standard_normal((1200, 8))).tolist())
    found = list(mine(questions, answers, right, 2))
    assert len(found) == 1200
    assert all(number not in hard for number, hard in zip(right, found, strict=True))
