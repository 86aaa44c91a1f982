"""The words of an answer that the asker used too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.shared_words import MOST, content_words, shared_word_spans
from retrieval.text import word_spans, words
from tests.effort import at_most


def marked(asked: str, text: str, lang: str = "en", asked_lang: str = "") -> list[str]:
    spans = shared_word_spans(text, lang, content_words(asked, asked_lang or lang))
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("asked", "text", "lang", "expected"),
    [
        ("My card was charged twice", "Charges on a Card are removed.", "en", ["Charges", "Card"]),
        ("How do I get there?", "You can get there and do it.", "en", []),
        ("order AB-12?", "Order no. AB-12 is here", "en", ["Order", "AB-12"]),
        ("it costs 1,000", "A fee of 1000.", "en", ["1000"]),
        ("my e-mail", "An email or e-mail.", "en", ["email", "e-mail"]),
        ("ＣＡＲＤ", "the card", "en", ["card"]),
        ("caf\u00e9", "A cafe.", "en", ["cafe"]),
        ("我的信用卡被扣了两次款", "信用卡重复扣款会退回。", "zh", ["信用卡"]),
        ("支付宝可以付款吗", "支持支付宝和PayPal付款", "zh", ["支付宝", "付款"]),
        ("paypal可以吗", "支持支付宝和PayPal付款", "zh", ["PayPal"]),
        ("Wo ist die Rechnung?", "Die Rechnungen sind da.", "de", ["Rechnungen"]),
        ("👍 refund 👍", "👍👍 A refund 👍", "en", ["refund"]),
        ("", "anything", "en", []),
        ("card", "", "en", []),
    ],
)
def test_words_in_common(asked, text, lang, expected):
    assert marked(asked, text, lang) == expected


def test_marks_are_few():
    assert len(marked("card", "card " * 500)) == MOST


def test_an_ordinary_answer_costs_little():
    asked = content_words("My card was charged twice and I want the second charge refunded", "en")
    text = "If your card was charged twice, the second charge is refunded in five days. " * 10
    shared_word_spans(text, "en", asked)
    with at_most(0.4):
        for _ in range(100):
            shared_word_spans(text, "en", asked)


def test_a_hostile_text_costs_little():
    said = content_words("a" * 4000, "en")
    with at_most(4):
        for text in ("a" * 10**6, "信" * 10**6, "a-" * 10**6, "\u0301" * 10**6):
            shared_word_spans(text, "en", said)


@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(["", "en", "zh", "de"]))
def test_marks_are_in_order_apart_and_inside(asked, text, lang):
    end = 0
    for start, stop in shared_word_spans(text, lang, content_words(asked, lang)):
        assert end <= start < stop <= len(text)
        end = stop


@given(st.text("abz 1-'信用卡.,@é", max_size=80))
def test_what_is_found_in_place_is_what_the_search_finds(text):
    everywhere = set(words(text))
    for start, end, cut in word_spans(text):
        assert end > start
        assert set(cut) & everywhere or not cut or any(mark in text for mark in "@.-',")
