"""`benchmarks.reply_ceiling` chooses by the measure that it then prints."""

from __future__ import annotations

import random

import pytest

from assistant.evaluation.text_metrics import text_metrics
from benchmarks.reply_ceiling import best_sentences, likeness

_WORDS = ["your", "refund", "takes", "3", "days", "we", "are", "sorry", "the", "card"]


def test_two_texts_are_as_alike_as_the_metrics_say() -> None:
    chance = random.Random(5)
    for _ in range(50):
        one, other = (" ".join(chance.choices(_WORDS, k=chance.randint(1, 90))) for _ in "ab")
        known = text_metrics([one], [other], None)["rouge_l"]
        assert likeness(one, other) == pytest.approx(known)
    assert likeness("", "your refund") == likeness("hello", "") == 0


def test_sentences_are_taken_as_long_as_they_make_a_passage_more_like_the_reply() -> None:
    passage = "Hello there. Your refund takes 3 days. Call us any time. The card is charged back."
    reply = "your refund takes 3 days. the card is charged back."
    best = best_sentences(passage, reply)
    assert " ".join(best.split()) == "Your refund takes 3 days. The card is charged back."
    assert best_sentences("Hello there.", "something else") == "Hello there."
