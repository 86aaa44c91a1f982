"""Sentences offered one by one: Tab accepts the next one, Escape dismisses all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from gui.page import Retranslated
from gui.widgets.labels import Elided, chip
from gui.widgets.presentable import one_line


class SentenceOffer(Retranslated):
    """A line below the text with the key and the sentence that it adds.

    Signals:
        changed: A different sentence is offered, or none.
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
        """The sentence offered now; empty if there is none."""
        return self._sentences[0] if self._sentences else ""

    def make(self, sentences: Sequence[str]) -> None:
        """Offer these sentences, starting with the first."""
        self._sentences = [one for one in sentences if one.strip()]
        self.begun = False
        self._show()

    def more(self, sentences: Sequence[str]) -> None:
        """Append further sentences."""
        self._sentences += [one for one in sentences if one.strip()]
        self._show()

    def take(self) -> str:
        """Return the sentence offered and offer the next one."""
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
