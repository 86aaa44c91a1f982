"""Identity, tax and health numbers of many countries, by their format and check digits.

The formats are those published by the issuing authorities. As in Presidio's recognisers (MIT), a
number that consists of digits only counts if its check passes, and one without a check digit if a
word before it says what it is (`numbers`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

from assistant.redaction.check_digits import (
    chinese_id,
    digits_of,
    luhn_digits,
    mod_11_10,
    verhoeff,
    weighted,
)
from assistant.redaction.spans import ClaimedSpans

KIND: Final = "ID Number"
_SPAIN: Final = "TRWAGMYFPDXBNJZSQVHLCKE"
_FINLAND: Final = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_SINGAPORE: Final = {"S": "JZIHGFEDCBA", "T": "GFEDCBAJZIH", "F": "XWUTRQPNMLK", "G": "RTUWXKLMNPQ"}
_ITALY_ODD: Final = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10,
                     22, 25, 24, 23)  # fmt: skip


class _Format(NamedTuple):
    pattern: re.Pattern[str]
    check: Callable[[str], bool]


def _day(text: str, year: int = 2000) -> bool:
    """Whether six digits are a valid date in one of the usual orders of day, month and year."""
    digits = [int(text[at : at + 2]) for at in (0, 2, 4)]
    for day, month in ((digits[0], digits[1]), (digits[2], digits[1])):
        try:
            date(year, month % 20 if month > 20 else month, day % 40 or 1)
        except ValueError:
            continue
        return True
    return False


def _us_ssn(text: str) -> bool:
    area, group, serial = re.split("[- ]", text)
    return area not in ("000", "666") and group != "00" and serial != "0000"


def _spanish(text: str) -> bool:
    plain = re.sub(r"[ .-]", "", text.upper())
    number = plain[:-1].translate(str.maketrans("XYZ", "012"))
    return _SPAIN[int(number) % 23] == plain[-1]


def _finnish(text: str) -> bool:
    return _day(text[:6]) and _FINLAND[int(text[:6] + text[7:10]) % 31] == text[10].upper()


def _singapore(text: str) -> bool:
    letter = text[0].upper()
    if letter not in _SINGAPORE:
        return True
    return _SINGAPORE[letter][weighted(text, (2, 7, 6, 5, 4, 3, 2), 11)] == text[-1].upper()


def _taiwan(text: str) -> bool:
    first = "ABCDEFGHJKLMNPQRSTUVXYWZIO".index(text[0].upper()) + 10
    total = first // 10 + first % 10 * 9 + weighted(text, (8, 7, 6, 5, 4, 3, 2, 1, 1), 10**6)
    return total % 10 == 0


def _hong_kong(text: str) -> bool:
    plain = re.sub(r"[() ]", "", text.upper())
    values = [36, *(int(character, 36) for character in plain)][-9:]
    values[-1] = 10 if plain[-1] == "A" else int(plain[-1])
    return sum(w * v for w, v in zip(range(9, 0, -1), values, strict=True)) % 11 == 0


def _italian(text: str) -> bool:
    total = 0
    for place, character in enumerate(text[:15].upper()):
        value = int(character) if character.isdigit() else ord(character) - 65
        total += value if place % 2 else _ITALY_ODD[value]
    return chr(65 + total % 26) == text[15].upper()


def _french(text: str) -> bool:
    plain = re.sub(r"\D", "", text.upper().replace("2A", "19").replace("2B", "18"))
    return len(plain) == 15 and 97 - int(plain[:13]) % 97 == int(plain[13:])


def _belgian(text: str) -> bool:
    plain = "".join(map(str, digits_of(text)))
    number, check = plain[:9], int(plain[9:])
    return check in (97 - int(number) % 97, 97 - int("2" + number) % 97)


def _polish(text: str) -> bool:
    weights = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
    return _day(text[:6]) and (10 - weighted(text, weights, 10)) % 10 == int(text[-1])


def _brazilian(text: str) -> bool:
    digits = digits_of(text)
    for end in (9, 10):
        total = sum(w * d for w, d in zip(range(end + 1, 1, -1), digits, strict=False))
        if total * 10 % 11 % 10 != digits[end]:
            return False
    return len(set(digits)) > 1


def _swiss(text: str) -> bool:
    weights = (1, 3) * 6
    return (10 - weighted(text, weights, 10)) % 10 == digits_of(text)[-1]


def _health_uk(text: str) -> bool:
    return (11 - weighted(text, (10, 9, 8, 7, 6, 5, 4, 3, 2), 11)) % 11 == digits_of(text)[-1]


def _korean(text: str) -> bool:
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    return _day(text[:6]) and (
        (11 - weighted(text, weights, 11)) % 10 == digits_of(text)[-1] or "-" in text
    )


def _swedish(text: str) -> bool:
    return _day(text[-11:-5]) and luhn_digits(digits_of(text)[-10:])


def _always(_: str) -> bool:
    return True


def _format(
    pattern: str, check: Callable[[str], bool] = _always, flags: int = re.IGNORECASE
) -> _Format:
    return _Format(re.compile(rf"(?<![\w-]){pattern}(?![\w-])", flags | re.ASCII), check)


_FORMATS: Final = (
    _format(r"(?:\d{3}-\d{2}-\d{4}|\d{3} \d{2} \d{4})", _us_ssn),
    # UK national insurance number, which excludes some letters
    _format(r"[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]"),
    _format(r"(?:\d{8}|[XYZ][ -]?\d{7}|\d{2}\.\d{3}\.\d{3})[ -]?[A-HJ-NP-TV-Z]", _spanish),
    _format(r"\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]", _finnish),
    _format(r"[STFGM]\d{7}[A-Z]", _singapore),
    _format(r"[A-Z][1289]\d{8}", _taiwan),
    _format(r"[A-Z]{1,2} ?\d{6} ?\([\dA]\)", _hong_kong, 0),
    _format(r"[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]", _italian),
    _format(r"[12] ?\d{2} ?\d{2} ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}", _french),
    _format(r"\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}", _belgian),
    _format(r"\d{3}\.\d{3}\.\d{3}-\d{2}", _brazilian),
    _format(r"756\.\d{4}\.\d{4}\.\d{2}", _swiss),
    _format(r"\d{6}-[1-8]\d{6}", _korean),
    _format(r"(?:19|20)?\d{6}[-+]\d{4}", _swedish),
    _format(r"[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d"),  # Mexican CURP
    _format(r"[A-Z]{3}[PCHFATBLJG][A-Z]\d{4}[A-Z]", _always, 0),  # Indian PAN
    _format(r"\d{4} \d{4} \d{4}", verhoeff),
)
_DIGITS: Final = (
    (re.compile(r"pesel", re.IGNORECASE), 11, _polish),
    (re.compile(r"aadh?aar|uidai", re.IGNORECASE), 12, verhoeff),
    (re.compile(r"steuer|idnr", re.IGNORECASE), 11, mod_11_10),
    (re.compile(r"\bnhs\b", re.IGNORECASE), 10, _health_uk),
    (re.compile(r"\bcpf\b", re.IGNORECASE), 11, _brazilian),
)
_CHINESE: Final = re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])", re.ASCII)
_SPACED_CHINESE: Final = re.compile(
    r"(?<![\dA-Za-z])\d{6}[ -]\d{8}[ -]\d{3}[\dXx](?![\dA-Za-z])", re.ASCII
)
_RUN: Final = re.compile(r"(?<!\w)\d(?:[ -]?\d){8,13}(?!\w)", re.ASCII)


def find_identities(taken: ClaimedSpans) -> None:
    """Claim identity numbers that are recognised by their format."""
    taken.claim_all(_CHINESE, KIND, chinese_id)
    taken.claim_all(_SPACED_CHINESE, KIND, lambda text: chinese_id(re.sub("[ -]", "", text)))
    for one in _FORMATS:
        taken.claim_all(one.pattern, KIND, one.check)
    asked = [(size, check) for cue, size, check in _DIGITS if cue.search(taken.text)]
    if not asked:
        return
    for match in taken.matches(_RUN):
        count = len(digits_of(match[0]))
        if any(size == count and check(match[0]) for size, check in asked):
            taken.claim(match.start(), match.end(), KIND)
