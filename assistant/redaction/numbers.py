"""Phone and reference numbers, told apart from amounts, dates, periods and model numbers."""

from __future__ import annotations

import re
from typing import Final

import phonenumbers

from assistant.redaction.formats import DIGIT
from assistant.redaction.spans import LETTER, ClaimedSpans
from assistant.redaction.spelt import find_spelt

_UNIT = (
    r"(?:%|％|percent|per cent|eur|euros?|usd|gbp|cny|rmb|chf|dollars?|pounds?|cents?|yuan|"
    r"days?|hours?|hrs?|weeks?|months?|years?|min(?:ute)?s?|sec(?:ond)?s?|working|business|"
    r"mah|wh|kwh|mw|w|kw|v|hz|khz|mhz|ghz|rpm|dpi|px|mb|gb|tb|kb|mbit|"
    r"kg|g|mg|lbs?|oz|ml|l|cm|mm|m|km|miles?|inch(?:es)?|ft|points?|items?|pieces?|units?|times|"
    r"steps|words|characters|people|customers|lumens?|lm|"
    r"元|块|美元|欧元|人民币|角|分钟|分|小时|天|日|周|个|月|年|件|次|秒|号楼|公里|克|斤|毫安|积分|点|折|台|条|款|人|字|米|厘米|升)"
)
_HARMLESS = (
    # prices and amounts: with a sign before or a unit after them
    re.compile(
        r"(?:[€$£¥￥₹]|\b(?:EUR|USD|GBP|CNY|RMB|CHF|US\$)) ?"
        r"(?:\d{1,3}(?:[,. ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?)(?!\d)"
    ),
    re.compile(
        rf"(?<![\w.,-])\d+(?:[,. ]\d{{3}})*(?:[.,]\d+)?[ -]?(?:[€$£¥₹]|{_UNIT}(?![a-zA-Z]))",
        re.IGNORECASE,
    ),
    # dates and times
    re.compile(
        r"(?<!\d)(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])"
        r"(?:[T ]\d{1,2}:\d\d(?::\d\d)?)?(?!\d)"
    ),
    re.compile(
        r"(?<![\d.-])(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|[12]\d|3[01])\1(?:19|20)?\d\d"
        r"(?![\d-]|\.\d)"
    ),
    re.compile(r"(?<![\d:])\d{1,2}[:：]\d\d(?:[:：]\d\d)?(?!\d)"),
    re.compile(r"(?<!\d)(?:19|20)\d\d ?[-–/] ?(?:19|20)\d\d(?!\d)"),
    # sizes, versions, standards and models: letters, then at most four digits
    re.compile(r"(?<![\w.-])\d{1,5}(?: ?[x×*] ?\d{1,5}){1,2}(?![\w.])"),
    re.compile(
        r"(?:\bv|\bversion|\bfirmware|\brelease|\bbuild|版本|固件)[ :]?\d+(?:\.\d+)+", re.IGNORECASE
    ),
    re.compile(
        r"\b(?:ISO|IEC|DIN|EN|GB/T|RFC|USB|HTTP|Windows|Office|Error|错误|代码)[ -]?(?:/?[A-Z]+ )?"
        r"\d[\d.:-]*",
        re.IGNORECASE,
    ),
)

_KINDS = (
    ("Tracking Number", r"track\w*|parcel|shipment|consignment|waybill|快递|运单|物流|跟踪"),
    ("Invoice Number", r"invoice|receipt|bill|发票|收据|账单"),
    ("Customer Number", r"customer|client|member\w*|loyalty|user|客户|会员|用户"),
    ("Account Number", r"account|iban|bank|sort code|账户|账号|帐号|卡号|银行"),
    ("Ticket Number", r"ticket|case|complaint|incident|工单|投诉"),
    ("Order Number", r"order\w*|purchase|booking|reservation|confirmation|订单|预订|预约|单"),
    (
        "Phone",
        (
            r"phone|tel|telephone|mobile|cell|fax|whatsapp|wechat|call|dial|text|"
            r"电话|手机|传真|微信|致电|拨打"
        ),
    ),
    (
        "Reference Number",
        (
            r"ref\w*|rma|return|transaction|contract|policy|serial|s/n|imei|licen[cs]e|"
            r"passport|id|code|claim|交易|流水|合同|序列|退货|编"
        ),
    ),
)
_CUE = re.compile(
    "(?<![A-Za-z])(?:"
    + "|".join(f"(?P<k{place}>{words})" for place, (_, words) in enumerate(_KINDS))
    + r")\s*(?P<said>(?:(?:number|no|nr|num|id|code|ref\w*)s?|#|号码|号|编号)[.:：]*\s*)*"
    r"(?P<joint>(?:is|was|:|：|#|=|为|是|at|-)*\s*)"
    r"(?P<token>[(+#]*[A-Z0-9](?:[A-Z0-9]|[ ()./_-]{1,2}(?=[(]?\d)|[/_-](?=[A-Z0-9]))*"
    r"(?: ?(?:x|ext\.?|转|分机) ?\d{1,6})?)",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9]|[_/-](?=[A-Za-z0-9]))*", re.ASCII)
_UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)
_AFTER_A_CUE = r"(?<=tel\.)|(?<=fax\.)|(?<=mob\.)|(?<=nr\.)|(?<=no\.)|(?<=kto\.)"
_GROUPED = re.compile(
    rf"(?i:{_AFTER_A_CUE}|(?<!{LETTER})(?<![./-])(?<!\d,))"
    r"(?:(?P<sure>(?:\+|00) ?\d{1,8}|(?:(?:\+|00) ?)?\(\d{1,5}\)|0\d{1,5})|\d{1,5})"
    r"(?:(?:[ .\-–·•/]{1,2}|(?<=\))|(?(sure) [/–-] |(?!)))(?:\(0\) ?)?(?:\(\d{1,5}\)|\d{1,8})){1,6}"
    rf"(?: ?(?:x|ext\.?|转|#) ?\d{{1,6}})?(?!{LETTER}|[.,]\d|-\d)"
)
_ONE_BY_ONE = re.compile(rf"(?<!{LETTER})(?<![.,])\+?\d(?: \d){{6,16}}(?!{LETTER}|[.,]\d)")
_CALLED_A_PHONE = re.compile(
    r"[ ,(-]{1,3}(?:office|fax|mobile|cell|home|work|tel|phone|direct|landline)\b", re.IGNORECASE
)
_NAMES_GO_ON = re.compile(r" ?[^\W\d_]")
_PLUS = re.compile(rf"(?<!{LETTER})(?:\+|00)[1-9]\d{{6,14}}(?!{LETTER})")
_BRACKETED = re.compile(rf"(?<!{LETTER})\(\d{{2,5}}\) ?\d{{3,8}}(?:[ .-]?\d{{2,5}})?(?!{LETTER})")
_CHINESE_PHONE = re.compile(
    r"(?<![\dA-Za-z])(?:(?:\+|00)?86[ -]?)?"
    r"(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[ -]\d{7,8}|400[ -]?\d{3}[ -]?\d{4})"
    r"(?:[ 转-]\d{1,5})?(?![\dA-Za-z])"
)
_DIGITS = re.compile(
    rf"(?i:{_AFTER_A_CUE}|(?<!{LETTER})(?<![.,/-]))\d{{6,24}}(?!{LETTER}|[.,]\d|-\d)", re.ASCII
)
_ROUND: Final = 3
"""Digits before the trailing zeros of a number that is an amount, such as 250000."""
_REGIONS = {"zh": ("CN", "HK", "TW"), "de": ("DE", "AT", "CH"), "fr": ("FR",), "es": ("ES", "MX")}


def find_numbers(taken: ClaimedSpans, lang: str) -> None:
    """Claim phone numbers, and numbers that identify an order, a parcel, a customer."""
    find_spelt(taken)
    if not DIGIT.search(taken.text):
        return
    taken.claim_all(_UUID, "Reference Number")
    taken.claim_all(_PLUS, "Phone")
    for pattern in _HARMLESS:
        taken.keep(pattern)
    _find_after_cues(taken)
    taken.claim_all(_CHINESE_PHONE, "Phone")
    taken.claim_all(_ONE_BY_ONE, "Phone")
    for match in taken.matches(_GROUPED):
        if _like_a_phone(match[0]):
            taken.claim(match.start(), match.end(), "Phone")
    taken.claim_all(_BRACKETED, "Phone")
    _find_codes(taken)
    for match in taken.matches(_DIGITS):
        if not match[0].endswith("000") or len(match[0].rstrip("0")) > _ROUND:
            kind = "Phone" if _is_phone(match[0], lang) else "Reference Number"
            taken.claim(match.start(), match.end(), kind)


def find_sure_phones(taken: ClaimedSpans) -> None:
    """Claim unmistakable phone numbers, before other patterns are tried."""
    taken.claim_all(_PLUS, "Phone")
    for match in taken.matches(_GROUPED):
        digits = sum(character.isdigit() for character in match[0])
        priced = any(sign in "€$£¥₹#" for sign in taken.text[match.start() - 2 : match.start()])
        called = _CALLED_A_PHONE.match(taken.text, match.end())
        alone = digits > 8 and not _NAMES_GO_ON.match(taken.text, match.end())
        if 7 <= digits <= 15 and not priced and (called or alone):
            taken.claim(match.start(), match.end(), "Phone")


def _find_after_cues(taken: ClaimedSpans) -> None:
    for match in taken.matches(_CUE):
        token = match["token"].lstrip("# ").rstrip("(+# .-/")
        kind = next(name for place, (name, _) in enumerate(_KINDS) if match[f"k{place}"])
        digits = sum(character.isdigit() for character in token)
        named = match["said"] or "#" in match["joint"] + match["token"][:2]
        enough = 7 if kind == "Phone" else 3 if named else 5
        if digits < enough:
            continue
        if kind != "Phone":
            token = token.lstrip("(+").split(" ")[0]
            if sum(character.isdigit() for character in token) < enough:
                continue
        start = match.start("token") + match["token"].index(token)
        taken.claim(start, start + len(token), kind)


def _find_codes(taken: ClaimedSpans) -> None:
    """Claim tokens of letters and digits with more digits than a model name has."""
    for match in taken.matches(_TOKEN):
        token = match[0]
        if len(token) < 6 or token.isalpha() or token.isdigit():
            continue
        longest = max((len(run) for run in re.findall(r"\d+", token)), default=0)
        digits = sum(character.isdigit() for character in token)
        has_letters = any(character.isalpha() for character in token)
        if longest >= 5 or (digits >= 8 and has_letters):
            taken.claim(match.start(), match.end(), "Reference Number")


def _like_a_phone(text: str) -> bool:
    digits = sum(character.isdigit() for character in text)
    return 7 <= digits <= 15


def _is_phone(digits: str, lang: str) -> bool:
    for region in _REGIONS.get(lang, ("US", "GB", "CN")):
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(digits, region)):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False
