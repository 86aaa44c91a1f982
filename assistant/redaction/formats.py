"""Personal data with its own format: e-mail, links, cards, accounts, identity numbers, IP
addresses.
"""

from __future__ import annotations

import ipaddress
import re

from assistant.redaction.check_digits import iban, luhn
from assistant.redaction.identities import find_identities
from assistant.redaction.mail import find_spelt_mail
from assistant.redaction.spans import LETTER, ClaimedSpans

DIGIT = re.compile(r"\d")
_LOCAL = r"[a-zA-Z0-9\u00c0-\u04ff.+%'&*/=^`|~_-]"
_MAIL = re.compile(
    rf"(?<!{_LOCAL}){_LOCAL}++@(?:[a-zA-Z0-9-]{{1,63}}\.){{1,8}}[a-zA-Z]{{2,24}}"
    r"(?![a-zA-Z0-9@])"
)
# the parts may be in any script (RFC 6531)
_ANY_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?![\w@])")
_HANDLE = re.compile(
    rf"(?<!{LETTER})(?<![@＠.])@(?=[0-9_]{{0,29}}[A-Za-z]|\d{{4}})[A-Za-z0-9_.]{{1,29}}[A-Za-z0-9_]"
    rf"(?!{LETTER}|[_@])"
)
_BRAND = re.compile(r"support|help|care|service|official|team|news|cares|hq", re.IGNORECASE)
_PROFILE = re.compile(
    r"(?:facebook\.com|fb\.com|instagram\.com|twitter\.com|x\.com|linkedin\.com/in|t\.me|wa\.me|"
    r"tiktok\.com|weibo\.com|github\.com|snapchat\.com/add|vk\.com)/[\w.@%-]{2,80}",
    re.IGNORECASE,
)
_PERSONAL_PATH = re.compile(
    r"/(?:users?|u|profiles?|people|members?|accounts?|in)/[\w.%-]{2}|/@\w|/~\w", re.IGNORECASE
)
_LINK = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>\"'，。；、）】》]{3,2000}", re.IGNORECASE)
_GROUPED_CARD = re.compile(
    r"(?<!\d)(?:(?:\d{4}[ .–_/\n-]){3}\d{4}|\d{4}[ –-]\d{6}[ –-]\d{5})(?!\d)"
)
_CARD = re.compile(rf"(?:(?<=[a-z]\.)|(?<!{LETTER})(?<![.-]))\d(?:[ -]?\d){{11,18}}(?!{LETTER}|-)")
_IBAN = re.compile(
    rf"(?<!{LETTER})(?:(?i:[A-Z]{{2}}\d{{2}}(?:[ -]?[A-Z0-9]){{11,30}})"
    r"|[A-Z]{2} \d{2}(?:[ -]?[A-Z0-9]){11,30})"
)
_IPV4 = re.compile(rf"(?<!{LETTER})(?<!\.)(?:\d{{1,3}}\.){{3}}\d{{1,3}}(?!{LETTER}|\.\d)")
_IPV6 = re.compile(
    rf"(?<!{LETTER})(?<![:.])[0-9a-f]{{0,4}}(?::[0-9a-f]{{0,4}}){{2,7}}(?!{LETTER}|:)",
    re.IGNORECASE,
)
_MAC = re.compile(
    rf"(?<!{LETTER})(?<![:.-])(?:[0-9a-f]{{2}}([:-])(?:[0-9a-f]{{2}}\1){{4}}[0-9a-f]{{2}}|"
    rf"(?:[0-9a-f]{{4}}\.){{2}}[0-9a-f]{{4}})(?!{LETTER}|[:.-])",
    re.IGNORECASE,
)
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

_OF_A_CARD, _OF_AN_IBAN, _OF_AN_IDENTITY = 12, 8, 4
"""Minimum digits of each kind: most texts need not be searched for them."""


def find_formats(taken: ClaimedSpans) -> None:
    """Claim what is recognised by its format, and by its checksum if it has one."""
    text = taken.text
    _find_links(taken)
    if "@" in text:
        taken.claim_all(_MAIL, "Email")
        taken.claim_all(_ANY_MAIL, "Email")
    find_spelt_mail(taken)
    if "@" in text:
        taken.claim_all(_HANDLE, "Username", lambda handle: not _BRAND.search(handle))
    if "/" in text:
        taken.claim_all(_PROFILE, "Link")
    digits = len(DIGIT.findall(text))
    if digits:
        _find_numbered(taken, digits)


def _find_numbered(taken: ClaimedSpans, digits: int) -> None:
    text = taken.text
    if digits >= _OF_AN_IBAN:
        _find_ibans(taken)
    if text.count(":") + text.count("-") + text.count(".") >= 2:
        for match in taken.matches(_MAC):
            taken.claim(match.start(), match.end(), "MAC Address")
    if digits >= _OF_A_CARD:
        _find_cards(taken)
    if digits >= _OF_AN_IDENTITY:
        find_identities(taken)
    if text.count(".") >= 3:
        for match in taken.matches(_IPV4):
            before = max(0, match.start() - 12)
            if _is_ip(match[0]) and not _VERSION.search(text, before, match.start()):
                taken.claim(match.start(), match.end(), "IP Address")
    if text.count(":") >= 2:
        taken.claim_all(_IPV6, "IP Address", _is_ip)


def _find_cards(taken: ClaimedSpans) -> None:
    taken.claim_all(_GROUPED_CARD, "Card Number", luhn)
    for match in taken.matches(_CARD):
        before = taken.text[max(0, match.start() - 30) : match.start()]
        if luhn(match[0]) and not _NOT_A_CARD.search(before):
            taken.claim(match.start(), match.end(), "Card Number")


def _find_links(taken: ClaimedSpans) -> None:
    """Claim links: one with personal data is replaced as a whole, any other is kept with its
    numbers.
    """
    for match in taken.matches(_LINK):
        link = match[0].rstrip(".,;:!?)]}")
        address, _, _ = link.partition("?")
        rest = address.split("//", 1)[-1].partition("/")[2]
        personal = (
            "@" in link or _PERSONAL_QUERY.search(link) or _LONG_CODE.search(rest)
            or _LONG_CODE.search(link[len(address) :]) or _PROFILE.search(link)
            or _PERSONAL_PATH.search("/" + rest)
        )  # fmt: skip
        taken.claim(match.start(), match.start() + len(link), "Link" if personal else "")


def _find_ibans(taken: ClaimedSpans) -> None:
    """Claim account numbers; mod 97 shows where one ends, because words may follow it."""
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
