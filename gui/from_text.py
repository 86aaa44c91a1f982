"""Creates a conversation from copied text and shows it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from assistant import contracts
from gui.main_window import MainWindow

if TYPE_CHECKING:
    from assistant.contracts import ConversationWithMessages, SplitChat


class FromText(QObject):
    """Creates conversations in the inbox of the window; a child of the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def make(self, text: str) -> None:
        """Split the text into messages, store them as a new conversation and open it."""
        context = self._window.context
        self._window.bring_forward()
        context.engine.split_chat(text, self).then(self._on_split, context.notices.problem)

    def _on_split(self, split: SplitChat) -> None:
        context = self._window.context
        body = contracts.ConversationBody(messages=split.messages)
        call = context.engine.create_conversation(body, self)
        call.then(partial(self._on_made, certain=split.certain), context.notices.problem)

    def _on_made(self, made: ConversationWithMessages, *, certain: bool) -> None:
        self._window.open_one("inbox", made.id)
        if not certain and len(made.messages) > 1:
            self._window.context.notices.tell(
                self.tr("Who said what was guessed: please check it"), "warn"
            )
