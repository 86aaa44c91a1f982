"""E-mail addresses that are spelt out to hide them from programs, or mistyped."""

from __future__ import annotations

import re
from typing import Final

from assistant.redaction.spans import LETTER, ClaimedSpans

_LOCAL: Final = r"[A-Za-z0-9][\w.+-]{0,63}"
_AT: Final = r"(?:[(\[{<（【] ?(?:at|a|@|艾特) ?[)\]}>）】]|艾特|&#0?64;|&commat;)"
_DOT: Final = r"(?:[(\[{<（【] ?(?:dot|punkt|point|点|\.) ?[)\]}>）】]|\.|点| dot )"
_PROVIDER: Final = (
    r"(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|gmx|web|aol|proton(?:mail)?|live|msn|orange|"
    r"mail|yandex|zoho|qq|163|126|sina|foxmail)"
)
_ENDING: Final = (
    r"(?:com|net|org|info|de|at|ch|fr|es|it|uk|cn|hk|tw|jp|kr|in|br|mx|ru|pl|nl|be|eu|us|ca|au|io)"
)
_BEFORE: Final = rf"(?<!{LETTER})(?<![.@])"
_IS: Final = r"[ \t]{0,3}(?:is|was|ist|est|es|是|为)?[ \t]{0,3}[:：]?[ \t]{0,3}"
_MARKED: Final = rf"{_LOCAL} ?{_AT} ?[A-Za-z0-9-]{{1,63}}(?: ?{_DOT} ?[A-Za-z0-9-]{{2,63}}){{1,4}}"
"""maria (at) example (dot) com"""
_SPELT: Final = (
    rf"{_LOCAL}(?: dot [\w-]{{1,63}}){{0,3}} at [\w-]{{1,63}}(?: dot [\w-]{{2,63}}){{1,4}}"
)
"""maria at example dot com"""
_NO_WORD: Final = (
    r"(?=[\w+-]{0,63}[\d._+])[A-Za-z][\w.+-]{1,63} (?:at|at-sign) "
    r"[\w-]{1,63}(?:\.[A-Za-z]{2,24}){1,3}"
)
"""maria.lopez at example.com: the part before "at" has a dot or a digit, so it is no word"""
_CALLED: Final = (
    rf"(?:mail|邮箱|邮件)(?: ?address| ?adresse|地址)?{_IS}"
    rf"({_LOCAL} ?(?: at |#) ?{_PROVIDER}(?:\.[a-z]{{2,6}}){{0,2}})(?!{LETTER})"
)
"""my mail is maria at gmail"""
_SWAPPED: Final = rf"{_LOCAL}#{_PROVIDER}\.[a-z]{{2,6}}(?!{LETTER})"
"""maria#163.com"""
_SPACED: Final = rf"{_LOCAL}(?:@| ?@ )(?:[A-Za-z0-9-]{{1,63}} ?[.,] ?){{1,3}}{_ENDING}(?!{LETTER})"
"""maria @ example.com, maria@example .com, maria@example,com"""
_INSIDE: Final = (
    rf"(?=[\d._+-]{{0,63}}[A-Za-z]){_LOCAL}(?<=[A-Za-z0-9])@[A-Za-z][A-Za-z0-9-]{{2,62}}"
    rf"(?!{LETTER}|[@_])"
)
"""maria@intranet"""
_PATTERNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        _CALLED,
        *(_BEFORE + one for one in (_MARKED, _SPELT, _NO_WORD, _SWAPPED, _SPACED, _INSIDE)),
    )
)
_CUE: Final = re.compile(r"@|\bat\b|艾特|&#|&com|#|\(a\)", re.IGNORECASE)


def find_spelt_mail(taken: ClaimedSpans) -> None:
    """Claim e-mail addresses that are spelt out, or contain an extra space or comma."""
    if _CUE.search(taken.text):
        for pattern in _PATTERNS:
            taken.claim_all(pattern, "Email")
