"""The sections of the settings, in order. Each is created when first shown."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QObject, Qt

from gui.look.icons import icon
from gui.page import WindowContext
from gui.settings.section import Section
from gui.widgets.table import Index

ICONS: Final = {
    "general": "settings",
    "connection": "server",
    "answers": "sparkles",
    "drafts": "message-square-reply",
    "macros": "sticky-note",
    "people": "users",
    "backups": "archive",
    "privacy": "lock",
    "audit": "scroll-text",
    "shortcuts": "keyboard",
    "about": "info",
}


def titles() -> dict[str, str]:
    """Titles of the sections in the current language."""
    return {
        "general": QCoreApplication.translate("Sections", "General"),
        "connection": QCoreApplication.translate("Sections", "Connection"),
        "answers": QCoreApplication.translate("Sections", "Answers"),
        "drafts": QCoreApplication.translate("Sections", "Drafts"),
        "macros": QCoreApplication.translate("Sections", "Macros"),
        "people": QCoreApplication.translate("Sections", "People"),
        "backups": QCoreApplication.translate("Sections", "Backups"),
        "privacy": QCoreApplication.translate("Sections", "Privacy"),
        "audit": QCoreApplication.translate("Sections", "Audit"),
        "shortcuts": QCoreApplication.translate("Sections", "Shortcuts"),
        "about": QCoreApplication.translate("Sections", "About"),
    }


def make(name: str, context: WindowContext) -> Section:
    """Create a section by name."""
    # imported here to keep the start of the window fast
    match name:
        case "connection":
            from gui.settings.connection import ConnectionSection

            return ConnectionSection(context)
        case "answers":
            from gui.settings.answers import AnswersSection

            return AnswersSection(context)
        case "drafts":
            from gui.settings.drafts import DraftsSection

            return DraftsSection(context)
        case "macros":
            from gui.settings.macros import MacrosSection

            return MacrosSection(context)
        case "shortcuts":
            from gui.settings.shortcuts import ShortcutsSection

            return ShortcutsSection(context)
        case "about":
            from gui.settings.about import AboutSection

            return AboutSection(context)
    return _others(name, context)


def _others(name: str, context: WindowContext) -> Section:
    match name:
        case "people":
            from gui.settings.people import PeopleSection

            return PeopleSection(context)
        case "backups":
            from gui.settings.backups import BackupsSection

            return BackupsSection(context)
        case "privacy":
            from gui.settings.privacy import PrivacySection

            return PrivacySection(context)
        case "audit":
            from gui.settings.audit import AuditSection

            return AuditSection(context)
        case _:
            from gui.settings.general import GeneralSection

            return GeneralSection(context)


class SectionsModel(QAbstractListModel):
    """The titles with icons, for the list on the left."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.names = list(ICONS)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        name = self.names[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return titles()[name]
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(ICONS[name])
        return None

    def retranslate(self) -> None:
        """Update the texts after a change of language."""
        self.dataChanged.emit(self.index(0), self.index(len(self.names) - 1))
