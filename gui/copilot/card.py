"""A suggestion in the popup of the copilot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from gui.inbox.suggestions.facts import Facts
from gui.widgets.labels import Elided, chip, label, restyle
from gui.widgets.presentable import fields
from gui.widgets.text_block import MOST, Stretch, TextBlock

if TYPE_CHECKING:
    from assistant.contracts import Source, Suggestion

_LINES = 4


class CopilotCard(QFrame):
    """Shows a suggestion; a click takes it.

    Signals:
        taken: The user wants its text.
    """

    taken = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        self.suggestion: Suggestion | None = None
        self._number = number
        self._facts = Facts(self)
        self.setProperty("kind", "card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._kind = Elided("", "strong")
        self._sure = chip()
        self._text = TextBlock(lines=_LINES)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(str(number), "strong"))
        head.addWidget(self._kind, 1)
        head.addWidget(self._sure)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 9)
        layout.setSpacing(5)
        layout.addLayout(head)
        layout.addWidget(self._text)

    def show_suggestion(self, suggestion: Suggestion, source: Source | None) -> None:
        """Show a suggestion."""
        self.suggestion = suggestion
        found = tuple(Stretch(*span, "field") for span in fields(suggestion.text[:MOST]))
        self._text.set_text(suggestion.text, found)
        kind = self._facts.kind(suggestion, source)
        sure, tone = self._facts.confidence(suggestion.confidence)
        title = self._facts.title(suggestion, source)
        self._kind.setText(
            self.tr("{kind} · {title}").format(kind=kind, title=title) if title else kind
        )
        self._sure.setText(sure)
        restyle(self._sure, "chip", tone)
        self.setAccessibleName(
            self.tr("Suggestion {n}: {kind}, {share} sure").format(
                n=self._number, kind=kind, share=sure
            )
        )
        self.setAccessibleDescription(suggestion.text[:MOST])
        self.show()

    def clear(self) -> None:
        """Show nothing, and discard the text."""
        self.suggestion = None
        self._text.set_text("")
        self.setAccessibleDescription("")
        self.hide()

    def choose(self, chosen: bool) -> None:
        """Highlight the card, or not."""
        restyle(self, "chosen", "true" if chosen else "false")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.taken.emit()
