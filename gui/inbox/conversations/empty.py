"""Empty state of the list of conversations: the reason and what to do."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from gui.look.icons import BESIDE_TEXT, icon
from gui.page import Retranslated
from gui.widgets.labels import label

Why = Literal["waiting", "none", "search", "search here", "filter"]


class EmptyList(Retranslated):
    """Explains why the list is empty: no data yet, still waiting, or no match for search or filter.

    Signals:
        paste, new, bring: The ways to add conversations.
        show_all: The user wants to remove the search and the filter.
    """

    paste = Signal()
    new = Signal()
    bring = Signal()
    show_all = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._why: Why = "none"
        self._words = ""
        self._heading = label("", "heading", wrap=True)
        self._text = label("", "muted", wrap=True)
        self._paste = QPushButton(icon("clipboard-paste", "on_accent"), "")
        self._paste.setProperty("kind", "main")
        self._new = QPushButton(icon("message-square-plus"), "")
        self._bring = QPushButton(icon("upload"), "")
        self._all = QPushButton()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 24, 14, 14)
        layout.setSpacing(8)
        for text in (self._heading, self._text):
            layout.addWidget(text)
        layout.addSpacing(6)
        for button, signal in (
            (self._paste, self.paste), (self._new, self.new), (self._bring, self.bring),
            (self._all, self.show_all),
        ):  # fmt: skip
            button.clicked.connect(signal)
            button.setIconSize(BESIDE_TEXT)
            layout.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()
        self.retranslate()

    def tell(self, why: Why, words: str = "") -> None:
        """Show why the list is empty; `words` is the search text."""
        self._why, self._words = why, words
        self.retranslate()

    def retranslate(self) -> None:
        first = self._why == "none"
        for button in (self._paste, self._new, self._bring):
            button.setVisible(first)
        self._all.setVisible(not first and self._why != "waiting")
        self._paste.setText(self.tr("Paste a chat"))
        self._new.setText(self.tr("New conversation"))
        self._bring.setText(self.tr("Import conversations"))
        self._all.setText(
            self.tr("Search all conversations")
            if self._why == "search here"
            else self.tr("Show all conversations")
        )
        if first:
            self._heading.setText(self.tr("No conversations yet"))
            self._text.setText(
                self.tr("Copy a chat from wherever it takes place and paste it here.")
            )
        elif self._why == "waiting":
            self._heading.setText("")
            self._text.setText(self.tr("Conversations appear here as soon as the engine answers."))
        elif self._why == "filter":
            self._heading.setText(self.tr("Nothing here"))
            self._text.setText(self.tr("No conversation has this status now."))
        else:
            self._heading.setText(self.tr("Nothing found"))
            here = self.tr("No conversation of this status has all of: {words}")
            anywhere = self.tr("No conversation has all of: {words}")
            said = here if self._why == "search here" else anywhere
            self._text.setText(said.format(words=self._words))
