"""What a model can read follows from its languages, or from the words in its vocabulary."""

from __future__ import annotations

import pytest

from retrieval.readability import (
    readable_scripts,
    script_of,
    scripts_of_languages,
    unreadable_letters,
    vocabulary_scripts,
)


@pytest.mark.parametrize(
    ("letters", "script"),
    [
        ("aZéßłǅẞﬀＡ", "Latin"),
        ("λΩἀ", "Greek"),
        ("жЯꙀ", "Cyrillic"),
        ("שﬡ", "Hebrew"),
        ("عﺽ", "Arabic"),
        ("का"[0], "Devanagari"),
        ("ก", "Thai"),
        ("한ㄱﾡ", "Hangul"),
        ("あアｱ", "Kana"),
        ("我們㐀𠀀豈", "Han"),
        (" 1٣.!_🙂€\u0301", ""),
    ],
)
def test_letters_belong_to_scripts(letters: str, script: str) -> None:
    assert {script_of(letter) for letter in letters} == {script}


def test_every_character_is_placed() -> None:
    for point in range(0, 0x110000, 7):
        assert isinstance(script_of(chr(point)), str)


def test_languages_are_written_in_scripts() -> None:
    assert scripts_of_languages(["en", "de"]) == {"Latin"}
    assert scripts_of_languages(["ja"]) == {"Kana", "Han"}
    assert scripts_of_languages(["zh", "ru"]) == {"Han", "Cyrillic"}
    assert scripts_of_languages([]) == frozenset()


def test_a_few_stray_pieces_are_no_evidence_of_reading() -> None:
    latin = [f"##{first}{second}" for first in "abcdefghijklm" for second in "nopqrstuvwxyz"]
    stray_han = [chr(0x4E00 + at) for at in range(500)]
    stray_cyrillic = [chr(0x430 + at) for at in range(32)]
    assert vocabulary_scripts([*latin, *stray_han, *stray_cyrillic]) == ("Latin",)
    chinese = [chr(0x4E00 + at) for at in range(7_000)]
    assert vocabulary_scripts([*latin, *chinese]) == ("Han", "Latin")


def test_declared_languages_outweigh_the_vocabulary() -> None:
    assert readable_scripts(["en"], ["Latin", "Han"]) == {"Latin"}
    assert readable_scripts([], ["Latin", "Han"]) == {"Latin", "Han"}


def test_letters_are_counted_and_nothing_else() -> None:
    assert unreadable_letters("abc 我的 123!", frozenset({"Latin"})) == (2, 5)
    assert unreadable_letters("123 🙂", frozenset()) == (0, 0)
