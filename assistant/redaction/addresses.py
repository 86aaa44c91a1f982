"""Street addresses, as written in English, German, French, Spanish and Chinese."""

from __future__ import annotations

import re

from assistant.redaction.spans import Taken

_STREET = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|"
    r"Terrace|Ter|Way|Parkway|Pkwy|Circle|Cir|Highway|Hwy|Close|Crescent|Cres|Gardens|Grove|Mews|"
    r"Quay|Row|Trail|Plaza|Alley|Loop|Run|Pike|Ridge|View|Park)"
)
_WORD = r"[A-Z0-9][\w'’.-]{0,30}"
_POST_CODE = (
    r"(?:[A-Z]{2}[ ,]{1,2})?"
    r"(?:\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)"
)
_TAIL = (
    r"(?:[,\s]{1,3}(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Room|Box|#)\.? ?#?[\w-]{1,8})?"
    rf"(?:,?\s{{1,3}}(?:{_WORD} ?){{1,4}},?\s{{1,3}}{_POST_CODE}|,?\s{{1,3}}{_POST_CODE})?"
)
_PATTERNS = (
    re.compile(
        rf"(?<![\w-])\d{{1,6}}[A-Za-z]?(?:[-/]\d{{1,4}})?\s(?:{_WORD}\s){{1,5}}{_STREET}\b\.?"
        rf"(?:\s(?:North|South|East|West|[NSEW]{{1,2}})\b\.?)?{_TAIL}"
    ),
    re.compile(
        r"\b(?:P\.? ?O\.? ?Box|PSC|Postfach|邮政信箱)[ .:]{0,2}\d{1,8}(?:,? Box \d{1,6})?",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:Apt|Apartment|Suite|Flat)\.? #?\d{1,5}[A-Za-z]?\b"),
    # German, Dutch and Scandinavian: the kind of street is the end of the word
    re.compile(
        r"\b[A-ZÄÖÜ][\w-]{2,30}(?:straße|strasse|str\.|weg|platz|gasse|allee|ufer|ring|damm|"
        r"straat|laan|gatan|vägen|katu|tie|vej)\s\d{1,4}[a-z]?"
        r"(?:,?\s{1,2}(?:[A-Z]{1,2}-)?\d{4,5}\s[A-ZÄÖÜ][\w-]+)?\b"
    ),
    re.compile(
        r"\b(?:\d{1,4}(?: bis)?,? (?:rue|avenue|boulevard|chemin|place)|"
        r"(?:Rua|Calle|Via|Viale|Piazza|Avenida|Praça|Plaza)) "
        r"(?:(?:de|du|des|la|le|los|las|do|da|del|della|dei|d')\s?){0,2}"
        r"[A-ZÀ-Ý][\w'’-]+(?:\s[A-ZÀ-Ý][\w'’-]+){0,3}(?:,? \d{1,5})?"
    ),
)
_ANY_HAN = re.compile("[\u4e00-\u9fff]")
_HAN = "[\u4e00-\u9fff]"
_CHINESE = re.compile(
    rf"(?:{_HAN}{{2,7}}?(?:省|自治区))?(?:{_HAN}{{2,8}}?市)?(?:{_HAN}{{1,8}}?[区县旗])?"
    rf"(?:{_HAN}{{1,8}}?(?:镇|乡|街道|村|小区))?{_HAN}{{1,10}}?(?:路|街|大道|道|巷|弄|胡同|里|村|小区|苑|花园)"
    rf"(?:{_HAN}?[\d一二三四五六七八九十百]{{1,5}}(?:号院?|弄|栋|幢|座|期|单元|室|楼|层|-)){{1,6}}\d{{0,4}}室?"
)
_CHINESE_PREFIX = re.compile(
    r"^.*(?:地址(?:是|为|改成|改为)?|寄到|送到|发到|发往|寄往|住在|改成|改为|位于|请|在|到|至|是|为|从)(?=.{3})"
)


def find_addresses(taken: Taken) -> None:
    """Take what is written like a postal address with a number."""
    if not any(character.isdigit() for character in taken.text):
        return
    for pattern in _PATTERNS:
        taken.claim_all(pattern, "Address")
    if not _ANY_HAN.search(taken.text):
        return
    for match in taken.matches(_CHINESE):
        # Chinese runs on: words before the place's name are not part of it
        lead = _CHINESE_PREFIX.match(match[0])
        start = match.start() + (lead.end() if lead else 0)
        taken.claim(start, match.end(), "Address")
