"""Dates of birth: dates next to a word that says so. Other dates are kept as part of the answer."""

from __future__ import annotations

import re

from assistant.redaction.spans import ClaimedSpans

KIND = "Date of Birth"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|"
    r"oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|"
    r"décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|"
    r"diciembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro)"
)
_DATE = (
    r"(?:\d{1,4}(?P<joint>[-/. ])\d{1,2}(?P=joint)\d{1,4}|"
    r"\d{4} ?年 ?\d{1,2} ?月(?: ?\d{1,2} ?[日号])?|"
    rf"(?:the )?\d{{1,2}}(?:st|nd|rd|th)?\.?(?: of| de)? {_MONTH}\.?,?(?: de)? \d{{2,4}}|"
    rf"{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{2,4}}|\d{{1,2}}-{_MONTH}-\d{{2,4}}|"
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|19[2-9]\d|200\d|201[0-2])(?![\d-])"
)
_CUE = re.compile(
    r"(?:\bborn\b(?: (?:on|in))?|\bbirth ?(?:date|day)\b|\bdate of birth\b|\bd\.? ?o\.? ?b\b\.?|"
    r"\bgeboren(?: am)?\b|\bgeburts(?:datum|tag)\b|\bnée?\(?e?\)? le\b|\bdate de naissance\b|"
    r"\bfecha de nacimiento\b|\bnacid[oa](?: el)?\b|\bdata di nascita\b|\bnat[oa] il\b|"
    r"\bdata de nascimento\b|出生日期|出生年月|出生于|生日|生于)"
    rf"[ \t]{{0,8}}(?:is|was|ist|war|est|es|是|为)?[ \t:：=,-]{{0,3}}\s?({_DATE})",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"(?<![\d-])({_DATE}) (?:is|was) (?:my|his|her|our) (?:birthday|date of birth)", re.IGNORECASE
)
_SAID = re.compile(r"born|birth|d\.? ?o\.? ?b|geb|naiss|née?|naci|nasc|nat[oa]|生", re.IGNORECASE)


def find_births(taken: ClaimedSpans) -> None:
    """Claim dates of birth."""
    if not _SAID.search(taken.text):
        return
    for pattern in (_CUE, _BEHIND):
        taken.claim_all(pattern, KIND)
