"""Extracts the text of the clipboard, unless it must not be read."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMimeData

LONGEST: Final = 20_000
"""Maximum length in characters; a longer text is not a customer's message."""
_SECRET: Final = (
    "x-kde-passwordManagerHint",
    "org.nspasteboard.ConcealedType",
    "Clipboard Viewer Ignore",
    "ExcludeClipboardContentFromMonitorProcessing",
)
"""Formats by which password managers ask other programs to ignore the clipboard."""


def text_of(content: QMimeData | None) -> str:
    """Return the stripped plain text; empty if there is none, or if it is too long or a secret."""
    if content is None:
        return ""
    formats = content.formats()
    if any(mark in name for name in formats for mark in _SECRET) or not content.hasText():
        return ""
    if content.hasUrls() and not any(name.startswith("text/plain") for name in formats):
        return ""  # files were copied, not text
    text = content.text()
    return text.strip() if len(text) <= LONGEST else ""
