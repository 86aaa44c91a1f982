"""The middle pane: the messages of one conversation, and the composer below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from gui.engine.call import Call
from gui.inbox.composer.composer import Composer
from gui.inbox.composer.spelling import Spelling
from gui.inbox.composer.variables import Known, order_in
from gui.inbox.thread.header import ThreadHeader
from gui.inbox.thread.view import ThreadView
from gui.page import Retranslated, WindowContext
from gui.widgets.busy import Busy
from gui.widgets.labels import label

if TYPE_CHECKING:
    from assistant.contracts import (
        ConversationWithMessages,
        Customer,
        Me,
        ProblemDetails,
    )

_TOPICS: Final = frozenset({"conversations", "customers", "*"})
_GONE: Final = 404
_BREATH_MS: Final = 150


class ThreadPane(Retranslated):
    """Shows one conversation at a time.

    Signals:
        opened: The `ConversationWithMessages` now shown, or its new state; None for none.
    """

    opened = Signal(object)

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._wanted: int | None = None
        self._call: Call | None = None
        self._customer_call: Call | None = None
        self._me: Me | None = None
        self._customer: Customer | None = None
        self.conversation: ConversationWithMessages | None = None
        self.header = ThreadHeader()
        self.view = ThreadView()
        self.composer = Composer(context)
        self.spelling = Spelling(context, self.composer.editor)
        self.busy = Busy()
        self._nothing = label("", "muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setMargin(30)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_BREATH_MS)
        self._soon.timeout.connect(self.refresh)
        self._lay_out()
        context.link.data_changed.connect(self._on_changed)
        context.link.attached.connect(self._on_attached)
        self.retranslate()

    # ------------------------------------------------------------ public interface

    def open(self, id_: int | None) -> None:
        """Show a conversation; the text typed in the previous one is kept."""
        if id_ == self._wanted:
            return
        self._wanted = id_
        self._forget_call()
        self.composer.unsent.save()
        if id_ is None:
            self._show(None)
        else:
            self._read()

    def refresh(self) -> None:
        """Reload the conversation."""
        if self._wanted is not None and self._call is None:
            self._read()

    def know(self, me: Me) -> None:
        """Set the current user."""
        self._me = me
        self._tell_composer()

    # ------------------------------------------------------------ loading

    def _read(self) -> None:
        id_ = self._wanted
        if id_ is None:
            return
        call = self._context.engine.conversation(id_, self)
        self._call = call
        if self.conversation is None or self.conversation.id != id_:
            self.busy.watch(call, self.tr("Opening the conversation"))
        call.then(self._take, lambda problem: self._fail(id_, problem))

    def _take(self, conversation: ConversationWithMessages) -> None:
        self._call = None
        before = self.conversation
        if before is not None and before.id == conversation.id:
            self._update(before, conversation)
        else:
            self._show(conversation)

    def _fail(self, id_: int, problem: ProblemDetails) -> None:
        self._call = None
        if problem.status == _GONE:
            self._wanted = None
            self._show(None)
        elif problem.status:
            self._context.notices.problem(problem)
        elif self.conversation is None or self.conversation.id != id_:
            self._wanted = None  # allows choosing it again to retry
            self._context.notices.problem(problem)

    def _show(self, conversation: ConversationWithMessages | None) -> None:
        self.conversation = conversation
        self._customer = None
        self.header.show_conversation(conversation)
        self.view.show_messages(conversation.messages if conversation else [])
        self._stack.setCurrentWidget(self.view if conversation else self._nothing)
        lang = conversation.lang if conversation else ""
        self.composer.show_conversation(conversation.id if conversation else None, lang)
        self.composer.setVisible(conversation is not None)
        self._tell_composer()
        self._read_customer()
        self.opened.emit(conversation)

    def _update(self, before: ConversationWithMessages, now: ConversationWithMessages) -> None:
        self.conversation = now
        self.header.show_conversation(now)
        self.view.update_messages(now.messages)
        self._tell_composer()
        self._read_customer()
        if before.messages != now.messages:
            self.opened.emit(now)

    def _read_customer(self) -> None:
        if self._customer_call is not None:
            self._customer_call.cancel()
            self._customer_call = None
        conversation = self.conversation
        if conversation is not None and conversation.customer_id is not None:
            call = self._context.engine.customer(conversation.customer_id, self)
            self._customer_call = call.then(self._take_customer, self._no_customer)

    def _take_customer(self, customer: Customer) -> None:
        self._customer_call = None
        self._customer = customer
        self.header.show_customer(customer)
        self._tell_composer()

    def _no_customer(self, _: ProblemDetails) -> None:
        self._customer_call = None  # the thread is readable without the record

    def _tell_composer(self) -> None:
        conversation = self.conversation
        if conversation is None:
            return
        known = Known(
            customer=conversation.customer_name,
            agent=self._me.name if self._me is not None else "",
            order=order_in(conversation.messages, self._customer),
        )
        self.composer.know(known, conversation.lang)
        self.spelling.allow("\n".join(known.values().values()))
        self.spelling.use(conversation.lang)

    def _forget_call(self) -> None:
        call, self._call = self._call, None
        if call is not None:
            call.cancel()

    # ------------------------------------------------------------ changes of data

    def _on_changed(self, topics: frozenset[str]) -> None:
        if topics & _TOPICS and not self._soon.isActive():
            self._soon.start()

    def _on_attached(self) -> None:
        self._forget_call()
        self.refresh()

    # ------------------------------------------------------------ construction

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.composer.editor.fit()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self.view)
        line = QFrame()
        line.setProperty("kind", "line")
        line.setFixedHeight(1)
        waiting = QWidget()
        waiting_layout = QVBoxLayout(waiting)
        waiting_layout.setContentsMargins(20, 0, 20, 0)
        waiting_layout.addWidget(self.busy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(line)
        layout.addWidget(waiting)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.composer)
        self.composer.hide()

    def retranslate(self) -> None:
        self._nothing.setText(
            self.tr("Choose a conversation on the left, or paste a chat with Ctrl+Shift+V.")
        )
        self.view.setAccessibleName(self.tr("What was said"))
