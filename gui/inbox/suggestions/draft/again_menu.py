"""Button that has the draft written again: the same way, in another style, or by another writer."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from gui.look.icons import BESIDE_TEXT, icon

OtherWriter = Literal["", "composed", "generated"]


class AgainMenu(QPushButton):
    """The button and its menu.

    Signals:
        chosen: A style (`DraftStyle`), whether to use the customer's language, and the writer
            (empty: as before).
    """

    chosen = Signal(str, bool, str)

    def __init__(self) -> None:
        super().__init__()
        self._other: OtherWriter = ""
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
                lambda _=False, style=style, theirs=in_theirs: self.chosen.emit(style, theirs, "")
            )
        self._line = self._menu.addSeparator()
        self._by_other = self._menu.addAction("")
        self._by_other.triggered.connect(lambda _=False: self.chosen.emit("", False, self._other))
        self.setMenu(self._menu)
        self.offer_writer("")
        self.retranslate()

    def open_menu(self) -> None:
        """Open the menu; called by a shortcut."""
        if self.isVisible():
            self.showMenu()

    def offer_writer(self, other: OtherWriter) -> None:
        """Offer the alternative writer; empty if there is none."""
        self._other = other
        self._line.setVisible(bool(other))
        self._by_other.setVisible(bool(other))
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set all texts."""
        self.setText(self.tr("Rewrite"))
        self.setAccessibleName(self.tr("Write the draft again"))
        self.setToolTip(self.tr("Write it again, or otherwise  R"))
        texts = (
            self.tr("Again"), self.tr("Shorter"), self.tr("Warmer"), self.tr("More formal"),
            self.tr("In the customer's language"),
        )  # fmt: skip
        for (action, _, _), text in zip(self._ways, texts, strict=True):
            action.setText(text)
        generated, composed = self.tr("By the model"), self.tr("Composed of verified answers")
        self._by_other.setText(generated if self._other == "generated" else composed)
