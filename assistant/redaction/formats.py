"""Personal data with a format of its own: mail, links, cards, accounts, identity numbers, IPs."""

from __future__ import annotations

import ipaddress
import re
from datetime import date

from assistant.redaction.spans import Taken

_LOCAL = r"[a-zA-Z0-9\u00c0-\u04ff.+%'&*/=^`|~_-]"
_MAIL = re.compile(
    rf"(?<!{_LOCAL}){_LOCAL}{{1,64}}[@＠](?:[a-zA-Z0-9-]{{1,63}}[.．]){{1,8}}[a-zA-Z]{{2,24}}"
    r"(?![a-zA-Z0-9@])"
)
# the parts may be in any script (RFC 6531)
_ANY_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}[@＠](?:[\w-]{1,63}[.．]){1,8}[^\W\d_]{2,24}(?![\w@])"
)
_SPELT_MAIL = re.compile(
    r"(?<![\w.])[\w.+-]{1,64} ?[(\[]at[)\]] ?[\w-]{1,63}"
    r"(?: ?(?:[(\[]dot[)\]]|\.) ?[\w-]{2,63}){1,4}",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>\"'，。；、）】》]{3,2000}", re.IGNORECASE)
_GROUPED_CARD = re.compile(r"(?<!\d)(?:(?:\d{4}[ -]){3}\d{4}|\d{4}[ -]\d{6}[ -]\d{5})(?!\d)")
_CARD = re.compile(r"(?<![\w.-])\d(?:[ -]?\d){11,18}(?![\w-])")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}", re.IGNORECASE)
_CHINESE_ID = re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])")
_SSN = re.compile(r"(?<![\w-])\d{3}([- ])\d{2}\1\d{4}(?![\w-])")
_IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)")
_IPV6 = re.compile(r"(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])", re.IGNORECASE)
_NOT_A_CARD = re.compile(
    r"(?:order|purchase|invoice|bill|ticket|reference|tracking|订单|单号|运单)\W{0,3}"
    r"(?:(?:number|no|nr|id|号)\W{0,4})?$",
    re.IGNORECASE,
)
_VERSION = re.compile(r"(?:\bv|version|firmware|release|build|版本|固件)[ :.]*$", re.IGNORECASE)

_PERSONAL_QUERY = re.compile(
    r"[?&#;](?:\w*(?:mail|phone|mobile|name|user|uid|token|key|auth|session|sid|order|customer|"
    r"account|invoice|ticket|tracking|track|ref|code|hash|sig|address|card|id|no))=[^&\s]",
    re.IGNORECASE,
)
_LONG_CODE = re.compile(r"\d{5,}|[0-9a-f]{8}-[0-9a-f]{4}-|[A-Za-z0-9_-]{24,}")


def find_formats(taken: Taken) -> None:
    """Take what its format, and a checksum where there is one, gives away."""
    text = taken.text
    _find_links(taken)
    if "@" in text or "＠" in text:
        taken.claim_all(_MAIL, "Email")
        taken.claim_all(_ANY_MAIL, "Email")
    if "at)" in text.lower() or "at]" in text.lower():
        taken.claim_all(_SPELT_MAIL, "Email")
    if not any(character.isdigit() for character in text):
        return
    _find_ibans(taken)
    taken.claim_all(_CHINESE_ID, "ID Number", chinese_id)
    taken.claim_all(_GROUPED_CARD, "Card Number", luhn)
    for match in taken.matches(_CARD):
        before = text[max(0, match.start() - 30) : match.start()]
        if luhn(match[0]) and not _NOT_A_CARD.search(before):
            taken.claim(match.start(), match.end(), "Card Number")
    for match in taken.matches(_SSN):
        taken.claim(match.start(), match.end(), "ID Number")
    for match in taken.matches(_IPV4):
        if _is_ip(match[0]) and not _VERSION.search(
            text, max(0, match.start() - 12), match.start()
        ):
            taken.claim(match.start(), match.end(), "IP Address")
    if text.count(":") >= 2:
        taken.claim_all(_IPV6, "IP Address", _is_ip)


def luhn(text: str) -> bool:
    """The check digit of payment cards (ISO/IEC 7812-1, annex B), for 12 to 19 digits."""
    digits = [int(character) for character in text if character.isdecimal()]
    if not 12 <= len(digits) <= 19 or len(set(digits)) == 1:
        return False
    doubled = [2 * digit - 9 * (digit > 4) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def iban(text: str) -> bool:
    """Mod 97 of an account number (ISO 13616), written without spaces."""
    if not 15 <= len(text) <= 34 or not text.isascii() or not text.isalnum():
        return False
    number = "".join(str(int(character, 36)) for character in text[4:] + text[:4])
    return int(number) % 97 == 1


def chinese_id(text: str) -> bool:
    """Birth date and check digit of an 18-digit identity number (GB 11643-1999)."""
    try:
        born = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(text[:17]))
    return born.year >= 1850 and "10X98765432"[total % 11] == text[17].upper()


def _find_links(taken: Taken) -> None:
    """A link with somebody's data in it goes whole; any other stays, numbers and all."""
    for match in taken.matches(_LINK):
        link = match[0].rstrip(".,;:!?)]}")
        address, _, _ = link.partition("?")
        rest = address.split("//", 1)[-1].partition("/")[2]
        personal = (
            "@" in link or _PERSONAL_QUERY.search(link) or _LONG_CODE.search(rest)
            or _LONG_CODE.search(link[len(address) :])
        )  # fmt: skip
        taken.claim(match.start(), match.start() + len(link), "Link" if personal else "")


def _find_ibans(taken: Taken) -> None:
    """Mod 97 tells where an account number ends, as words may follow it."""
    for match in taken.matches(_IBAN):
        for end in range(match.end(), match.start() + 14, -1):
            follows = taken.text[end : end + 1]
            if follows.isalnum() and follows.isascii():
                continue
            compact = re.sub(r"[ -]", "", taken.text[match.start() : end])
            if iban(compact.upper()):
                taken.claim(match.start(), end, "Account Number")
                break


def _is_ip(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return address.version == 4 or len(text) > 6
