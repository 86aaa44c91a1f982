"""Personal data that is obfuscated or misspelled is replaced too."""

from __future__ import annotations

import re

import pytest

from assistant.redaction import redact

SHOWN = re.compile(r"\{\{[^}]*\}\}")
AROUND = [
    ("请联系", "谢谢"), ("私は", "です"), ("제번호는", "입니다"), ("（", "）"), ("_", "_"),
    ("*", "*"),
    ("\u202e", "\u202c"), ("\u200b", "\u200b"), ("»", "«"), ("| ", " |"),
]  # fmt: skip
"""Texts directly before and after a value: other scripts, emphasis marks, invisible characters."""


@pytest.mark.parametrize(("before", "after"), AROUND)
@pytest.mark.parametrize(
    "value",
    [
        "+49 170 1234567", "+491701234567", "(555) 867-5309", "090-1234-5678", "555-867-5309",
        "5558675309", "13800138000", "4111111111111111", "4111 1111 1111 1111",
        "DE89 3704 0044 0532 0130 00", "11010519491231002X", "110105 19491231 002x",
        "192.168.1.20", "2001:db8::1:2", "00:1A:2B:3C:4D:5E", "maria.lopez@example.com",
    ],
)  # fmt: skip
def test_what_stands_against_other_letters_goes(value: str, before: str, after: str) -> None:
    left = SHOWN.sub("", redact(f"{before}{value}{after}").text)
    assert not re.search(r"[0-9A-Za-z]", left), left


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("call 0 1 7 0 1 2 3 4 5 6 7 please", "call {{Phone}} please"),
        ("0170 / 123 45 67", "{{Phone}}"),
        ("тел. 8 (916) 123-45-67", "тел. {{Phone}}"),
        ("+1 (212) 555 – 1212", "{{Phone}}"),
        ("212•555•1212", "{{Phone}}"),
        ("Tel.030 1234567", "Tel.{{Phone}}"),
        ("my number is 5558675000", "my number is {{Phone}}"),
        ("4111\n1111\n1111\n1111", "{{Card Number}}"),
        ("4111–1111–1111–1111", "{{Card Number}}"),
        ("4111_1111_1111_1111", "{{Card Number}}"),
        ("DE 89 3704 0044 0532 0130 00", "{{Account Number}}"),
        ("maria.lopez AT example.com", "{{Email}}"),
        ("maria @ example.com", "{{Email}}"),
        ("maria@example .com", "{{Email}}"),
        ("maria@example,com", "{{Email}}"),
        ("maria@intranet", "{{Email}}"),
        ("maria{at}example.com", "{{Email}}"),
        ("maria（at）example.com", "{{Email}}"),
        ("maria&#64;example.com", "{{Email}}"),
        ("maria dot lopez at example dot com", "{{Email}}"),
        ("my mail is maria at gmail", "my mail is {{Email}}"),
        ("wang#163.com", "{{Email}}"),
        ("wang艾特qq.com", "{{Email}}"),
        ("skype: live:maria.lopez", "skype: live:{{Username}}"),
        ("Line ID: maria99", "Line ID: {{Username}}"),
        ("Sehr geehrte Frau Dr. Müller-Lüdenscheidt,", "Sehr geehrte Frau Dr. {{Name}},"),
        ("mfg\nMax Mustermann", "mfg\n{{Name}}"),
        ("С уважением,\nИван Петров", "С уважением,\n{{Name}}"),
    ],
)  # fmt: skip
def test_another_way_to_write_it(text: str, expected: str) -> None:
    assert redact(text).text == expected


@pytest.mark.parametrize(
    "inside",
    ["+49 170 1234567", "maria@example.com", "11010519491231002X", "Maria 4111 1111 1111 1111"],
)
def test_braces_hide_nothing(inside: str) -> None:
    text = redact(f"Dear {{{{{inside}}}}}").text
    assert not re.search(r"\d{4}|maria@", text), text


@pytest.mark.parametrize(
    "text",
    [
        "Dear {{Customer Name}}, your {{ticket.custom_field_12345678}} and {{Order Number 2}}",
        '{{ticket.created_at | date: "%B %d, %Y"}} {{ user.first_name | capitalize }}',
        "Never use a steam cleaner.",
        "Look at example.com, or meet us at the shop.",
        "We tested it at 20, at 30 and at 40 degrees; in 42 cases of 100 it held.",
        "It fell from 250000 to 125000.",
        "Delivered in 2024 / 2025, sizes 38 / 40 / 42.",
    ],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert redact(text).text == text
