"""The vectors of a text's words and n-grams."""

from __future__ import annotations

import numpy as np

from assistant.understanding.grams import Grams

SEEN = ["where is my parcel", "I want my money back", "thank you"]


def test_texts_without_a_word_share_one_unit_vector_of_their_own() -> None:
    nothing, smile, dots, words = Grams.seen(SEEN).vectors(["", "\U0001f600", "...", SEEN[0]])
    assert np.linalg.norm(nothing) == 1
    assert (nothing == smile).all()
    assert (nothing == dots).all()
    assert abs(float(nothing @ words)) < 0.5


def test_texts_with_common_words_are_nearer() -> None:
    asked, alike, other = Grams.seen(SEEN).vectors([SEEN[0], "Where's my PARCEL?", "谢谢你们"])
    assert asked @ alike > 0.4
    assert abs(float(asked @ other)) < 0.1
