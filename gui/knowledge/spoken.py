"""Localised texts for percentages and languages."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

LANGUAGES: Final = (
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu",
    "id", "it", "ja", "ko", "lt", "lv", "ms", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr",
    "sv", "th", "tr", "uk", "vi", "zh",
)  # fmt: skip
"""Languages offered; the language of an entry is always offered as well."""
_OWN_NAMES: Final = {"en": "English", "es": "Español", "pt": "Português", "zh": "中文"}
"""Used where Qt would return the name of a regional variant."""


def per_cent(share: float) -> str:
    """Format a fraction as a percentage; never rounded to 0 % or 100 %."""
    whole = round(100 * share) if share in (0.0, 1.0) else min(99, max(1, round(100 * share)))
    return QCoreApplication.translate("Spoken", "{number} %").format(number=whole)


def language(code: str) -> str:
    """Return the name of a language in that language, and its code."""
    native = _OWN_NAMES.get(code) or (QLocale(code).nativeLanguageName() if code else "")
    if not native or QLocale(code).language() == QLocale.Language.C:
        return code
    both = QCoreApplication.translate("Spoken", "{language} ({code})")
    return both.format(language=native[:1].upper() + native[1:], code=code)
