"""Base class of the dialogs that create a conversation."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from assistant.contracts import (
    ConversationBody,
    ConversationWithMessages,
    MessageBody,
    ProblemDetails,
)
from gui.inbox.customer.field import CustomerField
from gui.notices import told
from gui.page import WindowContext
from gui.widgets.busy import Busy
from gui.widgets.labels import label

_LONGEST = 500


class BeginDialog(QDialog):
    """Stores a customer, a subject and messages as a new conversation.

    Signals:
        made: The `ConversationWithMessages` that was stored.
    """

    made = Signal(object)

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context = context
        self.customer = CustomerField(context)
        self.subject = QLineEdit()
        self.subject.setMaxLength(_LONGEST)
        self.busy = Busy()
        self.problem = label("", "bad", wrap=True)
        self.problem.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.store_button = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.store_button.setProperty("kind", "main")
        self.buttons.accepted.connect(self.store)
        self.buttons.rejected.connect(self.reject)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 18, 20, 16)
        self.column.setSpacing(8)

    def add_end(self) -> None:
        """Add the bottom rows of the dialog: error text, progress and buttons."""
        self.column.addWidget(self.problem)
        self.column.addWidget(self.busy)
        self.column.addWidget(self.buttons)

    def messages(self) -> list[MessageBody]:
        """Return the messages entered; may be empty, and must not raise."""
        raise NotImplementedError

    def store(self) -> None:
        """Store the conversation."""
        self.store_button.setEnabled(False)
        self.problem.hide()
        self.customer.resolve(self._store_for, self.fail)

    def fail(self, problem: ProblemDetails) -> None:
        """Show why it could not be stored; the input is kept."""
        self.store_button.setEnabled(True)
        self.problem.setText(told(problem))
        self.problem.show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set all texts."""
        self.subject.setPlaceholderText(self.tr("What it is about"))
        self.subject.setAccessibleName(self.tr("Subject"))

    def _store_for(self, customer_id: int | None) -> None:
        body = ConversationBody(
            subject=self.subject.text(), customer_id=customer_id, messages=self.messages()
        )
        call = self.context.engine.create_conversation(body, self)
        self.busy.watch(call, self.tr("Storing the conversation"))
        call.then(self._stored, self.fail)

    def _stored(self, conversation: ConversationWithMessages) -> None:
        self.made.emit(conversation)
        self.accept()
