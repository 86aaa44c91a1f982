"""Replaces mentions of a person in texts by `[erased]`, matching at word boundaries.

It matches e-mail addresses and numbers in any case, phone numbers with any punctuation and with or
without the country code, and full names in any case and spacing, also reversed ("Lopez, Maria"). A
single name ("Maria") is kept, as many people share it. So is a number of fewer than four
characters, which would match prices and dates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import phonenumbers

from assistant.erasure.people import Person, hashed
from assistant.store import identifiers

ERASED = "[erased]"

_FEWEST_CHARACTERS = 4
_FEWEST_PHONE_DIGITS = 6
_BETWEEN = r"[\s()./\-–‐‑·]{0,3}"
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_SUFFIXES = "(?:csv|tsv|xlsx?|jsonl?|txt|md|html?|docx?|pdf|zip|eml|msg)"
_MAIL = re.compile(rf"[\w.+%'-]{{1,64}}@[\w-]+(?:\.(?!{_SUFFIXES}\b)[\w-]+)+")
_PHONE = re.compile(r"(?<![\w+])(?:\+|00)?\(?\d(?:[\s()./\-–‐‑·]{0,3}\d){4,16}(?!\w)")
_CODE = re.compile(r"(?<!\w)(?=[\w/-]*\d)\w(?:[\w/-]*\w)?(?!\w)")

Replace = Callable[[str], tuple[str, int]]
"""Returns a text without the mentions, and how many there were."""


def replacer(person: Person) -> Replace | None:
    """Return a function that replaces a person's identifiers; None if there are none to match."""
    patterns = [
        pattern for kind, value in sorted(person.identifiers) for pattern in _PATTERNS[kind](value)
    ]
    if not patterns:
        return None
    # longest first, so that an address is replaced as a whole, not only a name within it
    either = re.compile("|".join(sorted(patterns, key=len, reverse=True)), re.IGNORECASE)
    return lambda text: either.subn(ERASED, text)


def hashed_replacer(key: bytes, hashes: frozenset[str]) -> Replace | None:
    """Return a function that replaces addresses and numbers known only by their keyed hashes."""
    if not hashes:
        return None

    def replace(text: str) -> tuple[str, int]:
        count = 0

        def judged(kind: str, form: Callable[[str], str]) -> Callable[[re.Match[str]], str]:
            def judge(match: re.Match[str]) -> str:
                nonlocal count
                if hashed(key, kind, form(match[0])) not in hashes:
                    return match[0]
                count += 1
                return ERASED

            return judge

        text = _MAIL.sub(judged("email", identifiers.folded), text)
        text = _PHONE.sub(judged("phone", identifiers.phone), text)
        text = _CODE.sub(judged("number", lambda m: identifiers.folded(m).replace(" ", "")), text)
        return text, count

    return replace


def in_json(value: Any, replace: Replace) -> tuple[Any, int]:
    """Apply `replace` to all texts and integers in a JSON value, but not to the names of fields."""
    if isinstance(value, str):
        return replace(value)
    if isinstance(value, int) and not isinstance(value, bool):
        text, count = replace(str(value))
        return (text, count) if count else (value, 0)
    if isinstance(value, list):
        pairs = [in_json(item, replace) for item in value]
        return [item for item, _ in pairs], sum(count for _, count in pairs)
    if isinstance(value, dict):
        fields = {name: in_json(item, replace) for name, item in value.items()}
        return (
            {name: item for name, (item, _) in fields.items()},
            sum(count for _, count in fields.values()),
        )
    return value, 0


def _mail(value: str) -> Iterable[str]:
    # a longer domain would be another address, but a file suffix is not part of the domain
    yield rf"(?<![\w.+-]){re.escape(value)}(?![\w-]|\.(?!{_SUFFIXES}\b)\w)"


def _phone(value: str) -> Iterable[str]:
    digits = value.removeprefix("+")
    if value.startswith("+"):
        parsed = phonenumbers.parse(value, None)
        national = str(parsed.national_number)
        if len(national) >= _FEWEST_PHONE_DIGITS:
            country = _spaced(str(parsed.country_code))
            lead = rf"(?:(?:\+|00){_BETWEEN}|(?<!\d)){country}{_BETWEEN}(?:\(0\){_BETWEEN}|[0０])?"
            other_country = r"(?<!\+\d )(?<!\+\d\d )(?<!\+\d\d\d )"
            trunk = rf"\(?[0０]{_BETWEEN}"
            yield rf"(?<!\d)(?:{lead}|{trunk}|{other_country})\(?{_spaced(national)}(?!\d)"
    elif len(digits) >= _FEWEST_PHONE_DIGITS:
        yield rf"(?<!\d)\(?{_spaced(digits)}(?!\d)"


def _spaced(digits: str) -> str:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    return _BETWEEN.join(f"[{digit}{digit.translate(wide)}]" for digit in digits)


def _number(value: str) -> Iterable[str]:
    if len(value) >= _FEWEST_CHARACTERS:
        spelt = r"\s?".join(map(re.escape, value))
        yield rf"(?<!\w){spelt}(?!\w)"


def _name(value: str) -> Iterable[str]:
    if _HAN.fullmatch(value):
        if len(value) > 1:
            yield re.escape(value)
        return
    words = [re.escape(word) for word in value.split()]
    if len(words) > 1:
        whole, first = r"\s+".join(words), r"\s+".join(words[:-1])
        yield rf"(?<!\w)(?:{whole}|{words[-1]},\s{{0,3}}{first})(?!\w)"


_PATTERNS: dict[str, Callable[[str], Iterable[str]]] = {
    "email": _mail, "phone": _phone, "number": _number, "name": _name,
}  # fmt: skip
