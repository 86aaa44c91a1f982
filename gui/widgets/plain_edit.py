"""An editor of plain text that stays quick whatever is put into it."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_RUN: Final = 3_000
_LONG_RUN: Final = re.compile(rf"\S{{{_RUN}}}")


class PlainEdit(QPlainTextEdit):
    """Breaks lines between words; a run of thousands of characters without a space it breaks
    anywhere, because looking for a better place in one takes Qt seconds. Tab leaves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)

    def setPlainText(self, text: str) -> None:
        self.expect(text)
        super().setPlainText(text)

    def expect(self, text: str) -> None:
        """This text will stand here, perhaps with others."""
        mode = QTextOption.WrapMode
        long = len(text) > _RUN and _LONG_RUN.search(text) is not None
        wanted = mode.WrapAnywhere if long else mode.WrapAtWordBoundaryOrAnywhere
        if self.wordWrapMode() != wanted:
            self.setWordWrapMode(wanted)

    def insertFromMimeData(self, source: QMimeData) -> None:
        pasted = source.text()
        if len(pasted) + self.document().characterCount() > _RUN:
            self.expect(self.toPlainText() + pasted)
        super().insertFromMimeData(source)
