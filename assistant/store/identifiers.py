"""Normalizes identifiers of people to the form in which they are stored and compared.

The normalized form is stored beside the value and decides who is who, so it must never change:
e-mail addresses are case-folded; phone numbers are E.164 if they have a country code, otherwise
bare digits; customer numbers are case-folded without spaces; names are NFKC and case-folded.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

import phonenumbers

from assistant.contracts import Identifier
from assistant.errors import InputError

Kind = Literal["email", "phone", "number", "name"]

_MAIL = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\".]{2,}")
_PHONE = re.compile(r"(?:\+|00)?[\d\s().\-/·‐‑–]+(?:\s*(?:ext\.?|x|转)\s*\d+)?", re.IGNORECASE)
_FEWEST_DIGITS = 5


def normalise(identifier: Identifier) -> str:
    """Return the normalized form of an identifier.

    Raises:
        InputError: It is empty, or not a valid e-mail address or phone number.
    """
    value = folded(identifier.value)
    if identifier.kind == "email":
        if not _MAIL.fullmatch(value):
            raise _unusable("a mail address such as name@example.com", "email")
        return value
    if identifier.kind == "phone":
        if not is_phone(value):
            raise _unusable("a phone number of at least 5 digits", "phone")
        return phone(value)
    if not value:
        raise _unusable("at least one visible character", identifier.kind)
    # folded again, as removing spaces may join letters with combining marks
    return folded(value.replace(" ", "")) if identifier.kind == "number" else value


def folded(text: str) -> str:
    """Normalize a text: NFKC, case-folded, white space collapsed."""
    # twice: folding case can undo the normal form (Unicode 3.13)
    once = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", once).split())


def is_mail(text: str) -> bool:
    return _MAIL.fullmatch(folded(text)) is not None


def is_phone(text: str) -> bool:
    """Whether a text looks like a phone number and is long enough."""
    text = folded(text)
    digits = sum(character.isdigit() for character in text)
    return digits >= _FEWEST_DIGITS and _PHONE.fullmatch(text) is not None


def phone(text: str) -> str:
    """Return E.164 for a number with country code ("+49 171 …", "0049 171 …"), else its digits."""
    written = unicodedata.normalize("NFKC", text).strip()
    digits = "".join(str(int(c)) for c in written if c.isdecimal())
    international = written.startswith("+") or digits.startswith("00")
    if not international:
        return digits
    try:
        parsed = phonenumbers.parse("+" + digits.lstrip("0"), None)
    except phonenumbers.NumberParseException:
        return digits
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _unusable(expected: str, kind: str) -> InputError:
    return InputError(
        expected=expected,
        found="something else",
        remedy="Correct it, or keep it as a number or in the notes",
        code=f"customer.{kind}",
    )
