"""Sentences that are offered one by one: Tab takes the next, Escape none of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from gui.page import Retranslated
from gui.widgets.labels import Elided, chip
from gui.widgets.presentable import one_line


class Offer(Retranslated):
    """One line below the text: the key, and the sentence it would add.

    Signals:
        changed: Another sentence is offered, or none.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sentences: list[str] = []
        self.begun = False
        self._key = chip("Tab", "accent")
        self._text = Elided("", "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 6)
        layout.setSpacing(8)
        layout.addWidget(self._key)
        layout.addWidget(self._text, 1)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is offered now; empty: nothing."""
        return self._sentences[0] if self._sentences else ""

    def make(self, sentences: Sequence[str]) -> None:
        """Offer these, the first one first."""
        self._sentences = [one for one in sentences if one.strip()]
        self.begun = False
        self._show()

    def more(self, sentences: Sequence[str]) -> None:
        """Offer these too, after the others."""
        self._sentences += [one for one in sentences if one.strip()]
        self._show()

    def take(self) -> str:
        """Take the sentence that is offered; the following one is offered then."""
        taken = self._sentences.pop(0) if self._sentences else ""
        self.begun = True
        self._show()
        return taken

    def retranslate(self) -> None:
        self._show()

    def _show(self) -> None:
        self._text.setText(one_line(self.sentence))
        self._text.setAccessibleName(
            self.tr("Tab adds: {sentence}").format(sentence=one_line(self.sentence))
        )
        self.setVisible(bool(self._sentences))
        self.changed.emit()
