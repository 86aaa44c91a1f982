"""A suggestion card: a text for the agent to use, its confidence and its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
)

from gui.inbox.suggestions.facts import Facts
from gui.inbox.suggestions.thumbs import Thumbs
from gui.look.icons import icon
from gui.widgets.elided_button import ElidedButton
from gui.widgets.labels import Elided, chip, label, restyle
from gui.widgets.painted_chip import demo
from gui.widgets.presentable import fields
from gui.widgets.text_block import MOST, Stretch, TextBlock

if TYPE_CHECKING:
    from assistant.contracts import Source, Suggestion

FOLDED_LINES: Final = 8


class SuggestionCard(QFrame):
    """A reusable card that shows one suggestion at a time.

    Signals:
        wanted: Insert the text into the composer.
        looked_at: The card got the focus; show its source.
        moved: Move the focus by this number of cards.
        copied: Copy the text to the clipboard.
        rated: Whether the suggestion is good, and a reason.
        opened: The id of its article.
        whole: The text is too long for a card; show it in a separate view.
        same: Show the equivalent entries at a position (QPoint).
        draft_wanted: Write a draft from its article.
    """

    wanted = Signal()
    looked_at = Signal()
    moved = Signal(int)
    copied = Signal()
    rated = Signal(bool, str)
    opened = Signal(int)
    whole = Signal()
    same = Signal(object)
    draft_wanted = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.suggestion: Suggestion | None = None
        self.source: Source | None = None
        self.setProperty("kind", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._facts = Facts(self)
        self._number = label(str(number), "strong")
        self._number.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._kind = Elided("", "strong")
        self._sure, self._demo = chip(), chip()
        self._text = TextBlock(lines=FOLDED_LINES)
        self._all = _link()
        self._all.setProperty("flush", "true")
        self._source = ElidedButton("chip")
        self._same = _link()
        self._used = label("", "small", wrap=True)
        self._use = QPushButton()
        self._use.setProperty("kind", "small")
        self._copy = QToolButton()
        self._copy.setIcon(icon("copy"))
        self._copy.setIconSize(QSize(16, 16))
        self._draft = QToolButton()
        self._draft.setIcon(icon("sparkles"))
        self._draft.setIconSize(QSize(16, 16))
        self._draft.hide()
        self._thumbs = Thumbs()
        self._lay_out()
        self._connect()
        self.retranslate()

    # ------------------------------------------------------------ display

    def show_suggestion(self, suggestion: Suggestion, source: Source | None) -> None:
        """Show a suggestion; nothing changes if it is shown already."""
        if suggestion != self.suggestion:
            self.suggestion = suggestion
            self._thumbs.clear()
            self.set_taken(False)
            found = tuple(Stretch(*span, "field") for span in fields(suggestion.text[:MOST]))
            self._text.set_lines(FOLDED_LINES)
            self._text.set_text(suggestion.text, found)
        self.source = source
        self.retranslate()
        self.show()

    def set_taken(self, taken: bool) -> None:
        """Set whether the text is in the composer."""
        restyle(self, "chosen", "true" if taken else "false")

    def allow_drafts(self, may: bool) -> None:
        """Set whether drafts are available."""
        self._draft.setVisible(may)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set all texts."""
        self._use.setText(self.tr("Use"))
        self._use.setToolTip(self.tr("Put it into the reply  Alt+{n}").format(n=self.number))
        self._use.setAccessibleName(self.tr("Use suggestion {n}").format(n=self.number))
        copy = self.tr("Copy this text")
        self._copy.setAccessibleName(copy)
        self._copy.setToolTip(self.tr("{name}  {key}").format(name=copy, key="C"))
        draft = self.tr("Write a draft from this card")
        self._draft.setAccessibleName(draft)
        self._draft.setToolTip(self.tr("{name}  {key}").format(name=draft, key="W"))
        self._tell_folded()
        suggestion, source = self.suggestion, self.source
        if suggestion is None:
            return
        kind = self._facts.kind(suggestion, source)
        sure, tone = self._facts.confidence(suggestion.confidence)
        self._kind.setText(kind)
        self._sure.setText(sure)
        restyle(self._sure, "chip", tone)
        self._sure.setAccessibleName(self.tr("{share} sure").format(share=sure))
        self._demo.setText(demo())
        self._demo.setVisible(source is not None and source.from_demo)
        self._source.set_whole(self._facts.title(suggestion, source))
        self._source.setVisible(bool(suggestion.sources))
        same = len(source.same_as) if source is not None else 0
        self._same.setText(self.tr("+{n} that say the same").format(n=same))
        self._same.setVisible(same > 0)
        self._used.setText(self._facts.used(source) if source is not None else "")
        self.setAccessibleName(
            self.tr("Suggestion {n}: {kind}, {share} sure").format(
                n=self.number, kind=kind, share=sure
            )
        )
        self.setAccessibleDescription(suggestion.text[:MOST])

    # ------------------------------------------------------------ keyboard

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.looked_at.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        deeds = {
            Qt.Key.Key_Up: lambda: self.moved.emit(-1),
            Qt.Key.Key_Down: lambda: self.moved.emit(1),
            Qt.Key.Key_Return: self.wanted.emit,
            Qt.Key.Key_Enter: self.wanted.emit,
            Qt.Key.Key_U: self._thumbs.up,
            Qt.Key.Key_D: self._thumbs.down,
            Qt.Key.Key_C: self.copied.emit,
            Qt.Key.Key_W: self.draft_wanted.emit,
        }
        deed = deeds.get(Qt.Key(event.key()))
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if deed is not None and plain:
            deed()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------ construction

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._number)
        head.addWidget(self._kind, 1)
        head.addWidget(self._demo)
        head.addWidget(self._sure)
        where = QHBoxLayout()
        where.setSpacing(6)
        where.addWidget(self._source)
        where.addWidget(self._same)
        where.addStretch()
        deeds = QHBoxLayout()
        deeds.setSpacing(2)
        deeds.addWidget(self._used, 1)
        for widget in (self._draft, self._copy, self._thumbs, self._use):
            deeds.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 12, 10)
        layout.setSpacing(7)
        layout.addLayout(head)
        layout.addWidget(self._text)
        layout.addWidget(self._all, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(where)
        layout.addLayout(deeds)

    def _connect(self) -> None:
        self._use.clicked.connect(self.wanted)
        self._copy.clicked.connect(self.copied)
        self._draft.clicked.connect(self.draft_wanted)
        self._thumbs.rated.connect(self.rated)
        self._same.clicked.connect(self._list_same)
        self._source.clicked.connect(self._open)
        self._text.folded.connect(self._tell_folded)
        self._all.clicked.connect(self._show_all)

    def _open(self) -> None:
        if self.suggestion is not None and self.suggestion.sources:
            self.opened.emit(self.suggestion.sources[0].id)

    def _list_same(self) -> None:
        self.same.emit(self._same.mapToGlobal(QPoint(0, self._same.height())))

    def _tell_folded(self) -> None:
        long = self.suggestion is not None and len(self.suggestion.text) > MOST
        unfolded = not self._text.more and self._text.lines == 0
        self._all.setVisible(self._text.more or unfolded or long)
        self._all.setText(self.tr("Show less") if unfolded else self.tr("Show all"))

    def _show_all(self) -> None:
        if self.suggestion is not None and len(self.suggestion.text) > MOST:
            self.whole.emit()
            return
        self._text.set_lines(FOLDED_LINES if self._text.lines == 0 else 0)
        self._tell_folded()


def _link() -> QPushButton:
    button = QPushButton()
    button.setProperty("kind", "link")
    return button
