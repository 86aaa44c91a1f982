"""Twice the same within a second, and nothing kept."""

from __future__ import annotations

from gui.copilot.twice import Twice

TEXT = "Where is my refund?"


def test_the_same_text_twice_within_a_second() -> None:
    twice = Twice()
    assert not twice.copied(TEXT, 10.0)
    assert twice.copied(TEXT, 10.9)


def test_later_than_a_second_is_the_first_time_again() -> None:
    twice = Twice()
    twice.copied(TEXT, 10.0)
    assert not twice.copied(TEXT, 11.1)
    assert twice.copied(TEXT, 11.6)


def test_another_text_between_makes_it_the_first_time_again() -> None:
    twice = Twice()
    twice.copied(TEXT, 10.0)
    assert not twice.copied("another", 10.2)
    assert not twice.copied(TEXT, 10.4)


def test_a_program_that_repeats_a_copy_at_once_is_one_copy() -> None:
    twice = Twice()
    twice.copied(TEXT, 10.0)
    assert not twice.copied(TEXT, 10.03)
    assert twice.copied(TEXT, 10.5)


def test_after_a_hit_it_begins_anew() -> None:
    twice = Twice()
    twice.copied(TEXT, 10.0)
    assert twice.copied(TEXT, 10.3)
    assert twice.empty
    assert not twice.copied(TEXT, 10.6)


def test_blanks_are_no_text() -> None:
    twice = Twice()
    twice.copied(" \n", 10.0)
    assert not twice.copied(" \n", 10.3)
    assert twice.empty


def test_after_a_second_nothing_is_kept() -> None:
    twice = Twice()
    twice.copied(TEXT, 10.0)
    twice.forget(10.5)
    assert not twice.empty
    twice.forget(11.0)
    assert twice.empty


def test_no_text_is_kept_and_hashes_of_two_runs_differ() -> None:
    one, other = Twice(), Twice()
    one.copied(TEXT, 10.0)
    other.copied(TEXT, 10.0)
    assert TEXT not in repr(vars(one))
    assert vars(one)["_last"] != vars(other)["_last"]


def test_half_of_a_character_is_no_fault() -> None:
    twice = Twice()
    twice.copied("\ud83d", 10.0)
    assert twice.copied("\ud83d", 10.4)
