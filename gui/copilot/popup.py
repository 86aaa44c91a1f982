"""The popup of the copilot near the cursor: up to three suggestions for the copied text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
)

from assistant import contracts
from gui.copilot.card import CopilotCard
from gui.engine.problems import not_answering
from gui.inbox.composer.fields_bar import FieldsBar
from gui.inbox.composer.variables import fill, placeholders
from gui.inbox.suggestions.answer_stream import AnswerStream, ReceivedAnswer
from gui.look.icons import BESIDE_TEXT, icon
from gui.notices import told
from gui.page import Retranslated, WindowContext
from gui.widgets.labels import Elided, label
from gui.widgets.presentable import one_line

if TYPE_CHECKING:
    from assistant.contracts import Suggestion

CARDS: Final = 3
_WIDTH: Final = 460
_PATIENCE_MS: Final = 300
_AWAY: Final = QPoint(14, 18)
"""Offset from the cursor, so that the popup does not cover what is being read."""


class CopilotPopup(Retranslated):
    """Created once and reused; keeps no text while hidden.

    Signals:
        conversation_wanted: Create a conversation from the copied text.
    """

    conversation_wanted = Signal(str)

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self.setWindowFlags(
            Qt.WindowType.Tool
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
        )
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setFixedWidth(_WIDTH)
        self._context = context
        self._text = ""
        self._chosen = 0
        self._was_active = False
        self._answering: AnswerStream | None = None
        self._cards = [CopilotCard(number) for number in range(1, CARDS + 1)]
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_PATIENCE_MS)
        self._slow.timeout.connect(self._show_looking)
        self._build()
        self.retranslate()

    # ------------------------------------------------------------ public interface

    def suggest_for(self, text: str) -> None:
        """Request suggestions for a text and show them near the cursor."""
        self._forget()
        self._text = text
        self._quote.setText(one_line(text, 120))
        self._said.clear()
        self._said.hide()
        state = self._context.link.state
        if state.usable:
            self._ask()
        elif state.name == "failed":
            self._say(told(state.problem or not_answering()))
        else:
            self._say(self.tr("The engine is starting; suggestions appear as soon as it answers."))
        self._appear()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Suggestions for what you copied"))
        self._title.setText(self.tr("Suggestions"))
        self._close.setAccessibleName(self.tr("Close"))
        self._open.setText(self.tr("Open as a conversation"))
        self._keys.setText(self.tr("1–3 or ↑ ↓ choose · Enter copies · Esc closes"))

    # ------------------------------------------------------------ Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if Qt.Key.Key_1 <= key < Qt.Key.Key_1 + CARDS:
            self._take(key - Qt.Key.Key_1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._choose(self._chosen + (1 if key == Qt.Key.Key_Down else -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            button = self.focusWidget()
            if isinstance(button, QAbstractButton):
                button.click()
            else:
                self._take(self._chosen)
        elif key == Qt.Key.Key_Escape:
            self._vanish()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange and self.isVisible():
            if self.isActiveWindow():
                self._was_active = True
            elif self._was_active:  # the user has switched to another window
                self._vanish()
        super().changeEvent(event)

    # ------------------------------------------------------------ internals

    def _build(self) -> None:
        self.setProperty("kind", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = label("", "heading")
        self._quote = Elided("", "muted")
        self._close = QToolButton()
        self._close.setIcon(icon("x"))
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._said = label("", wrap=True)
        self._fields = FieldsBar()
        self._open = QPushButton()
        self._open.setProperty("kind", "link")
        self._open.setIcon(icon("message-square-plus", "accent"))
        self._open.setIconSize(BESIDE_TEXT)
        self._open.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._keys = label("", "small")
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._quote, 1)
        head.addWidget(self._close)
        foot = QHBoxLayout()
        foot.addWidget(self._keys, 1)
        foot.addWidget(self._open)
        line = QFrame()
        line.setProperty("kind", "line")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(8)
        layout.addLayout(head)
        for card in self._cards:
            layout.addWidget(card)
            card.hide()
        for widget in (self._said, self._fields, line):
            layout.addWidget(widget)
        layout.addLayout(foot)
        self._connect()

    def _connect(self) -> None:
        self._context.link.attached.connect(self._on_attached)
        self._close.clicked.connect(self._vanish)
        self._open.clicked.connect(self._open_it)
        self._fields.filled.connect(self._on_filled)
        self._fields.closed.connect(self.setFocus)
        for at, card in enumerate(self._cards):
            card.taken.connect(lambda at=at: self._take(at))

    def _ask(self) -> None:
        request = contracts.SuggestionRequest(text=self._text, limit=CARDS)
        self._answering = AnswerStream(self._context.engine, request, self)
        self._answering.changed.connect(self._on_answered)
        self._slow.start()

    def _on_attached(self) -> None:
        if self._text and self._answering is None:
            self._ask()

    def _on_answered(self, answered: ReceivedAnswer) -> None:
        for card, suggestion in zip(self._cards, answered.cards, strict=False):
            source = answered.sources.get(suggestion.sources[0].id if suggestion.sources else 0)
            if card.suggestion != suggestion:
                card.show_suggestion(suggestion, source)
        if answered.cards:
            self._slow.stop()
            self._said.hide()
            self._choose(self._chosen)
        if answered.problem is not None:
            self._say(told(answered.problem))
        elif answered.stage == "done" and not answered.cards:
            self._say(self.tr("Nothing in the knowledge base answers this."))
        self._fit()

    def _say(self, text: str) -> None:
        self._slow.stop()
        self._said.setText(text)
        self._said.show()
        self._fit()

    def _show_looking(self) -> None:
        self._say(self.tr("Searching the knowledge base …"))

    def _choose(self, at: int) -> None:
        shown = [card for card in self._cards if card.suggestion is not None]
        self._chosen = at % len(shown) if shown else 0
        for card in self._cards:
            card.choose(bool(shown) and card is shown[self._chosen])
        if shown:
            self.setAccessibleDescription(shown[self._chosen].accessibleName())

    def _take(self, at: int) -> None:
        suggestion = self._cards[at].suggestion if at < CARDS else None
        if suggestion is None:
            return
        self._choose(at)
        names = placeholders(suggestion.text)
        if names:
            self._fields.ask(names, {})
            self._fit()
        else:
            self._copy(suggestion, suggestion.text)

    def _on_filled(self, values: dict[str, str]) -> None:
        suggestion = self._cards[self._chosen].suggestion
        if suggestion is not None:
            self._copy(suggestion, fill(suggestion.text, values))

    def _copy(self, suggestion: Suggestion, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        if suggestion.sources:
            used = contracts.FeedbackBody(action="copied", article_id=suggestion.sources[0].id)
            self._context.engine.tell(used, self)
        self._vanish()

    def _open_it(self) -> None:
        text = self._text
        self._vanish()
        self.conversation_wanted.emit(text)

    def _vanish(self) -> None:
        self.hide()
        self._forget()

    def _forget(self) -> None:
        """Discard everything derived from the copied text."""
        self._slow.stop()
        if self._answering is not None:
            self._answering.close()
            self._answering = None
        self._text = ""
        self._chosen = 0
        self._was_active = False
        self._quote.setText("")
        self._fields.clear()
        for card in self._cards:
            card.clear()
            card.choose(False)

    # ------------------------------------------------------------ position

    def _appear(self) -> None:
        self._fit()
        self.show()
        self.raise_()
        self.activateWindow()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
            wanted = layout.heightForWidth(_WIDTH) if layout.hasHeightForWidth() else 0
            self.setFixedHeight(max(wanted, layout.minimumSize().height()))
        if not self.isVisible():
            self._at = QCursor.pos() + _AWAY
        screen = QGuiApplication.screenAt(self._at) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        self.move(
            max(room.left(), min(self._at.x(), room.right() - self.width())),
            max(room.top(), min(self._at.y(), room.bottom() - self.height())),
        )
