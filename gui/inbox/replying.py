"""Stores what was written: a reply, which is copied and stored as sent, or a note."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from assistant import contracts
from gui.inbox.thread.pane import ThreadPane
from gui.page import WindowContext

if TYPE_CHECKING:
    from assistant.contracts import Me, Message, MessageRole, ProblemDetails


class Replying(QObject):
    """Handles the signals of a thread's composer.

    Signals:
        sent: Text and conversation id of a reply that was stored as sent.
    """

    sent = Signal(str, int)

    def __init__(self, context: WindowContext, thread: ThreadPane) -> None:
        super().__init__(thread)
        self._context = context
        self._thread = thread
        self._under_way: set[tuple[int, str]] = set()
        self._author = ""
        thread.composer.reply_wanted.connect(self.reply)
        thread.composer.note_wanted.connect(self.note)

    def know(self, me: Me) -> None:
        """Set the current user as author."""
        self._author = me.name

    def busy_with(self, id_: int) -> bool:
        """Return whether a message is being stored in this conversation."""
        return any(one == id_ for one, _ in self._under_way)

    def reply(self, text: str) -> None:
        """Copy a reply and store it in the conversation as sent by the agent."""
        conversation = self._thread.conversation
        if conversation is None:
            return
        QGuiApplication.clipboard().setText(text)
        id_ = conversation.id
        self._keep(id_, "agent", text, lambda: self._replied(id_, text), self._copied_only)

    def note(self, text: str) -> None:
        """Store a text as a note."""
        conversation = self._thread.conversation
        if conversation is not None:
            id_ = conversation.id
            self._keep(id_, "note", text, lambda: self._noted(id_, text),
                       self._context.notices.problem)  # fmt: skip

    def _keep(
        self,
        id_: int,
        role: MessageRole,
        text: str,
        kept: Callable[[], None],
        failed: Callable[[ProblemDetails], None],
    ) -> None:
        """Store a message once, even if the key is pressed repeatedly until it is stored."""
        if (id_, text) in self._under_way:
            return
        self._under_way.add((id_, text))
        body = contracts.MessageBody(role=role, text=text, author=self._author)
        call = self._context.engine.add_message(id_, body, self)
        call.ended.connect(lambda: self._under_way.discard((id_, text)))

        def done(_: Message) -> None:
            self._under_way.discard((id_, text))
            self._thread.composer.sent(id_, text)
            kept()
            self._thread.refresh()

        call.then(done, failed)

    def _replied(self, id_: int, text: str) -> None:
        self._context.notices.tell(
            self.tr("Copied and kept as sent. Paste it where you answer the customer."), "good"
        )
        self.sent.emit(text, id_)

    def _noted(self, _: int, __: str) -> None:
        self._context.notices.tell(self.tr("Note added. Only colleagues see it."), "good")

    def _copied_only(self, problem: ProblemDetails) -> None:
        """Report that the reply was copied but could not be stored; the draft is kept."""
        self._context.notices.tell(
            self.tr("Copied, but not kept in the conversation yet: press Ctrl+Enter again later."),
            "warn",
        )
        self._context.notices.problem(problem)
