"""The language of the window: the system language or a chosen one, which can change at run time."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

LANGUAGES: Final = {"en": "English", "zh_CN": "简体中文"}
_CATALOGUES: Final = Path(__file__).parent / "translations"


class Language:
    """Installs the catalogues of one language at a time; widgets receive `LanguageChange`
    events."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._installed: list[QTranslator] = []
        self.code = "en"

    def choose(self, chosen: str) -> None:
        """Switch to a language of `LANGUAGES`, or to the system language ("")."""
        self.code = chosen or system_language()
        QLocale.setDefault(QLocale(self.code))
        for translator in self._installed:
            self._application.removeTranslator(translator)
        self._installed = [
            translator
            for folder, name in (
                (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), "qtbase"),
                (str(_CATALOGUES), "replydesk"),
            )
            if (translator := QTranslator()).load(f"{name}_{self.code}", folder)
        ]
        for translator in self._installed:
            self._application.installTranslator(translator)


def system_language() -> str:
    """Return the language of `LANGUAGES` that matches the system language best."""
    for name in QLocale.system().uiLanguages():
        if name.lower().startswith("zh"):
            return "zh_CN"
        if name.lower().startswith("en"):
            return "en"
    return "en"
