"""The normalized text that patterns read, and its mapping to positions in the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.redaction import redact
from assistant.redaction.plain import Plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("plain ASCII", "plain ASCII"),
        ("Grüße, 您好，谢谢。", "Grüße, 您好，谢谢。"),
        ("１３８ＡＢｃ", "138ABc"),
        ("٠١٢٣٤٥", "012345"),
        ("a\u200bb\u00adc\ufeffd", "abcd"),
        ("Lo\u0301pez", "López"),
        ("a＠b．c", "a@b.c"),
        ("1\u00a0234\u202f567", "1 234 567"),
        ("0\u20111\u22122", "0-1-2"),
        ("\u0301a", "\u0301a"),
    ],
)
def test_what_is_read(text: str, plain: str) -> None:
    assert Plain(text).text == plain


@given(st.text(alphabet="aé１\u200b\u0301 @。𝟏ü\u202e", max_size=40))
def test_places_cover_what_they_were_read_from(text: str) -> None:
    """Every normalized character has a position in the original, in the same order."""
    plain = Plain(text)
    ends = 0
    for at in range(len(plain.text)):
        start, end = plain.place(at, at + 1)
        assert start < end <= len(text)
        assert start >= ends
        assert Plain(text[start:end]).text == plain.text[at]
        ends = end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("m\u200ba\u200bria@ex\u200bample.com ok", "{{Email}} ok"),
        ("\u202emaria@example.com\u202c", "\u202e{{Email}}"),
        ("maria＠example．com", "{{Email}}"),
        ("电话１３８１２３４５６７８谢谢", "电话{{Phone}}谢谢"),
        ("电话一三八一二三四五六七八，谢谢", "电话{{Phone}}，谢谢"),
        ("幺三八 零零一三 八零零零", "{{Phone}}"),
        ("call zero one seven one one two three four five", "call {{Phone}}"),
        ("٤١١١ ١١١١ ١١١١ ١١١١", "{{Card Number}}"),
        ("Hi Lo\u0301pez, all good", "Hi {{Name}}, all good"),
        ("card 4111\u00a01111\u00a01111\u00a01111", "card {{Card Number}}"),
        ("+49\u2011171\u20111234567", "{{Phone}}"),
    ],
)
def test_disguises_are_seen_through(text: str, expected: str) -> None:
    assert redact(text).text == expected
