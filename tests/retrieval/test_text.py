"""Cleaning, sentences and words: tables of cases, and properties over any text."""

from __future__ import annotations

import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text import (
    MAX_CHARS,
    clean,
    clean_lines,
    normalise,
    sentence_spans,
    sentences,
    words,
)

# Any code points at all, lone surrogates too, up to a length that is not cut into pieces.
any_text = st.text(st.characters(exclude_categories=()), max_size=200)

HOSTILE = [
    "a" + "\u0301\u0323" * 50_000,
    "\ufdfa" * 100_000,
    "'" * 100_000,
    "a-" * 50_000,
    "a@a." * 25_000,
    "www." * 25_000,
    "\n " * 50_000,
    "1. " * 33_000,
    ". " * 50_000,
    "。" * 100_000,
    "中" * 100_000,
    "\udc80" * 1_000,
]


def test_every_invisible_character_goes_and_every_letter_stays() -> None:
    for number in range(sys.maxunicode + 1):
        char = chr(number)
        category = unicodedata.category(char)
        if category in {"Cf", "Cs"} or (category == "Cc" and not char.isspace()):
            assert clean(f"a{char}b") == "ab", f"U+{number:04X} stayed"
        elif (
            category in {"Lu", "Ll", "Lo", "Nd", "Sc"}
            and unicodedata.normalize("NFKC", char) == char
        ):
            assert char in clean(f"a{char}b"), f"U+{number:04X} went"


@given(any_text)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_lines(clean_lines(text)) == clean_lines(text)


@given(any_text)
def test_case_and_width_do_not_matter_once_normalised(text: str) -> None:
    folded = normalise(text)
    assert normalise(folded) == folded
    assert folded == folded.strip()
    assert "  " not in folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Two\t\nlines ", "Two lines"),
        ("ＦＵＬＬ　ｗｉｄｔｈ　１２", "FULL width 12"),
        ("re\u200bfund\u202e now", "refund now"),
        ("caf\u0065\u0301", "cafe\u0301".replace("e\u0301", "é")),
        ("", ""),
        ("\x00\x07", ""),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_clean_lines_keeps_lines_and_paragraphs() -> None:
    assert clean_lines(" a  b \r\nc\n\n \n d\u2028e ") == "a b\nc\n\nd\ne"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Hello Mr. Smith. Order No. 5 costs $3.50. See https://a.b/c.html? Yes.",
            ["Hello Mr. Smith.", "Order No. 5 costs $3.50.", "See https://a.b/c.html?", "Yes."],
        ),
        ("No. We don't.", ["No.", "We don't."]),
        ("Ask J. Smith, e.g. at a@b.co. Thanks", ["Ask J. Smith, e.g. at a@b.co.", "Thanks"]),
        ('He said "Go." Then left...', ['He said "Go."', "Then left..."]),
        ("well... maybe not", ["well... maybe not"]),
        ("1. Open the app\n2. Tap pay\n\nDone", ["1. Open the app", "2. Tap pay", "Done"]),
        (
            "A line of text that was broken at the right\nmargin goes on. Next",
            ["A line of text that was broken at the right\nmargin goes on.", "Next"],
        ),
        (
            "您好！订单48213已发货。预计3.5天到达……请等待？“好的。”谢谢",
            ["您好！", "订单48213已发货。", "预计3.5天到达……", "请等待？", "“好的。”", "谢谢"],
        ),
        ("你好!我的包裹呢?", ["你好!", "我的包裹呢?"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(st.sampled_from('aB1 .!?。！…\n"”)5Mr中文'), max_size=120))
def test_sentences_leave_out_only_white_space(text: str) -> None:
    end = 0
    for start, stop in sentence_spans(text):
        assert not text[end:start].strip()
        assert text[start:stop].strip() == text[start:stop] != ""
        end = stop
    assert not text[end:].strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Refunds were refunded", ["refund", "were", "refund"]),
        ("order #48213", ["order", "48213"]),
        ("AB-12", ["ab-12", "ab12"]),
        ("COVID-19", ["covid-19", "covid19", "covid"]),
        ("10,000.50 2.5 12:30", ["10000.50", "2.5", "12:30"]),
        ("Jane.Doe@x.co.uk!", ["jane.doe@x.co.uk"]),
        ("company's can't we're", ["compani", "cant", "we"]),
        ("e-mail wi-fi U.S.", ["email", "mail", "wifi", "wi", "fi", "us"]),
        ("and/or", ["and", "or"]),
        ("Überweisung café", ["uberweisung", "cafe"]),
        ("退款", ["退", "款", "退款"]),
        ("我的order没到", ["我", "的", "我的", "order", "没", "到", "没到"]),
        ("カード払い", ["払", "カー", "ード", "ド払", "払い"]),
        ("배송 조회", ["배송", "조회"]),
        ("ग्राहक सेवा", ["ग्राहक", "सेवा"]),
        ("😀 … !!", []),
        ("x" * 65, []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_words_of_a_web_address_are_found_whole_and_in_part() -> None:
    found = words("see https://shop.example.com/returns?x=1.")
    assert "https://shop.example.com/returns?x=1" in found
    assert {"shop", "exampl", "return"} <= set(found)


def test_each_language_has_its_stemmer_and_unknown_ones_english() -> None:
    assert words("Bestellungen", "de") == words("Bestellung", "de")
    assert words("commandes", "fr") == words("commande", "fr")
    assert words("orders", "xx") == words("order", "")


@given(any_text, st.sampled_from(["", "en", "de", "zh", "tr"]))
def test_words_can_be_joined_by_spaces(text: str, lang: str) -> None:
    found = words(text, lang)
    assert " ".join(found).split() == found
    assert all(0 < len(word) <= 64 for word in found)
    " ".join(found).encode()  # no lone surrogate reaches an index


@given(any_text)
def test_words_do_not_depend_on_case(text: str) -> None:
    assert words(text) == words(normalise(text))


def test_threads_share_the_stemmer() -> None:
    texts = [f"running{number} cancelled-orders happily refunding" for number in range(400)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(words, texts * 4))
    assert together == [words(text) for text in texts] * 4


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_ends_soon(text: str) -> None:
    words(text)
    sentences(text)
    assert len(normalise(text)) <= MAX_CHARS
    assert len(clean_lines(text)) <= MAX_CHARS
