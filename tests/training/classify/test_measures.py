"""Measures of a classifier, compared with results calculated by hand."""

from __future__ import annotations

import pytest

from training.classify.measures import measure


def test_figures_are_those_worked_out_by_hand() -> None:
    wanted = ["a", "a", "a", "b", "b", "", ""]
    said = ["a", "a", "b", "b", "", "", "a"]
    found = measure(wanted, said)
    # three of five labelled texts are right; so is one of two that are out of scope
    assert found.accuracy == pytest.approx(3 / 5)
    assert found.oos_recall == pytest.approx(1 / 2)
    # precision and recall: a: 2/3 and 2/3; b: 1/2 and 1/2; out of scope: 1/2 and 1/2
    assert found.macro_f1 == pytest.approx((2 / 3 + 1 / 2 + 1 / 2) / 3)
    assert found.confusion == {"a": {"a": 2, "b": 1}, "b": {"b": 1, "": 1}, "": {"": 1, "a": 1}}


def test_without_anything_out_of_scope_there_is_no_recall_of_it() -> None:
    assert measure(["a", "b"], ["a", "a"]).oos_recall is None


def test_what_is_right_is_told_of_the_texts_that_have_a_label() -> None:
    told = measure(["a", "a", "b", ""], ["a", "b", "b", "a"])
    assert (told.texts, told.labelled) == (4, 3)
    assert told.accuracy == pytest.approx(2 / 3)
