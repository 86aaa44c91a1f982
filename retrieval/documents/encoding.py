"""Detects the encoding of a text file.

Checked in this order: byte-order marks; UTF-16 without one (zeros in every other byte); strict
UTF-8; GB18030 and Big5, by the number of frequent Chinese characters in the result; a Western code
page. Statistical detectors alone fail on the short tables that support teams export, because almost
every pair of bytes is *some* Chinese character.
"""

from __future__ import annotations

import codecs
import os
import re
from dataclasses import dataclass
from typing import IO, Any, Protocol, TextIO, cast

from retrieval.documents.errors import FileError

_CHUNK = 1 << 20
_SAMPLE = 256 * 1024

# The most frequent characters of simplified and traditional texts, with words of customer support.
_FREQUENT = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实"
    "日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政"
    "美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员"
    "解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件"
    "计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象"
    "完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运请帮订单退"
    "换货款付支账户密码登录发票快递物流收客服联系申请修改取消查询优惠券商品店铺价格错误"
    "這個們來為國說時會對過後裡種經麼學現當沒動還進樣開從實軍無與長機業將兩間問戰頭體見產話體關點應處"
    "義幾認條氣題爾變總電數報結則書卻達許統區隊邊張該規萬術領確傳師觀讓識帶導爭運請幫訂單換貨帳戶碼錄"
    "發票遞聯繫詢優惠價錢錯誤買賣購網頁寄貨付費點選"
)
_CJK_TEXT = re.compile("[\u4e00-\u9fff]")
_CJK_MARKS = re.compile("[，。？！、：；“”（）「」《》…]")
_STRANGE = re.compile("[\ue000-\uf8ff\u2500-\u259f\u0400-\u04ff\u3105-\u312f\u0370-\u03ff]")


class Openable(Protocol):
    """A path, or an object that opens like one, such as a member of an archive."""

    def open(
        self,
        mode: str,
        buffering: int = ...,
        encoding: str | None = ...,
        errors: str | None = ...,
        newline: str | None = ...,
    ) -> IO[Any]: ...


@dataclass(frozen=True, slots=True)
class Encoding:
    """The name of a Python codec, and whether the whole file is valid in it.

    If not `exact`, invalid bytes decode to U+FFFD, and their row is rejected.
    """

    name: str
    exact: bool = True

    @property
    def errors(self) -> str:
        return "strict" if self.exact else "replace"

    def open(self, path: Openable) -> TextIO:
        """Open a file as text, without translating line endings."""
        return cast(TextIO, path.open("r", -1, self.name, self.errors, ""))


def bytes_read(text: TextIO) -> int:
    """The number of bytes of its file that a text has consumed."""
    try:
        return os.lseek(text.fileno(), 0, os.SEEK_CUR)
    except OSError:  # a member of an archive has no file descriptor
        return text.buffer.tell()


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def sniff_encoding(path: Openable) -> Encoding:
    """The encoding of a text file.

    Raises:
        FileError: `file.binary` if the bytes are not text in any encoding.
    """
    with path.open("rb") as file:
        head = file.read(_CHUNK)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name, exact=_obeys(path, name))
    wide = _utf16_without_mark(head)
    if wide:
        return Encoding(wide, exact=_obeys(path, wide))
    refuse_binary(head)
    if _obeys(path, "utf-8"):
        return Encoding("utf-8")
    sample = _telling_bytes(path)
    if _mostly_utf8(sample):
        return Encoding("utf-8", exact=False)
    return _legacy(path, sample)


def refuse_binary(head: bytes) -> None:
    """Raise `file.binary` if control bytes show that this is not text."""
    controls = len(head.translate(None, delete=_TEXT_BYTES))
    if controls > max(3, len(head) // 200):
        share = round(100 * controls / len(head))
        raise FileError(
            code="file.binary",
            expected="a text file",
            found=f"binary data ({max(1, share)} % of the bytes are no text)",
            remedy="Export the table again as CSV or XLSX, or give the file its true ending",
        )


_TEXT_BYTES = bytes(b for b in range(256) if b >= 0x20 and b != 0x7F) + b"\t\n\r\f\x0b\x1b\x1a"


def _obeys(path: Openable, name: str) -> bool:
    """Whether the whole file decodes strictly."""
    decoder = codecs.getincrementaldecoder(name)("strict")
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _utf16_without_mark(head: bytes) -> str:
    """The UTF-16 variant of a text without a byte-order mark, recognised by zeros in one byte of
    each pair or, in Chinese, in some of them; "" if it is none."""
    sample = head[: 4096 & ~1]
    if len(sample) < 4:
        return ""
    half = len(sample) // 2
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    if high > 0.2 * half and low < 0.02 * half:
        return "utf-16-le"
    if low > 0.2 * half and high < 0.02 * half:
        return "utf-16-be"
    if low + high == 0 or max(low, high) < 2:
        return ""
    scores = {name: _chinese_share(sample, name) for name in ("utf-16-le", "utf-16-be")}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > 0.5 else ""


def _chinese_share(sample: bytes, name: str) -> float:
    text = sample.decode(name, "replace")
    plain = sum(char in _FREQUENT or char.isascii() for char in text)
    return plain / max(1, len(text))


def _telling_bytes(path: Openable) -> bytes:
    """A sample of the lines with non-ASCII bytes: only these reveal the encoding."""
    sample = bytearray()
    with path.open("rb") as file:
        while len(sample) < _SAMPLE and (line := file.readline(_CHUNK)):
            if not line.isascii():
                sample += line
    return bytes(sample[:_SAMPLE])


def _mostly_utf8(sample: bytes) -> bool:
    """Whether this is UTF-8 with a few errors: valid multi-byte characters far outnumber them."""
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(char > "\x7f" for char in text) - broken
    return whole >= 8 * broken


def _legacy(path: Openable, sample: bytes) -> Encoding:
    scores = {name: _chinese_score(sample, name) for name in ("gb18030", "big5hkscs")}
    name = max(scores, key=lambda codec: scores[codec])
    if scores[name] <= 0:
        name = _western(sample)
    return Encoding(name, exact=_obeys(path, name))


def _chinese_score(sample: bytes, name: str) -> float:
    """How much the sample looks like Chinese in this encoding; above 0 it does."""
    text = sample.decode(name, "replace")
    beyond = [char for char in text if char > "\x7f"]
    if not beyond:
        return 0.0
    characters = _CJK_TEXT.findall(text)
    frequent = sum(char in _FREQUENT for char in characters)
    marks = len(_CJK_MARKS.findall(text))
    strange = len(_STRANGE.findall(text)) + 3 * text.count("\ufffd")
    return (frequent + marks - 0.5 * strange) / len(beyond) - 0.2


def _western(sample: bytes) -> str:
    """A legacy encoding chosen by statistics; Windows-1252 if these are inconclusive."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample[:32768]).best()
    name = best.encoding if best is not None else "cp1252"
    allowed = {"cp1251", "cp1252", "shift_jis", "cp932", "euc_jp", "euc_kr"}
    return name if name in allowed else "cp1252"
