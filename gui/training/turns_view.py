"""Shows a conversation as parsed: its messages, their authors, and what was removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.page import Retranslated
from gui.training import words
from gui.widgets.labels import chip, label
from gui.widgets.text_block import TextBlock

if TYPE_CHECKING:
    from assistant.contracts.transcripts import ExampleConversation, ExampleTurn

_MOST: Final = 40
"""Maximum number of messages shown; the rest is only counted."""
_TONES: Final[dict[str, words.Tone]] = {"agent": "accent", "bot": "warn"}


class TurnsView(Retranslated):
    """Shows one conversation at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._example: ExampleConversation | None = None
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        frame = QFrame()
        frame.setProperty("kind", "card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(2, 2, 2, 2)
        inner.addWidget(self._area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self.retranslate()

    def show_conversation(self, example: ExampleConversation | None) -> None:
        """Show a conversation; None clears the view."""
        self._example = example
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        turns = example.turns if example is not None else []
        if example is not None and example.subject:
            subject = TextBlock(bold=True, lines=2)
            subject.set_text(example.subject)
            column.addWidget(subject)
        if example is not None and not turns:
            text = self.tr("Nothing of its words is kept here: look for it in the export.")
            column.addWidget(label(text, "muted", wrap=True))
        for turn in turns[:_MOST]:
            column.addWidget(_Turn(turn))
        if len(turns) > _MOST:
            more = self.tr("and %n messages more", "", len(turns) - _MOST)
            column.addWidget(label(more, "small"))
        column.addStretch()
        inner.setAutoFillBackground(False)
        self._area.setWidget(inner)
        self._area.viewport().setAutoFillBackground(False)

    def retranslate(self) -> None:
        self._area.setAccessibleName(self.tr("Conversation"))
        self.show_conversation(self._example)


class _Turn(QWidget):
    """One message."""

    def __init__(self, turn: ExampleTurn) -> None:
        super().__init__()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(chip(words.roles()[turn.role], _TONES.get(turn.role, "neutral")))
        if turn.removed:
            names = [words.said(words.removals(), one) for one in turn.removed]
            text = self.tr("left out: {what}").format(what=words.listed(names))
            line.addWidget(label(text, "small"))
        line.addStretch()
        said = TextBlock(muted=turn.role in ("note", "bot"))
        said.set_text(turn.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(line)
        column.addWidget(said)
