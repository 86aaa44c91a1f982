"""Postal addresses in the styles of many countries: street and number, with what follows them."""

from __future__ import annotations

import re

from assistant.redaction.formats import DIGIT
from assistant.redaction.spans import ClaimedSpans

# endings of street names (US Postal Service, Publication 28, appendix C1, and British ones), except
# those that also end the names of goods ("500 Reward Points")
_STREET = (
    r"(?:Street|Str?\b|Avenue|Ave\b|Road|Rd\b|Boulevard|Blvd\b|Lane|Ln\b|Drive|Dr\b|Court|Ct\b|Place|"
    r"Pl\b|Square|Sq\b|Terrace|Ter\b|Way|Parkway|Pkwy\b|Circle|Cir\b|Highway|Hwy\b|Close|Crescent|"
    r"Cres\b|Gardens?|Grove|Mews|Quay|Row|Trail|Plaza|Alley|Loop|Run|Pike|Ridge|View|Park|Bridge|Brook|"
    r"Bypass|Canyon|Causeway|Cliffs?|Cove|Creek|Crest|Crossing|Dale|Expressway|Ferry|Freeway|Glens?|"
    r"Haven|Heights|Hills?|Hollow|Islands?|Isle|Junctions?|Knolls?|Lakes?|Landing|Lodge|Manors?|"
    r"Meadows?|Mills?|Motorway|Mount|Mountains?|Orchard|Oval|Overpass|Path|Pines?|Prairie|Ranch|"
    r"Shoals?|Shores?|Skyway|Spurs?|Stravenue|Throughway|Tunnel|Turnpike|Underpass|Valleys?|Viaduct|"
    r"Villages?|Ville|Vista|Walks?|Wharf|Sokak|Caddesi|Cad\b|Bulvarı|utca|út\b|tér\b|Marg|Nagar|Jalan|"
    r"ulitsa|prospekt)"
)
_WORD = r"[A-Z0-9À-ÖØ-ÞĀ-Ž][\w'’.-]{0,30}"
_NAME = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.-]{1,30}"
_NUMBER = r"\d{1,6}[A-Za-z]?(?:[-/]\d{1,4}[A-Za-z]?)?"
_POST_CODE = (
    r"(?:[A-Z]{2}[ ,]{1,2})?(?:[A-Z]{1,2}-)?"
    r"(?:\d{5}(?:-\d{3,4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|"
    r"\d{4} ?[A-Z]{2}|\d{2}-\d{3}|\d{3} \d{2}|\d{4})(?!\w)"
)
_UNIT = (
    r"(?:[,\s]{1,3}(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Room|Box|No|#)\.? ?#?[\w-]{1,8}){0,2}"
)
_TOWN_WORD = r"(?:St\. )?[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]{1,30}"
_TOWN = rf"{_TOWN_WORD}(?: {_TOWN_WORD}){{0,3}}"
_TAIL = (
    rf"{_UNIT}(?:[,\s]{{1,3}}{_POST_CODE}[,\s]{{1,3}}{_TOWN}|[,\s]{{1,3}}{_TOWN}[,\s]{{1,3}}{_POST_CODE}|"
    rf"[,\s]{{1,3}}{_POST_CODE})?"
)
_LEADING = (
    r"(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Cc]hemin|[Pp]lace|[Qq]uai|[Aa]llée|[Rr]oute|Rua|Travessa|Praça|Largo|"
    r"Avenida|Av\.|Calle|C/|Carrer|Camino|Paseo|Plaza|Via|Viale|Piazza|Corso|Vicolo|Strada|Str\.|Bulevardul|"
    r"ul\.|al\.|os\.|pl\.|[Uu]lica|[Uu]lice|Ulitsa|Jalan|Jl\.|Rr\.|Trg|Cesta|Postboks|Postbus)"
)
_SMALL = (
    r"(?:(?:de|du|des|la|le|les|los|las|el|do|da|dos|das|del|della|delle|dei|di|d'|l')\s?){0,3}"
)
_ENDING = (
    r"(?:straße|strasse|strass|str\.|weg|platz|gasse|allee|ufer|ring|damm|straat|laan|gracht|plein|kade|"
    r"gatan?|vägen|veien|vegen|gate|vej|gade|stræde|katu|tie|kuja|polku|bakken|stien)"
)
_PATTERNS = (
    re.compile(
        rf"(?<![\w-]){_NUMBER},?\s(?:{_WORD}\s){{1,5}}{_STREET}(?!\w)\.?"
        rf"(?:\s(?:North|South|East|West|[NSEW]{{1,2}})\b\.?)?(?: {_NUMBER}(?![\w,.]))?{_TAIL}"
    ),
    re.compile(
        r"\b(?:P\.? ?O\.? ?Box|PSC|Postfach|Unit \d{1,6} Box|CMR|邮政信箱)[ .:]{0,2}\d{1,8}"
        r"(?:,? Box \d{1,6})?"
        r"(?:[,\s]{1,3}(?:APO|FPO|DPO)[ ,]{1,2}[A-Z]{2} \d{5})?",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:Apt|Apartment|Suite|Flat)\.? #?\d{1,5}[A-Za-z]?\b"),
    # German, Dutch and Nordic: the street type is a suffix of the name
    re.compile(
        rf"(?:(?<![\w-])\d{{1,6}} )?\b(?:[A-ZÄÖÜÅØÆÞÍ]\w{{1,30}}[ -]){{0,2}}"
        rf"[A-ZÄÖÜÅØÆÞÍ]\w{{1,30}}?{_ENDING}\s{_NUMBER}(?![\w]){_TAIL}"
    ),
    re.compile(
        rf"\b\d{{1,5}}(?: ?(?:bis|ter))?,? {_LEADING} {_SMALL}{_NAME}(?:[ -]{_NAME}){{0,3}}{_TAIL}"
    ),
    re.compile(
        rf"(?:\b\d{{1,6}}(?: ?(?:bis|ter))?,? )?(?<!\w){_LEADING} {_SMALL}{_NAME}"
        rf"(?:[ -]{_NAME}){{0,3}},? ?(?:nr?\.? ?|no\.? ?|č\. ?)?{_NUMBER}(?![\w]){_TAIL}"
    ),
    # Hungarian, and Czech ("Dlouhá 12/3") only with a postcode
    re.compile(
        rf"\b{_NAME}(?: {_NAME}){{0,2}} (?:u\.|utca|út|tér|sok\.|cad\.|mah\.)"
        rf" ?(?:No:? ?)?{_NUMBER}\.?{_TAIL}"
    ),
    re.compile(
        rf"\b{_NAME}(?: {_NAME}){{0,2}} {_NUMBER}[,\s]{{1,3}}(?:[A-Z]{{1,2}}-)?"
        rf"(?:\d{{5}}|\d{{3}} \d{{2}}|\d{{2}}-\d{{3}}) {_TOWN}"
    ),
)
_STREET_ALONE = re.compile(
    rf"(?<![\w-])(?:(?:{_NAME}\s){{1,4}}{_STREET}|[A-ZÄÖÜÅØÆÞÍ]\w{{2,30}}?{_ENDING}|"
    rf"{_LEADING} {_SMALL}{_NAME}(?:[ -]{_NAME}){{0,3}})(?!\w)"
)
_ANY_HAN = re.compile("[\u4e00-\u9fff]")
_HAN = "[\u4e00-\u9fff]"
_OF_A_PLACE = rf"(?![我你您他她们的在请发送寄到麻谢是和可吗不没有要]){_HAN}"
_COUNT = "[\\d一二三四五六七八九十百]{1,5}"
_BUILDING = (
    r"(?:大厦|大廈|广场|廣場|公寓|校区|校區|大学|大學|学院|学校|中学|小学|医院|花园|花園|小区|小區|家园|中心|国际|银行|酒店|商场|商城|"
    r"商業中心|写字楼|宿舍|食堂|公司|店铺|门店|产业园|科技园|工业园|创意园|城|苑|府|邸|湾|村|舍|座|期|[A-Za-z]座)"
)
_UNITS = (
    rf"(?:[,， ]{{0,2}}(?:[A-Za-z东西南北]?{_COUNT}"
    r"(?:号楼|號樓|号院|号|號|弄|栋|棟|幢|座|期|单元|單元|室|樓|楼|层|層|房|户|舍|巷|-)|"
    rf"[A-Za-z]\d{{0,4}}(?:座|栋|幢|区|楼|室)|(?<=[座栋幢元层楼期-])[A-Za-z]?\d{{2,5}}室?))"
)
_CHINESE = re.compile(
    rf"(?:{_HAN}{{2,7}}?(?:省|自治区))?(?:{_HAN}{{2,8}}?(?:自治州|市))?(?:{_HAN}{{1,8}}?[区區县縣旗])?"
    rf"(?:{_HAN}{{1,8}}?(?:镇|鎮|乡|鄉|街道|村|小区))?"
    rf"{_HAN}{{1,10}}?(?:路|街|大道|道|巷|弄|胡同|(?<![这那哪])里|村|小区|苑|花园|花園|嘉园|家园|公寓|新村|广场)(?:{_COUNT}段)?(?:{_COUNT}巷)?"
    rf"{_HAN}?{_UNITS}{{1,6}}"
    rf"(?: ?[A-Za-z0-9]{{0,6}}(?:{_OF_A_PLACE}){{0,10}}?{_BUILDING}{_UNITS}{{0,4}}){{0,3}}"
)
_CHINESE_PREFIX = re.compile(
    r"^.*(?:地址(?:是|为|改成|改为)?|寄到|送到|发到|发往|寄往|放到|送至|住在|改成|改为|改到|位于|住址|我住|我家|或者|还是|请|在|到|至|是|为|从|^寄|^送|^发)"
    r"(?=.{3})"
)


def find_addresses(taken: ClaimedSpans) -> None:
    """Claim what is written like a postal address with a number."""
    if not DIGIT.search(taken.text):
        return
    for pattern in _PATTERNS:
        taken.claim_all(pattern, "Address")
    if not _ANY_HAN.search(taken.text):
        return
    for match in taken.matches(_CHINESE):
        # Chinese has no word breaks: words before the place name are not part of the address
        lead = _CHINESE_PREFIX.match(match[0])
        start = match.start() + (lead.end() if lead else 0)
        taken.claim(start, match.end(), "Address")


def street_of(address: str) -> str:
    """The street of an address without its number; "" if it cannot be told apart."""
    found = _STREET_ALONE.search(address)
    return found[0] if found else ""
