"""The editor: plain text, as high as its content, up to a third of the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

LONGEST: Final = 200_000
"""Maximum length of a message accepted by the engine, in characters."""
_LEAST_LINES: Final = 3
_FRAME: Final = 14
_SHARE: Final = 3


class Editor(QPlainTextEdit):
    """A plain text editor that grows with its content.

    Attributes:
        offering: Whether a sentence is offered, which Tab accepts and Escape withdraws.
        stopping: Whether Escape stops something else first.

    Signals:
        next_wanted: Tab was pressed while a sentence is offered.
        withdrawn: Escape was pressed while a sentence is offered.
        too_long: The pasted text was truncated.
    """

    next_wanted = Signal()
    withdrawn = Signal()
    too_long = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.offering = False
        self.stopping = False
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())

    def replace(self, text: str) -> None:
        """Replace the whole text; can be undone."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def drop(self, pieces: Sequence[str]) -> None:
        """Remove these pieces of text where they occur unchanged; can be undone in one step."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for piece in pieces:
            found = self.document().find(piece) if "\n" not in piece else QTextCursor()
            if not found.isNull():
                found.removeSelectedText()
        cursor.endEditBlock()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing()
        lines = int(self.document().size().height())
        window = self.window().height() if self.window() is not None else 600
        most = max(_LEAST_LINES * line, window // _SHARE - _FRAME)
        height = max(_LEAST_LINES * line, min(lines * line, most))
        return QSize(200, height + _FRAME + 2 * int(self.document().documentMargin()))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 2 * self.fontMetrics().lineSpacing() + _FRAME)

    def fit(self) -> None:
        """Adapt to a new height of the page."""
        self._fit()

    def event(self, event: QEvent) -> bool:
        if self.offering and isinstance(event, QKeyEvent) and self._answers(event):
            event.accept()
            return True
        return super().event(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Reject files, so that the window imports a file dropped here."""
        if any(url.isLocalFile() for url in source.urls()):
            return False
        return super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert plain text only, truncated to the maximum length of a message."""
        room = LONGEST - len(self.toPlainText()) + len(self.textCursor().selectedText())
        text = source.text()
        self.textCursor().insertText(text[: max(0, room)])
        self.ensureCursorVisible()
        if len(text) > room:
            self.too_long.emit()

    def _answers(self, event: QKeyEvent) -> bool:
        """Return whether a key responds to an offer; it then overrides shortcuts of the window."""
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if not plain or key not in (Qt.Key.Key_Tab, Qt.Key.Key_Escape):
            return False
        if key == Qt.Key.Key_Escape and self.stopping:
            return False
        if event.type() == QEvent.Type.KeyPress:
            (self.next_wanted if key == Qt.Key.Key_Tab else self.withdrawn).emit()
        return event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)

    def _fit(self) -> None:
        height = self.sizeHint().height()
        if height != self.height():
            self.setFixedHeight(height)
            self.ensureCursorVisible()
