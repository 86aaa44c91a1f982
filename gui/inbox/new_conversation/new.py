"""Dialog for a new conversation written by hand."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from assistant.contracts import MessageBody
from gui.inbox.new_conversation.form import BeginDialog
from gui.page import WindowContext
from gui.widgets.labels import label


class NewDialog(BeginDialog):
    """Customer, subject and the customer's first message."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(context, parent)
        self.resize(480, 420)
        self._said = QPlainTextEdit()
        self._said.setTabChangesFocus(True)
        self._captions = [label("", "strong") for _ in range(3)]
        fields = (self.customer, self.subject, self._said)
        for caption, field in zip(self._captions, fields, strict=True):
            caption.setBuddy(self.customer.name if field is self.customer else field)
            self.column.addWidget(caption)
            self.column.addWidget(field, 1 if field is self._said else 0)
        self._said.textChanged.connect(self._enable)
        self.subject.textChanged.connect(lambda _: self._enable())
        self.add_end()
        self.retranslate()
        self._enable()

    def messages(self) -> list[MessageBody]:
        text = self._said.toPlainText().strip()
        author = self.customer.name.text().strip()
        return [MessageBody(role="customer", text=text, author=author)] if text else []

    def retranslate(self) -> None:
        super().retranslate()
        self.setWindowTitle(self.tr("New conversation"))
        texts = (self.tr("Customer"), self.tr("Subject"), self.tr("What the customer said"))
        for caption, text in zip(self._captions, texts, strict=True):
            caption.setText(text)
        self._said.setAccessibleName(self.tr("What the customer said"))
        self.store_button.setText(self.tr("Create"))

    def _enable(self) -> None:
        something = self._said.toPlainText().strip() or self.subject.text().strip()
        self.store_button.setEnabled(bool(something))
