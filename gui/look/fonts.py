"""Fonts: the system's, with Simplified Chinese forms for Chinese characters.

Left to itself, a system in another language draws Chinese text in Japanese forms: the same
characters are written differently there, and customers write Chinese in every language of the
window.
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
    """Let characters that the system's own font lacks be looked for there first."""
    font = QFont(application.font())
    # its name may be an alias such as "Sans Serif", which in a list would stand for nothing
    font.setFamilies([QFontInfo(font).family(), *_CHINESE.get(sys.platform, ())])
    application.setFont(font)
