"""Check digits of cards, accounts and identity numbers."""

from __future__ import annotations

from datetime import date

_VERHOEFF = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_TURNED = (
    "0123456789", "1576283094", "5803796142", "8916043527",
    "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def digits_of(text: str) -> list[int]:
    """The decimal digits of a text."""
    return [int(character) for character in text if character.isdecimal()]


def luhn(text: str) -> bool:
    """Whether a payment card number of 12 to 19 digits is valid (Luhn; ISO/IEC 7812-1, annex B)."""
    digits = digits_of(text)
    return 12 <= len(digits) <= 19 and len(set(digits)) > 1 and luhn_digits(digits)


def luhn_digits(digits: list[int]) -> bool:
    """Whether the Luhn check passes, for any length."""
    doubled = [2 * digit - 9 * (digit > 4) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def iban(text: str) -> bool:
    """Whether the mod-97 check of an IBAN (ISO 13616), written without spaces, passes."""
    if not 15 <= len(text) <= 34 or not text.isascii() or not text.isalnum():
        return False
    number = "".join(str(int(character, 36)) for character in text[4:] + text[:4])
    return int(number) % 97 == 1


def chinese_id(text: str) -> bool:
    """Whether an 18-digit Chinese identity number has a valid birth date and check digit.

    Defined in GB 11643-1999.
    """
    try:
        born = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(text[:17]))
    return born.year >= 1850 and "10X98765432"[total % 11] == text[17].upper()


def verhoeff(text: str) -> bool:
    """Whether the check digit of an Indian Aadhaar number (Verhoeff 1969) is valid."""
    state = 0
    for place, digit in enumerate(reversed(digits_of(text))):
        state = int(_VERHOEFF[state][int(_TURNED[place % 8][digit])])
    return state == 0


def weighted(text: str, weights: tuple[int, ...], modulus: int) -> int:
    """The weighted sum of the first digits, modulo `modulus`."""
    return sum(w * d for w, d in zip(weights, digits_of(text), strict=False)) % modulus


def mod_11_10(text: str) -> bool:
    """Whether the ISO 7064 MOD 11,10 check passes, which German tax numbers use."""
    digits = digits_of(text)
    product = 10
    for digit in digits[:-1]:
        total = (digit + product) % 10 or 10
        product = 2 * total % 11
    return (11 - product) % 10 == digits[-1]
