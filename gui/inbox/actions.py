"""Actions on the current conversation: solve, wait for the customer, assign, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from assistant import contracts
from gui.inbox.conversations.pane import ConversationsPane
from gui.inbox.conversations.statuses import STATUSES
from gui.inbox.thread.pane import ThreadPane
from gui.look.icons import icon
from gui.notices import SHORT_MS, Notice
from gui.page import WindowContext

if TYPE_CHECKING:
    from assistant.contracts import ConversationStatus, Me


class ConversationActions(QObject):
    """Acts on the conversation shown in the thread."""

    def __init__(
        self, context: WindowContext, conversations: ConversationsPane, thread: ThreadPane
    ) -> None:
        super().__init__(thread)
        self._context = context
        self._conversations = conversations
        self._thread = thread
        self._me: Me | None = None

    def know(self, me: Me) -> None:
        """Set the current user."""
        self._me = me

    @property
    def possible(self) -> bool:
        """Whether there is a conversation to act on."""
        return self._thread.conversation is not None

    def solve(self) -> None:
        """Mark the conversation as solved, or reopen it if it is solved."""
        conversation = self._thread.conversation
        if conversation is not None:
            self.set_status("open" if conversation.status == "solved" else "solved")

    def set_status(self, status: ConversationStatus) -> None:
        """Change the status of the conversation and show a notice with an Undo button."""
        conversation = self._thread.conversation
        if conversation is None or conversation.status == status:
            return
        id_, before = conversation.id, conversation.status
        following = self._following(id_)
        self._change(id_, status, lambda: self._told(id_, status, before, following))

    def assign_to_me(self) -> None:
        """Assign the conversation to the current user."""
        conversation = self._thread.conversation
        if conversation is not None and self._me is not None and self._me.id is not None:
            change = contracts.ConversationChange(assignee_id=self._me.id)
            self._context.engine.change_conversation(conversation.id, change, self).then(
                self._on_assigned, self._context.notices.problem
            )

    def _on_assigned(self, _: object) -> None:
        self._context.notices.tell(self.tr("This conversation is yours now."), "good")

    def delete(self) -> None:
        """Remove the conversation from the list; it is deleted unless the user undoes that."""
        conversation = self._thread.conversation
        if conversation is None:
            return
        id_ = conversation.id
        following = self._following(id_)
        model = self._conversations.model
        model.hide(id_, hidden=True)
        self._show(following)

        def undo() -> None:
            model.hide(id_, hidden=False)
            self._thread.open(id_)

        self._context.notices.undoable(
            self.tr("The conversation is deleted."), self.tr("Undo"), undo,
            lambda: self._delete(id_),
        )  # fmt: skip

    def menu(self, at: QPoint) -> None:
        """Show a menu with all actions at a global position."""
        conversation = self._thread.conversation
        if conversation is None:
            return
        menu = QMenu(self._thread)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        texts = {
            "open": self.tr("Open again"),
            "waiting": self.tr("Waiting for the customer"),
            "solved": self.tr("Mark as solved"),
        }
        icons = {"open": "rotate-ccw", "waiting": "clock", "solved": "circle-check"}
        for status in STATUSES:
            if status != conversation.status:
                action = menu.addAction(icon(icons[status]), texts[status])
                action.triggered.connect(lambda _=False, status=status: self.set_status(status))
        if self._me is not None and self._me.id not in (None, conversation.assignee_id):
            menu.addAction(icon("user"), self.tr("Assign to me"), self.assign_to_me)
        menu.addSeparator()
        menu.addAction(icon("trash-2", "bad"), self.tr("Delete"), self.delete)
        menu.popup(at)

    # ------------------------------------------------------------ internals

    def _change(self, id_: int, status: ConversationStatus, done: object) -> None:
        call = self._context.engine.change_conversation(
            id_, contracts.ConversationChange(status=status), self
        )
        call.then(lambda _: done() if callable(done) else None, self._context.notices.problem)

    def _told(
        self,
        id_: int,
        status: ConversationStatus,
        before: ConversationStatus,
        following: int | None,
    ) -> None:
        texts: dict[ConversationStatus, str] = {
            "open": self.tr("The conversation is open again."),
            "waiting": self.tr("The conversation waits for the customer."),
            "solved": self.tr("The conversation is solved."),
        }
        self._context.notices.told.emit(
            Notice(
                text=texts[status], tone="good", action=self.tr("Undo"), stays_ms=2 * SHORT_MS,
                act=lambda: self._change(id_, before, lambda: self._thread.open(id_)),
            )
        )  # fmt: skip
        self._thread.refresh()
        leaves = self._conversations.filter.filter in STATUSES
        if leaves and self._conversations.filter.filter != status and following is not None:
            self._show(following)

    def _delete(self, id_: int) -> None:
        model = self._conversations.model

        def failed(problem: object) -> None:
            model.hide(id_, hidden=False)
            self._context.notices.problem(problem)  # type: ignore[arg-type]  # a signal's argument

        call = self._context.engine.delete_conversation(id_, self)
        call.then(lambda _: model.gone(id_), failed)

    def _following(self, id_: int) -> int | None:
        """Return the conversation to show next when this one leaves the list."""
        model = self._conversations.model
        place = model.row_of_id(id_)
        row = model.row(place + 1) or model.row(place - 1) if place >= 0 else None
        return row.id if row is not None else None

    def _show(self, id_: int | None) -> None:
        if not self._conversations.list.choose(id_):
            self._thread.open(id_)
