"""Opens the window to write a missing answer, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from gui.inbox.suggestions.write_once import WriteOnce
from gui.page import WindowContext

if TYPE_CHECKING:
    from assistant.contracts import ConversationWithMessages, SuggestionRequest


class Writing(QObject):
    """Manages the window of one pane.

    Signals:
        written: An entry was created.
    """

    written = Signal()

    def __init__(self, context: WindowContext, pane: QWidget) -> None:
        super().__init__(pane)
        self._context = context
        self._pane = pane
        self._open: WriteOnce | None = None

    def write(self, request: SuggestionRequest, language: str) -> None:
        """Open the window for a customer's question, or bring an open one to the front."""
        if self._open is not None and isValid(self._open):
            self._open.raise_()
            self._open.activateWindow()
            return
        window = WriteOnce(
            self._context.engine, request.text.strip(), language, self._pane.window()
        )
        window.written.connect(lambda _: self.written.emit())
        self._open = window
        above = self._pane.window()
        above.installEventFilter(self)
        window.destroyed.connect(lambda: self._forget(above))
        window.show()
        if not request.text.strip() and request.conversation_id is not None:
            call = self._context.engine.conversation(request.conversation_id, window)
            call.succeeded.connect(lambda read: window.set_question(_last_question(read)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask before the main window closes and discards the input."""
        if event.type() == QEvent.Type.Close and self._open is not None and isValid(self._open):
            self._open.reject()
            if self._open.isVisible():
                self._open.raise_()
                self._open.activateWindow()
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _forget(self, above: QWidget) -> None:
        self._open = None
        if isValid(above) and isValid(self):
            above.removeEventFilter(self)


def _last_question(conversation: ConversationWithMessages) -> str:
    """Return the customer's last message."""
    said = [message.text for message in conversation.messages if message.role == "customer"]
    return said[-1].strip() if said else ""
