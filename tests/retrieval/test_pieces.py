"""Long answers in pieces."""

from __future__ import annotations

from retrieval.pieces import LONG, MOST, PIECE, count_words, pieces

SENTENCE = "This sentence about parcels has exactly nine words altogether."


def test_a_short_text_has_no_pieces() -> None:
    assert pieces("") == []
    assert pieces(SENTENCE * 3) == []
    assert pieces("word " * LONG) == []


def test_a_long_text_falls_into_whole_sentences_and_loses_nothing() -> None:
    text = " ".join([SENTENCE] * 12)
    found = pieces(text)
    assert " ".join(found) == text
    assert all(count_words(piece) >= PIECE for piece in found[:-1])


def test_there_are_never_too_many() -> None:
    assert 2 <= len(pieces(" ".join([SENTENCE] * 400))) <= MOST + 1


def test_one_endless_sentence_is_no_piece_of_itself() -> None:
    assert pieces("word " * 1000) == []


def test_chinese_is_counted_by_pairs() -> None:
    assert count_words("我的订单在哪里") == 4
    assert len(pieces("您可以在订单页面申请退货，我们会在七天内退款。" * 12)) > 1
