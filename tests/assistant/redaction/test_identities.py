"""Identity numbers of many countries: valid ones are replaced, wrong check digits are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.redaction import redact
from assistant.redaction.identities import KIND, find_identities
from assistant.redaction.spans import ClaimedSpans

RIGHT = [
    "219-09-9999", "219 09 9999",  # USA
    "AB 12 34 56 C", "AB123456C",  # United Kingdom
    "12345678Z", "X1234567L", "12.345.678-Z",  # Spain
    "131052-308T",  # Finland
    "S1234567D",  # Singapore
    "A123456789",  # Taiwan
    "A123456(3)",  # Hong Kong
    "RSSMRA85T10A562S",  # Italy
    "2 55 08 14 168 025 38",  # France
    "85.07.30-033.28",  # Belgium
    "529.982.247-25",  # Brazil
    "756.9217.0769.85",  # Switzerland
    "811228-9874",  # Sweden
    "BADD110313HCMLNS09",  # Mexico
    "ABCPD1234E",  # India, tax
    "11010519491231002X", "110105 19491231 002X",  # China
    "900101-1234568",  # Korea
]  # fmt: skip
ASKED = [
    "PESEL 44051401359", "Steuer-ID 86095742719", "NHS 943 476 5919", "Aadhaar 2341 2341 2346",
    "CPF 52998224725",
]  # fmt: skip


def _found(text: str) -> list[str]:
    taken = ClaimedSpans(text)
    find_identities(taken)
    return [text[span.start : span.end] for span in taken.personal() if span.kind == KIND]


@pytest.mark.parametrize("number", RIGHT)
def test_a_right_one_is_found(number: str) -> None:
    assert _found(f"mine is {number}, thanks") == [number]


@pytest.mark.parametrize("text", ASKED)
def test_digits_alone_are_found_where_they_are_called_so(text: str) -> None:
    assert _found(text) == [text.partition(" ")[2]]


@pytest.mark.parametrize(
    "number",
    [
        "000-09-9999", "DQ123456C", "12345678A", "131052-308A", "S1234567A", "A123456788",
        "A123456(4)", "RSSMRA85T10A562T", "2 55 08 14 168 025 39", "85.07.30-033.29",
        "529.982.247-26", "756.9217.0769.84", "811228-9873", "110105194912310021",
        "PESEL 44051401358", "Steuer-ID 86095742718", "NHS 943 476 5918", "Aadhaar 2341 2341 2345",
    ],
)  # fmt: skip
def test_a_wrong_one_is_not(number: str) -> None:
    assert _found(number) == []


@given(st.text(alphabet="0123456789ABXSTZ-. ()", max_size=60))
def test_no_check_fails_on_anything(text: str) -> None:
    """The checks of check digits do not fail on any input."""
    assert all(found in text for found in _found(f"PESEL NHS steuer aadhaar cpf {text}"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MAC 00:1A:2B:3C:4D:5E is mine", "MAC {{MAC Address}} is mine"),
        ("001a.2b3c.4d5e", "{{MAC Address}}"),
        ("born on 2/8/1935", "born on {{Date of Birth}}"),
        ("Date of birth: 8 February 1935.", "Date of birth: {{Date of Birth}}."),
        ("DOB 1990-02-28", "DOB {{Date of Birth}}"),
        ("geboren am 1.2.1990 in Bonn", "geboren am {{Date of Birth}} in Bonn"),
        ("出生日期：1990年1月2日", "出生日期：{{Date of Birth}}"),
        ("1990-01-02 is my birthday", "{{Date of Birth}} is my birthday"),
        ("ZIP: 90210", "ZIP: {{Postcode}}"),
        ("my post code is SW1A 1AA now", "my post code is {{Postcode}} now"),
        ("邮编100080", "邮编{{Postcode}}"),
        ("I live in Oslo 0155.", "I live in Oslo {{Postcode}}."),
        ("We moved to St. Gallen 9000, see", "We moved to St. Gallen {{Postcode}}, see"),
        ("shops in Quinta de São Tiago 3610-114", "shops in Quinta de São Tiago {{Postcode}}"),
        ("my password is Hunter22!", "my password is {{Secret}}"),
        ("验证码：482913", "验证码：{{Secret}}"),
        ("CVV 123", "CVV {{Secret}}"),
        ("@maria_l please", "{{Username}} please"),
        ("see facebook.com/maria.lopez ok", "see {{Link}} ok"),
        ("https://shop.example/users/maria/orders", "{{Link}}"),
        ("maria at example dot com", "{{Email}}"),
    ],
)
def test_other_kinds(text: str, expected: str) -> None:
    assert redact(text).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "Reset your password in Settings.", "The offer was born in 2019 in our lab.",
        "@ShopSupport help",
        "Redeem 500 Reward Points in the Gift Store", "I paid 20 on 3 March 2026.",
        "Windows 11 on 5 May 2026", "one or two days", "Unzip the file 12345.zip",
        "https://shop.example/user-guide", "The PIN code is on the card.",
        "Meet us in Room 4031 in March 2026", "upgrade to Windows 10240", "it broke in Paris 2024",
        "a battery in Galaxy 9000mAh", "costs in Vienna 1010.50", "switch from Nokia 3310",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert redact(text).text == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I live at 12 rue de la Paix, 75002 Paris.", "I live at {{Address}}."),
        ("Calle de Alcalá 45, 28014 Madrid", "{{Address}}"),
        ("Via Garibaldi 12, 20121 Milano", "{{Address}}"),
        ("ul. Marszałkowska 10, 00-590 Warszawa", "{{Address}}"),
        ("Storgata 5, 0155 Oslo", "{{Address}}"),
        ("Rua Augusta 1200", "{{Address}}"),
        ("Mannerheimintie 12", "{{Address}}"),
        ("Kalverstraat 92, 1012 PH Amsterdam", "{{Address}}"),
        ("Petőfi Sándor u. 12", "{{Address}}"),
        ("P.O. Box 1234", "{{Address}}"),
        ("请寄到北京市海淀区中关村大街27号", "请寄到{{Address}}"),
        ("欧阳小姐，您好", "{{Name}}小姐，您好"),
        ("收件人：诸葛亮，电话13812345678", "收件人：{{Name}}，电话{{Phone}}"),
        ("您好，请退款。\n李小龙", "您好，请退款。\n{{Name}}"),
        ("谢谢！\n王小明", "谢谢！\n{{Name}}"),
    ],
)
def test_addresses_and_names_of_other_countries(text: str, expected: str) -> None:
    assert redact(text).text == expected
