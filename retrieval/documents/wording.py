"""Cleans text from files, normalises it for comparison, and computes fingerprints of it."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# C0 and C1 controls except tab and newline, soft hyphen, BOM, lone surrogates, noncharacters: they
# are useless in an answer, and databases and fonts have trouble with them.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\xad\ufeff\ud800-\udfff\ufffe\uffff]")
_HALF = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
CJK_CHARACTER = re.compile(f"[{_CJK}]")


def clean(text: str) -> str:
    """The text without control characters, with plain newlines, trimmed."""
    if not text:
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _UNWANTED.search(text):
        text = text.replace("\x0b", "\n").replace("\x0c", "\n")
        text = _UNWANTED.sub("", text)
    return text.strip()


def whole(text: str) -> str:
    """The text with each lone surrogate replaced by U+FFFD, as these cannot be stored or sent."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _HALF.sub("\ufffd", text)
    return text


def one_line(text: str) -> str:
    """The text on one line, with single spaces."""
    return " ".join(text.split())


def tidy(text: str) -> str:
    """A paragraph or answer, cleaned, with single spaces and at most one blank line in a row."""
    text = _SPACES.sub(" ", clean(text))
    if "\n" not in text:
        return text
    lines = (line.strip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def folded(text: str) -> str:
    """The text normalised for comparison: NFKC, case-folded, single spaces, without punctuation at
    either end.

    Deliberately separate from the normalisation of the search: keys in the store are derived from
    this, so it must never change, while the search may be improved at any time.
    """
    if not text.isascii():
        # In chunks: sorting combining marks takes quadratic time in the length of their run.
        pieces = (text[at : at + 512] for at in range(0, len(text), 512))
        text = "".join(unicodedata.normalize("NFKC", piece) for piece in pieces)
    text = " ".join(text.casefold().split())
    if text and not (text[0].isalnum() and text[-1].isalnum()):
        return _EDGES.sub("", text)
    return text


def fingerprint(*parts: str) -> str:
    """A short stable hash of these texts (80 bits: among a million texts, the probability of a
    collision is about 10^-12)."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=10).hexdigest()


def language_tag(text: str) -> str:
    """The primary language subtag of a language label: "en-US" → "en", "中文" → "zh"; "" if
    unknown."""
    label = folded(text)
    if label in _LANGUAGE_NAMES:
        return _LANGUAGE_NAMES[label]
    primary = re.split(r"[-_ (]", label, maxsplit=1)[0]
    return primary if re.fullmatch(r"[a-z]{2,3}", primary) else ""


_LANGUAGE_NAMES = {
    "english": "en", "eng": "en", "英文": "en", "英语": "en", "英語": "en",
    "chinese": "zh", "zho": "zh", "chi": "zh", "cn": "zh", "中文": "zh", "汉语": "zh",
    "简体中文": "zh", "简体": "zh", "繁體中文": "zh", "繁体中文": "zh", "mandarin": "zh",
    "simplified chinese": "zh", "traditional chinese": "zh",
    "german": "de", "deutsch": "de", "french": "fr", "français": "fr",
    "spanish": "es", "español": "es", "japanese": "ja", "日本語": "ja", "日语": "ja",
    "korean": "ko", "italian": "it", "portuguese": "pt", "dutch": "nl", "russian": "ru",
}  # fmt: skip
