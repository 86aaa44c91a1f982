"""Values that are personal data only because of the label before them."""

from __future__ import annotations

import pytest

from assistant.redaction import redact
from tests.effort import at_most


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("微信号wxid_abc123，请加我", "微信号{{Username}}，请加我"),
        ("我的QQ是12345678", "我的QQ是{{Username}}"),
        ("Username sob_1987, please", "Username {{Username}}, please"),
        ("login: ann.lee77 please", "login: {{Username}} please"),
        ("银行卡6222 0202 0000 1234 567，谢谢", "银行卡{{Card Number}}，谢谢"),
        ("My card number is 4000 1234 5678 9010.", "My card number is {{Card Number}}."),
        ("Licence plate AB12 CDE. Booking", "Licence plate {{Reference Number}}. Booking"),
        ("车牌京A12345，住上海", "车牌{{Reference Number}}，住上海"),
        ("Kennzeichen B-MW 1234 bitte", "Kennzeichen {{Reference Number}} bitte"),
    ],
)
def test_it_goes(text: str, clean: str) -> None:
    assert redact(text).text == clean


@pytest.mark.parametrize(
    "text",
    [
        "the login page shows error 404", "my username is too long", "gift card 50 EUR",
        "the card reader 2000 is broken", "Which number plate holder?", "用户名太长了",
    ],
)  # fmt: skip
def test_it_stays(text: str) -> None:
    assert redact(text).text == text


@pytest.mark.parametrize("word", ["login ", "card 1", "plate A1 ", "微信", "username is is "])
def test_the_effort_is_linear(word: str) -> None:
    with at_most(5):
        redact(word * (60_000 // len(word)))
