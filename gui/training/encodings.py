"""Display names of text encodings."""

from __future__ import annotations

from typing import Final

ENCODINGS: Final = {
    "utf-8": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252", "latin-1": "ISO 8859-1",
    "gb18030": "GB 18030", "big5": "Big5", "shift_jis": "Shift JIS", "euc_kr": "EUC-KR",
    "cp1251": "Windows-1251", "cp1250": "Windows-1250", "mac_roman": "Mac Roman",
}  # fmt: skip
"""Encoding name of the engine → display name."""
