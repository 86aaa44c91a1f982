"""The text in a clipboard, if it is one that may be read."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMimeData

LONGEST: Final = 20_000
"""Characters; what is longer is no customer's message."""
_SECRET: Final = (
    "x-kde-passwordManagerHint",
    "org.nspasteboard.ConcealedType",
    "Clipboard Viewer Ignore",
    "ExcludeClipboardContentFromMonitorProcessing",
)
"""How programs that hold passwords ask others to look away."""


def text_of(content: QMimeData | None) -> str:
    """Plain text, stripped; empty where there is none, it is too long or a secret."""
    if content is None:
        return ""
    formats = content.formats()
    if any(mark in name for name in formats for mark in _SECRET) or not content.hasText():
        return ""
    if content.hasUrls() and not any(name.startswith("text/plain") for name in formats):
        return ""  # files were copied, not words
    text = content.text()
    return text.strip() if len(text) <= LONGEST else ""
