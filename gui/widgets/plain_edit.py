"""A plain text editor that stays responsive with any content."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_RUN: Final = 3_000
_LONG_RUN: Final = re.compile(rf"\S{{{_RUN}}}")


class PlainEdit(QPlainTextEdit):
    """Wraps lines at word boundaries, but anywhere if there are thousands of characters without a
    space, for which Qt would need seconds to find a better place. Tab moves the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)

    def setPlainText(self, text: str) -> None:
        self.expect(text)
        super().setPlainText(text)

    def expect(self, text: str) -> None:
        """Choose the wrap mode for a text that is about to be inserted."""
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
