"""Header of the Knowledge page: title and buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton

from gui.look.icons import BESIDE_TEXT, icon
from gui.page import Retranslated
from gui.widgets.labels import label


class PageHead(Retranslated):
    """The buttons, connected by the page."""

    def __init__(self) -> None:
        super().__init__()
        self._title = label("", "title")
        self._alike = 0
        self.duplicates = QToolButton()
        self.duplicates.setProperty("kind", "button")
        self.duplicates.setIcon(icon("git-merge"))
        self.imports = QToolButton()
        self.imports.setProperty("kind", "button")
        self.imports.setIcon(icon("upload"))
        self.new = QPushButton(icon("plus", "on_accent"), "")
        self.new.setIconSize(BESIDE_TEXT)
        self.new.setProperty("kind", "main")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 6)
        layout.setSpacing(8)
        layout.addWidget(self._title, 1)
        for button in (self.duplicates, self.imports, self.new):
            layout.addWidget(button)
        self.show_duplicates(0)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Knowledge"))
        self.duplicates.setToolTip(self.tr("Entries that say the same, side by side"))
        self.imports.setToolTip(self.tr("Import a file"))
        self.imports.setAccessibleName(self.tr("Import a file"))
        self.new.setText(self.tr("New"))
        self.new.setToolTip(self.tr("New entry (Ctrl+N)"))
        self.show_duplicates(self._alike)

    def show_duplicates(self, alike: int) -> None:
        """Show the number of duplicate pairs; the button is hidden if there are none."""
        self._alike = alike
        text = self.tr("Duplicates: {count}").format(count=alike)
        self.duplicates.setText(text)
        self.duplicates.setAccessibleName(text)
        self.duplicates.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.duplicates.setVisible(alike > 0)

    def allow(self, allowed: bool) -> None:
        """Set whether the current user may change entries."""
        self.imports.setEnabled(allowed)
        self.new.setEnabled(allowed)
        self.duplicates.setEnabled(allowed)
