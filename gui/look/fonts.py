"""Fonts: the system font, with Simplified Chinese glyphs for Chinese characters.

By default, a system in another language draws Chinese text with Japanese glyphs, in which the same
characters look different; and customers write Chinese regardless of the window's language.
"""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication

_CHINESE: Final = {
    "win32": ("Microsoft YaHei UI",),
    "darwin": ("PingFang SC",),
    "linux": ("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"),
}


def prefer_simplified_chinese(application: QApplication) -> None:
    """Prefer Simplified Chinese fonts for characters that the system font lacks."""
    font = QFont(application.font())
    # the family may be an alias such as "Sans Serif", which has no effect in a list
    font.setFamilies([QFontInfo(font).family(), *_CHINESE.get(sys.platform, ())])
    application.setFont(font)
