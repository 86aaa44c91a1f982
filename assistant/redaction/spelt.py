"""Numbers written as words, postcodes after a label, and secrets, such as after "password is"."""

from __future__ import annotations

import re

from assistant.redaction.spans import ClaimedSpans

_DIGIT_WORD = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)"
_WORDS = re.compile(
    rf"(?<!\w){_DIGIT_WORD}(?:[ ,-]{{1,2}}{_DIGIT_WORD}){{5,30}}(?!\w)", re.IGNORECASE
)
_HAN_DIGIT = "[〇零一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖]"
_CHINESE = re.compile(rf"{_HAN_DIGIT}(?:[ -]?{_HAN_DIGIT}){{6,30}}")
_SECRET = re.compile(
    r"(?:pass(?:word|code|wort|phrase)|\bpwd|mot de passe|contraseña|密码|口令)"
    r"[ \t]{0,3}(?:is|was|ist|est|es|是|为)?[ \t]{0,3}[:：=]?[ \t]{0,3}[\"'“]?"
    r"((?=[^\s\"'”，。]{0,40}[\d!@#$%^&*])[^\s\"'”，。,]{4,64})",
    re.IGNORECASE,
)
_PIN = re.compile(
    r"(?:\b(?:pin|cvv2?|cvc2?|otp|tan)\b|security code|verification code|验证码|动态码|安全码)"
    r"(?:[ -]?(?:code|number))?[ \t]{0,3}(?:is|was|ist|是|为)?[ \t]{0,3}[:：=]?[ \t]{0,3}"
    r"(\d{3,8})(?!\w)",
    re.IGNORECASE,
)
_POST_CODE = re.compile(
    r"(?i:\b(?:zip(?: ?codes?)?|post(?:al)? ?codes?|plz|postleitzahl|code postal|c[óo]digo postal|"
    r"eircode|pin ?code)\b|邮编|邮政编码)[^\d\n.!;。]{0,20}?(?<![A-Za-z0-9.,-])"
    r"((?=[A-Za-z]{0,4}\d)[A-Za-z0-9]{2,7}(?:[ -](?:\d[A-Za-z0-9]{1,3}|[A-Z]{2}))?)(?!\w)"
)
_POST_CODE_BEHIND = re.compile(
    r"(?<![\w.,-])(\d[A-Za-z0-9-]{2,8}) (?i:is|was|as) (?i:my|our|the|his|her) "
    r"(?i:zip|post ?code|postal code|postcode)\b"
)
_NO_TOWN = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|"
    r"Sun)day|(?:Account|Apartment|Article|Booking|Box|Branch|Build|Building|Bus|Case|Channel|Chapter|"
    r"Code|Error|Firmware|Flight|Form|Gate|Invoice|Item|Level|Line|Locker|Model|No|"
    r"Number|Office|Order|Page|Part|Port|Product|Ref|Reference|Release|Room|Section|Series|Shop|Step|"
    r"Store|Terminal|Ticket|Track|Unit|Update|Version|Windows|Year)"
)
_TOWN_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]{1,30}"
_POST_CODE_OF_TOWN = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|(?i:deliver|ship|sen[dt]|mov)[a-z]{0,4}(?: [\w'’]+){0,3} (?:to|from)) "
    rf"(?:St\. )?(?:{_TOWN_WORD} (?:(?:de|da|do|del|of|am|an|der) )?){{0,3}}"
    rf"(?!(?:{_NO_TOWN})\b){_TOWN_WORD}(?: [A-Z])? "
    r"((?!(?:19|20)\d\d\b)\d{4}|\d{5}|\d{3} \d{2}|\d{2}-\d{3}|\d{4}-\d{3})(?![\w%:/-]|[.,]\d)"
)
"""A town with its postcode behind it, in a sentence: "I live in Oslo 0155"; not a year."""
_SAID = re.compile(
    r"pass|pwd|contrase|密码|口令|pin|cv[vc]|otp|tan|security code|verification|码", re.IGNORECASE
)
_POST = re.compile(r"zip|post|plz|c[óo]digo|eircode|pin|邮", re.IGNORECASE)


def find_spelt(taken: ClaimedSpans) -> None:
    """Claim secrets, labelled postcodes, and long runs of digits in words."""
    text = taken.text
    if _SAID.search(text):
        taken.claim_all(_SECRET, "Secret")
        taken.claim_all(_PIN, "Secret")
    if _POST.search(text):
        taken.claim_all(_POST_CODE, "Postcode")
        taken.claim_all(_POST_CODE_BEHIND, "Postcode")
    taken.claim_all(_POST_CODE_OF_TOWN, "Postcode")
    taken.claim_all(_WORDS, "Phone")
    if not text.isascii():
        for match in taken.matches(_CHINESE):
            taken.claim(match.start(), match.end(), _kind(match[0]))


def _kind(digits: str) -> str:
    count = sum(character not in " -" for character in digits)
    if count == 11 and digits[0] in "一幺壹":
        return "Phone"
    return "ID Number" if count == 18 else "Reference Number"
