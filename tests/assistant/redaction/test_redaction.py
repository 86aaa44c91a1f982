"""Personal data is replaced, and everything else stays."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.redaction import redact
from assistant.redaction.check_digits import chinese_id, iban, luhn
from benchmarks.redaction import found_in, measure
from benchmarks.search_sets import read_text

PEOPLE = ["Maria López", "Tomasz Wilk", "王小明"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("write to a.b+c@mail.example.com.", "write to {{Email}}."),
        ("(maria@example.com)", "({{Email}})"),
        ("maria (at) example (dot) com", "{{Email}}"),
        ("邮箱是wang@example.cn，谢谢", "邮箱是{{Email}}，谢谢"),
        ("call +49 171 1234567 now", "call {{Phone}} now"),
        ("call (415) 555-2671 now", "call {{Phone}} now"),
        ("phone: 020 7946 0958", "phone: {{Phone}}"),
        ("请致电13812345678", "请致电{{Phone}}"),
        ("电话 021-62345678 转 12", "电话 {{Phone}}"),
        ("card 4111 1111 1111 1111 was charged", "card {{Card Number}} was charged"),
        ("IBAN DE89 3704 0044 0532 0130 00 please", "IBAN {{Account Number}} please"),
        ("身份证11010519491231002X", "身份证{{ID Number}}"),
        ("my SSN is 219-09-9999", "my SSN is {{ID Number}}"),
        ("from 203.0.113.7 today", "from {{IP Address}} today"),
        ("at 2001:db8::ff00:42:8329 ok", "at {{IP Address}} ok"),
        ("see https://x.example/t?email=a%40b.c ok", "see {{Link}} ok"),
        ("see https://x.example/orders/8837261.", "see {{Link}}."),
        ("Order TV-20411872 is late", "Order {{Order Number}} is late"),
        ("order number: 48213", "order number: {{Order Number}}"),
        ("order #1234", "order #{{Order Number}}"),
        ("订单号 20261122001", "订单号 {{Order Number}}"),
        ("运单号：SF1234567890123", "运单号：{{Tracking Number}}"),
        ("tracking number 1Z999AA10123456784", "tracking number {{Tracking Number}}"),
        ("customer no. K-1042", "customer no. {{Customer Number}}"),
        ("invoice 2026-004711", "invoice {{Invoice Number}}"),
        ("id 6f9619ff-8b86-d011-b42d-00c04fc964ff", "id {{Reference Number}}"),
        ("I live at 221 Baker Street, London, NW1 6XE.", "I live at {{Address}}."),
        ("ship to 1600 Pennsylvania Avenue NW", "ship to {{Address}}"),
        ("Musterstraße 12, 10115 Berlin", "{{Address}}"),
        ("寄到上海市浦东新区世纪大道100号3栋202室谢谢", "寄到{{Address}}谢谢"),
        ("Hi Maria, all good", "Hi {{Name}}, all good"),
        ("Dear Mr Smith,\nyour refund", "Dear Mr {{Name}},\nyour refund"),
        ("Hello Dr. O'Neill-Burke!", "Hello Dr. {{Name}}!"),
        ("Thank you Peter!", "Thank you {{Name}}!"),
        ("Hello, I'm Maria Lopez", "Hello, I'm {{Name}}"),
        ("Hello, I’m Maria Lopez and I need help", "Hello, I’m {{Name}} and I need help"),
        ("Hi there, it's Tom", "Hi there, it's {{Name}}"),
        ("Hi, it's Tom again", "Hi, it's {{Name}} again"),
        ("Good morning! This is Tom Baker here", "Good morning! This is {{Name}} here"),
        ("Hello, my name is Maria Lopez", "Hello, my name is {{Name}}"),
        ("My name is John Fitzgerald.", "My name is {{Name}}."),
        ("Best regards,\nAnna Schmidt", "Best regards,\n{{Name}}"),
        ("Kind regards, Anna", "Kind regards, {{Name}}"),
        ("It is fixed now. – Anna", "It is fixed now. – {{Name}}"),
        ("您好，王女士，已经退款", "您好，{{Name}}女士，已经退款"),
        ("我叫李小龙，想退货", "我叫{{Name}}，想退货"),
    ],
)
def test_personal_data_goes(text: str, expected: str) -> None:
    assert redact(text).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "Refunds are made within 14 days, at the latest on 2026-03-14 at 18:00.",
        "It costs €1,299.00 or 1.299,00 EUR, 10% less than $1500.",
        "共 12345 元，7 个工作日内退款，3 月 24 日前。",
        "The iPhone 15 Pro, the WH-1000XM4, the RTX 4090 and the UE55TU7000 are in stock.",
        "A battery of 50000 mAh, 100000 steps, 20000 rpm, 1920x1080 px.",
        "Open Monday to Friday, 9:00-17:00, 365 days a year.",
        "ISO 9001, USB 3.2, HTTP 404, error 500, Windows 11, version 10.0.19045.3086.",
        "Our FAQ: https://shop.example/help/returns?lang=en and www.example.com.",
        "Your {{Order Number}} is on its way, {{Customer Name}}.",
        "Hello there, thank you all. Dear customer, dear team,",
        "Dear team",
        "Dear Team,",
        "Hi, it's Friday. Hello, I'm happy. Hello, It's here. Thanks, I. Hi, We've won!",
        "Best regards,\nYour Support Team",
        "Will you return the mark? May is fine. Grace period: 30 days.",
        "From 2024 - 2026 the warranty lasts 24 months.",
        "Step 1: press 2 times. Step 12: done. Size 38/40, 120 x 80 cm.",
        "尊敬的女士，您好！订单已发货，请在 7 天内确认。",
        "Order 2 lamps and get 1 free; order by 14:00.",
        "Call us between 8 and 20, any day.",
        "The code E08 means overload; hold M for 5 seconds.",
        "",
        "   \n",
    ],
)
def test_answers_stay(text: str) -> None:
    result = redact(text, names=[*PEOPLE, "Will Grace", "Mark May", "Support"])
    assert result.text == text
    assert result.counts == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maria López, Maria's bill, MARIA!", "{{Name}}, {{Name}}'s bill, {{Name}}!"),
        ("López, Maria", "{{Name}}"),
        ("maria  lópez", "{{Name}}"),
        ("Marianne and Wilkinson stay", "Marianne and Wilkinson stay"),
        ("Hello, I'm Maria López", "Hello, I'm {{Name}}"),
        ("小明说王小明已经收到", "{{Name}}说{{Name}}已经收到"),
        ("cheers Tomasz", "cheers {{Name}}"),
    ],
)  # fmt: skip
def test_given_names_go_at_word_boundaries(text: str, expected: str) -> None:
    assert redact(text, names=PEOPLE).text == expected


def test_a_role_is_no_name() -> None:
    names = ["Support Team", "agent", "客服", "Customer", "anna@example.com", "", "Store Assistant"]
    text = "The support team and the assistant in the store help. 客服很好。"
    assert redact(text, names=names).text == text


def test_one_value_keeps_one_number() -> None:
    text = "a@x.example, b@x.example, A@X.example"
    assert redact(text).text == "{{Email 1}}, {{Email 2}}, {{Email 1}}"
    assert redact("a@x.example and a@x.example").text == "{{Email}} and {{Email}}"
    assert redact(text).counts == {"Email": 3}


@pytest.mark.parametrize("card", ["4111111111111111", "378282246310005", "6011-0009-9013-9424"])
def test_luhn_takes_cards_and_refuses_their_neighbours(card: str) -> None:
    assert luhn(card)
    last = str((int(card[-1]) + 1) % 10)
    assert not luhn(card[:-1] + last)


def test_checksums() -> None:
    assert iban("GB82WEST12345698765432")
    assert not iban("GB83WEST12345698765432")
    assert chinese_id("11010519491231002X")
    assert not chinese_id("110105194912310021")
    assert not chinese_id("11010519491331002X")
    assert not luhn("0" * 16)


@given(st.text(max_size=400))
def test_any_text_is_redacted_once_and_for_all(text: str) -> None:
    """A second pass changes nothing, and the counts agree with the placeholders."""
    once = redact(text, names=PEOPLE)
    assert redact(once.text, names=PEOPLE).text == once.text
    assert sum(once.counts.values()) == _placeholders(once.text) - _placeholders(text)


def _placeholders(text: str) -> int:
    return len(re.findall(r"\{\{[^{}]{0,80}\}\}", text))


SECRETS = st.sampled_from(
    [
        "maria@example.com", "+49 171 1234567", "4111 1111 1111 1111", "DE89370400440532013000",
        "Maria López", "203.0.113.7", "order 48213377", "13812345678",
    ]
)  # fmt: skip
WORDS = st.sampled_from(["the", "refund", "is", "done", "退款", "，", ".", "14 days", "€5", "\n"])


@given(st.lists(st.one_of(SECRETS, WORDS), max_size=12))
def test_secrets_go_wherever_they_stand(pieces: list[str]) -> None:
    text = redact(" ".join(pieces), names=PEOPLE).text
    for secret in ("maria@", "1234567", "4111", "3704004", "López", "203.0", "48213377", "138123"):
        assert secret not in text


@pytest.mark.data
def test_formatted_kinds_are_found_in_public_data(shared_data: Path) -> None:
    """Without the tagger, which `python -m benchmarks.redaction` measures."""
    rows = json.loads(read_text(shared_data / "pii_presidio" / "synth_dataset_v2.json.gz"))
    found = measure(rows, found_in(rows, None))
    for kind in ("CREDIT_CARD", "EMAIL_ADDRESS", "IBAN_CODE", "IP_ADDRESS", "US_SSN"):
        assert found["types"][kind]["recall"] == 1, kind
    assert found["types"]["PHONE_NUMBER"]["recall"] >= 0.99
    assert found["precision"]["Name"]["precision"] >= 0.95
    assert found["untouched"] >= 0.97
