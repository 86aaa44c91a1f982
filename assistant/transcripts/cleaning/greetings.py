"""Finds the greeting at the beginning of a message."""

from __future__ import annotations

import re

from assistant.transcripts.cleaning.pieces import Piece

_WORDS = (
    r"hi(?:ya)?|hello|hey|dear|greetings|good (?:morning|afternoon|evening|day)|hallo|guten "
    r"(?:tag|morgen|abend)"
    r"|moin|servus|grüß gott|liebe[rs]?|sehr geehrte[rs]?|bonjour|bonsoir|salut|coucou|chère?s?"
    r"|hola|buen[oa]s? (?:d[ií]as?|tardes|noches)"
    r"|estimad[oa]s?|querid[oa]s?|ol[áa]|oi|bom dia|boa (?:tarde|noite)|prezad[oa]s?|caro|cara"
    r"|ciao|buongiorno|buonasera"
    r"|salve|gentile|goede(?:morgen|middag|navond)|beste|hej|hei|cześć|dzień dobry|здравствуйте"
    r"|привет|добрый день"
)
_GREETING = re.compile(
    rf"\W{{0,3}}(?:{_WORDS})\b(?: (?:mr|mrs|ms|dr|prof)\.)?"
    r"(?:[ ,]{1,2}[^\s,!.:;?\n]{1,30}){0,4}?[ \t]*(?:[,!.:;–—-]+[ \t]*|(?=\n))"
    r"(?:[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f ]+)?\n*",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    r"(?:(?:尊敬的[^，,：:\n]{1,12}|[^，,。！!\n]{0,6}?(?:您好|你好|早上好|上午好|中午好|下午好"
    r"|晚上好|亲亲|亲爱的|亲))"
    r"[\s，,。！!：:~～呀啊哦呢]+){1,2}"
)
_LONGEST = 80


def greeting(text: str) -> Piece | None:
    """The greeting at the beginning of a text; None if there is none, or nothing else."""
    head = text[:_LONGEST]
    found = _GREETING.match(head) or _CHINESE.match(head)
    if found is None or not found[0].strip():
        return None
    end = found.end()
    while end < len(text) and text[end].isspace():
        end += 1
    if not any(character.isalnum() for character in text[end:]):
        return None
    return Piece(0, end, "greeting")
