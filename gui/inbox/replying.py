"""What becomes of what was written: copied and kept as sent, or kept as a note."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from assistant import contracts
from gui.inbox.thread.pane import ThreadPane
from gui.page import Desk

if TYPE_CHECKING:
    from assistant.contracts import Me, Message, MessageRole, ProblemDetails


class Replying(QObject):
    """Listens to the composer of a thread.

    Signals:
        sent: Text and conversation of a reply that is kept as sent.
    """

    sent = Signal(str, int)

    def __init__(self, desk: Desk, thread: ThreadPane) -> None:
        super().__init__(thread)
        self._desk = desk
        self._thread = thread
        self._under_way: set[tuple[int, str]] = set()
        self._author = ""
        thread.composer.reply_wanted.connect(self.reply)
        thread.composer.note_wanted.connect(self.note)

    def know(self, me: Me) -> None:
        """Who writes."""
        self._author = me.name

    def busy_with(self, id_: int) -> bool:
        """Whether something is on its way into this conversation."""
        return any(one == id_ for one, _ in self._under_way)

    def reply(self, text: str) -> None:
        """Copy a text and keep it in the conversation as what the agent said."""
        conversation = self._thread.conversation
        if conversation is None:
            return
        QGuiApplication.clipboard().setText(text)
        id_ = conversation.id
        self._keep(id_, "agent", text, lambda: self._replied(id_, text), self._copied_only)

    def note(self, text: str) -> None:
        """Keep a text as a note."""
        conversation = self._thread.conversation
        if conversation is not None:
            id_ = conversation.id
            self._keep(id_, "note", text, lambda: self._noted(id_, text),
                       self._desk.notices.problem)  # fmt: skip

    def _keep(
        self,
        id_: int,
        role: MessageRole,
        text: str,
        kept: Callable[[], None],
        failed: Callable[[ProblemDetails], None],
    ) -> None:
        """Add a message once, however often the key is pressed until it is there."""
        if (id_, text) in self._under_way:
            return
        self._under_way.add((id_, text))
        body = contracts.MessageBody(role=role, text=text, author=self._author)
        call = self._desk.engine.add_message(id_, body, self)
        call.ended.connect(lambda: self._under_way.discard((id_, text)))

        def done(_: Message) -> None:
            self._under_way.discard((id_, text))
            self._thread.composer.sent(id_, text)
            kept()
            self._thread.refresh()

        call.then(done, failed)

    def _replied(self, id_: int, text: str) -> None:
        self._desk.notices.tell(
            self.tr("Copied and kept as sent. Paste it where you answer the customer."), "good"
        )
        self.sent.emit(text, id_)

    def _noted(self, _: int, __: str) -> None:
        self._desk.notices.tell(self.tr("Note added. Only colleagues see it."), "good")

    def _copied_only(self, problem: ProblemDetails) -> None:
        """It is on the clipboard; that it was sent could not be kept, so the draft stays."""
        self._desk.notices.tell(
            self.tr("Copied, but not kept in the conversation yet: press Ctrl+Enter again later."),
            "warn",
        )
        self._desk.notices.problem(problem)
