"""Dialog that turns a copied chat into a conversation: split into messages, corrected, stored."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from assistant.contracts import MessageBody, MessageRole, SplitChat
from gui.engine.call import Call
from gui.inbox.new_conversation.form import BeginDialog
from gui.inbox.new_conversation.turns import ROLES, TurnDelegate, Turns
from gui.page import WindowContext
from gui.widgets.labels import label

_DEBOUNCE_MS: Final = 250
_LONGEST: Final = 200_000


class PasteDialog(BeginDialog):
    """The pasted text on the left, the messages found in it on the right."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(context, parent)
        self.resize(min(860, parent.window().width() - 40), min(600, parent.window().height() - 40))
        self._call: Call | None = None
        self._turns = Turns()
        self._turns.setParent(self)
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._list = QListView()
        self._list.setModel(self._turns)
        self._list.setItemDelegate(TurnDelegate(self._turns))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setUniformItemSizes(True)
        self._said = label("", "muted", wrap=True)
        self._captions = [label("", "strong") for _ in range(4)]
        self._roles: dict[MessageRole, QPushButton] = {}
        self._certain = True
        self._lay_out()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_DEBOUNCE_MS)
        self._typing.timeout.connect(self._split)
        self._text.textChanged.connect(self._typing.start)
        self._turns.modelReset.connect(self._enable)
        self._list.selectionModel().currentChanged.connect(lambda *_: self._enable())
        self.retranslate()
        self._enable()
        self._text.setPlainText(QGuiApplication.clipboard().text()[:_LONGEST])
        self._split()

    def messages(self) -> list[MessageBody]:
        return self._turns.rows

    def retranslate(self) -> None:
        super().retranslate()
        self.setWindowTitle(self.tr("Paste a chat"))
        texts = (
            self.tr("Copied chat"), self.tr("Turns"), self.tr("Customer"), self.tr("Subject"),
        )  # fmt: skip
        for caption, text in zip(self._captions, texts, strict=True):
            caption.setText(text)
        self._text.setPlaceholderText(self.tr("Paste the whole chat here"))
        self._text.setAccessibleName(self.tr("Copied chat"))
        self._list.setAccessibleName(self.tr("Turns"))
        self.store_button.setText(self.tr("Store the conversation"))
        for role, button in self._roles.items():
            button.setText(self._turns.role_name(role))
            button.setAccessibleName(
                self.tr("The chosen turn was said by: {role}").format(
                    role=self._turns.role_name(role)
                )
            )
        self._tell()

    def _split(self) -> None:
        self._typing.stop()
        if self._call is not None:
            self._call.cancel()
            self._call = None
        text = self._text.toPlainText().strip()
        if not text:
            self._turns.show_rows([])
            return
        self._call = self.context.engine.split_chat(text[:_LONGEST], self)
        self.busy.watch(self._call, self.tr("Splitting the chat"))
        self._call.then(self._take, self.fail)

    def _take(self, split: SplitChat) -> None:
        self._call = None
        self.problem.hide()
        self._certain = split.certain
        self._turns.show_rows(split.messages)
        self._name_customer(split.messages)
        if split.messages:
            self._list.setCurrentIndex(self._turns.index(0))
        self._tell()

    def _name_customer(self, messages: list[MessageBody]) -> None:
        names = [turn.author for turn in messages if turn.role == "customer" and turn.author]
        if names and not self.customer.name.text():
            self.customer.name.setText(names[0])

    def _tell(self) -> None:
        count = self._turns.rowCount()
        if not count:
            self._said.setText(self.tr("Who said what appears here and can be corrected."))
        elif self._certain:
            self._said.setText(self.tr("Turns found: {count}").format(count=count))
        else:
            self._said.setText(self.tr("Who said what is a guess: choose a turn and correct it."))

    def _set_role(self, role: MessageRole) -> None:
        row = self._list.currentIndex().row()
        if row >= 0:
            self._turns.set_role(row, role)
            self._enable()

    def _enable(self) -> None:
        row = self._list.currentIndex().row()
        there = 0 <= row < self._turns.rowCount()
        for role, button in self._roles.items():
            button.setEnabled(there)
            button.setChecked(there and self._turns.rows[row].role == role)
        self.store_button.setEnabled(self._turns.rowCount() > 0)
        self._tell()

    def _lay_out(self) -> None:
        left = self._column(self._captions[0], self._text)
        right = self._column(self._captions[1], self._list, self._said)
        line = QHBoxLayout()
        for role in ROLES:
            button = QPushButton()
            button.setCheckable(True)
            button.clicked.connect(lambda _, role=role: self._set_role(role))
            self._roles[role] = button
            line.addWidget(button)
        line.addStretch()
        right.addLayout(line)
        sides = QHBoxLayout()
        sides.setSpacing(14)
        sides.addLayout(left, 1)
        sides.addLayout(right, 1)
        self.column.addLayout(sides, 1)
        facts = QHBoxLayout()
        facts.setSpacing(14)
        for caption, field in (
            (self._captions[2], self.customer),
            (self._captions[3], self.subject),
        ):
            caption.setBuddy(self.customer.name if field is self.customer else field)
            facts.addLayout(self._column(caption, field), 1)
        self.column.addLayout(facts)
        self.add_end()
        self._captions[0].setBuddy(self._text)
        self._captions[1].setBuddy(self._list)

    @staticmethod
    def _column(*widgets: QWidget) -> QVBoxLayout:
        layout = QVBoxLayout()
        layout.setSpacing(4)
        for widget in widgets:
            layout.addWidget(widget)
        return layout
