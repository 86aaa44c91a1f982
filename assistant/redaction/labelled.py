"""Data that only the preceding word marks as personal: user names, cards, licence plates.

Card numbers are found here even if their check digit is wrong.
"""

from __future__ import annotations

import re
from typing import Final

from assistant.redaction.spans import LETTER, ClaimedSpans

_IS: Final = r"[ \t]{0,3}(?:is|was|ist|lautet|est|es|是|为)?[ \t]{0,3}[:：=#]?[ \t]{0,3}[\"'“]?"
_USER: Final = re.compile(
    r"(?i:\b(?:user ?name|user ?id|login(?: name)?|screen ?name|gamer ?tag|benutzername|"
    r"nom d'utilisateur|nombre de usuario|skype|telegram|instagram|discord|steam(?: ?id)?|"
    r"line ?id|viber|kakao(?:talk)?(?: ?id)?)\b"
    r"|微信(?:号码?|號|id)?|(?i:qq)(?:号码?|號)?|抖音(?:号|id)?|快手(?:号|id)?|小红书(?:号|id)?|微博(?:名|号|id)?|用户名|用戶名|登录名|账户名|旺旺(?:号|名)?)"
    rf"{_IS}(?:live:)?(@?(?=[\w.-]{{0,40}}(?:[\d_]|\.\w))[A-Za-z0-9][\w.-]{{3,39}})",
    re.ASCII,
)
_ACCOUNT: Final = re.compile(
    r"\baccount(?: name)?(?: is|:) ((?=[a-z.-]{0,30}[\d_])[a-z]{3}[\w.-]{0,30}\w)", re.ASCII
)
_CARD: Final = re.compile(
    r"(?i:\b(?:(?:credit|debit|bank|gift) ?card|card number|kartennummer|kreditkarte"
    r"|carte bancaire)"
    r"\b|银行卡|信用卡|储蓄卡|卡号|銀行卡|卡號)(?:号|號| number| no\.?)?"
    rf"{_IS}(\d(?:[ -]?\d){{11,18}})(?!{LETTER})"
)
_PLATE: Final = re.compile(
    r"(?i:\b(?:licen[cs]e plate|number plate|registration plate|vehicle registration|kennzeichen|"
    r"plaque d'immatriculation|matrícula|plate number)\b|车牌号?|車牌號?|牌照)(?: number| no\.?)?"
    rf"{_IS}((?=[\u4e00-\u9fff]?[A-Z0-9 -]{{0,9}}\d)[\u4e00-\u9fffA-ZÄÖÜ][A-Z0-9]{{0,3}}[ ·-]?"
    r"[A-Z0-9]{1,6}(?:[ -][A-Z0-9]{1,4})?)(?![A-Za-z0-9])"
)
_CHINESE_PLATE: Final = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z] ?[·.•]?"
    r"(?=[A-HJ-NP-Z]{0,2}\d)[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"
)
"""Chinese plates (GA 36): province, office, and five characters, or six for electric cars."""
_CUES: Final = (
    (re.compile(r"user|login|name|gamer|nombre|skype|telegr|instagr|discord|steam|line|viber|kakao|微信|qq|抖音|快手|小红书|微博|用户名"
                r"|用戶名|登录名|账户名|旺旺", re.IGNORECASE), _USER, "Username"),
    (re.compile("account"), _ACCOUNT, "Username"),
    (re.compile(r"card|kart|carte|卡", re.IGNORECASE), _CARD, "Card Number"),
    (re.compile(r"plate|registration|kennz|plaque|matr|车牌|車牌|牌照", re.IGNORECASE), _PLATE,
     "Reference Number"),
)  # fmt: skip


def find_labelled(taken: ClaimedSpans) -> None:
    """Claim data that the preceding word identifies."""
    for cue, pattern, kind in _CUES:
        if cue.search(taken.text):
            taken.claim_all(pattern, kind)
    if not taken.text.isascii():
        taken.claim_all(_CHINESE_PLATE, "Reference Number")
