"""The Shortcuts section: all keyboard shortcuts."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from gui.page import WindowContext
from gui.settings.section import Section
from gui.shortcuts import Shortcut, shortcuts
from gui.widgets.table import Column, RowsModel, Table


class ShortcutsSection(Section):
    """A searchable table."""

    scrolls = False

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.model = RowsModel(self._columns(), self)
        self.table = Table(self.model)
        self.body.addWidget(self.search)
        self.body.addWidget(self.table, 1)
        self.search.textChanged.connect(lambda _: self._show())
        self.retranslate()

    def retranslate(self) -> None:
        self.head(
            self.tr("Shortcuts"),
            self.tr("Everything can be reached with the keyboard; these are the shortcuts."),
        )
        self.search.setPlaceholderText(self.tr("Search shortcuts"))
        self.search.setAccessibleName(self.tr("Search shortcuts"))
        self.table.setAccessibleName(self.tr("Shortcuts"))
        self.model.retranslate()
        self._show()

    def _columns(self) -> list[Column]:
        return [
            Column(lambda: self.tr("Keys"), lambda row: row.shown, 130),
            Column(lambda: self.tr("What they do"), lambda row: row.text),
            Column(lambda: self.tr("Where"), lambda row: row.group, 130, drop_below=480),
        ]

    def _show(self) -> None:
        wanted = self.search.text().strip().casefold()
        self.model.show([row for row in shortcuts() if _has(row, wanted)])


def _has(shortcut: Shortcut, wanted: str) -> bool:
    texts = (shortcut.shown, shortcut.keys, shortcut.text, shortcut.group)
    return any(wanted in text.casefold() for text in texts)
