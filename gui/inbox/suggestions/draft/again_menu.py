"""The button that has the draft written again: the same, or otherwise."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from gui.look.icons import BESIDE_TEXT, icon


class AgainMenu(QPushButton):
    """Signals:
    chosen: A style (`DraftStyle`), and whether to write in the customer's language.
    """

    chosen = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "small")
        self.setIcon(icon("refresh-cw"))
        self.setIconSize(BESIDE_TEXT)
        self._menu = QMenu(self)
        self._ways = [
            (self._menu.addAction(""), style, in_theirs)
            for style, in_theirs in (
                ("", False), ("shorter", False), ("warmer", False), ("formal", False), ("", True),
            )
        ]  # fmt: skip
        for action, style, in_theirs in self._ways:
            action.triggered.connect(
                lambda _=False, style=style, theirs=in_theirs: self.chosen.emit(style, theirs)
            )
        self.setMenu(self._menu)
        self.retranslate()

    def open_menu(self) -> None:
        """By key."""
        if self.isVisible():
            self.showMenu()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set every text."""
        self.setText(self.tr("Rewrite"))
        self.setAccessibleName(self.tr("Write the draft again"))
        self.setToolTip(self.tr("Write it again, or otherwise  R"))
        texts = (
            self.tr("Again"), self.tr("Shorter"), self.tr("Warmer"), self.tr("More formal"),
            self.tr("In the customer's language"),
        )  # fmt: skip
        for (action, _, _), text in zip(self._ways, texts, strict=True):
            action.setText(text)
