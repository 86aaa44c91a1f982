"""Dialog with a customer's record: name, identifiers, notes and all conversations."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from assistant.contracts import (
    Conversation,
    ConversationChange,
    Customer,
    CustomerBody,
    ProblemDetails,
)
from gui.inbox.conversations.delegate import ConversationDelegate
from gui.inbox.conversations.model import ROW, ConversationModel
from gui.inbox.conversations.row import Row
from gui.inbox.customer.identifiers import IdentifiersEdit
from gui.notices import told
from gui.page import WindowContext
from gui.widgets.busy import Busy
from gui.widgets.labels import label

_LONGEST = 500


class RecordDialog(QDialog):
    """Edits the record of a conversation's customer, or creates one.

    Signals:
        open_wanted: The id of a conversation to show.
    """

    open_wanted = Signal(int)

    def __init__(self, context: WindowContext, conversation: Conversation, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window = parent.window()
        self.resize(min(820, window.width() - 40), min(520, window.height() - 40))
        self._context = context
        self._conversation = conversation
        self._name = QLineEdit()
        self._name.setMaxLength(_LONGEST)
        self._identifiers = IdentifiersEdit()
        self._notes = QPlainTextEdit()
        self._notes.setTabChangesFocus(True)
        self._model = ConversationModel(context.engine, self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(ConversationDelegate(self))
        self._list.setUniformItemSizes(True)
        self._list.setMouseTracking(True)
        self._none = label("", "muted", wrap=True)
        self._problem = label("", "bad", wrap=True)
        self._problem.hide()
        self._busy = Busy()
        self._captions = [label("", "strong") for _ in range(4)]
        self._lay_out()
        self._list.clicked.connect(self._on_chosen)
        self._list.activated.connect(self._on_chosen)
        self._model.settled.connect(self._show_none)
        self.retranslate()
        self._read()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set all texts."""
        self.setWindowTitle(self.tr("Customer"))
        texts = (
            self.tr("Name"), self.tr("Identifiers"), self.tr("Notes for colleagues"),
            self.tr("Conversations"),
        )  # fmt: skip
        for caption, text in zip(self._captions, texts, strict=True):
            caption.setText(text)
        self._name.setAccessibleName(texts[0])
        self._notes.setAccessibleName(texts[2])
        self._list.setAccessibleName(texts[3])
        self._save.setText(self.tr("Save"))
        self._show_none()

    # ------------------------------------------------------------ loading and saving

    def _read(self) -> None:
        id_ = self._conversation.customer_id
        if id_ is None:
            self._name.setFocus()
            self._model.settled.emit()
            return
        self._model.ask({"customer_id": id_})
        call = self._context.engine.customer(id_, self)
        self._busy.watch(call, self.tr("Reading the record"))
        call.then(self._take, self._fail)

    def _take(self, customer: Customer) -> None:
        self._name.setText(customer.name)
        self._notes.setPlainText(customer.notes)
        self._identifiers.model.show_rows(customer.identifiers)

    def _store(self) -> None:
        self._identifiers.pending()
        self._save.setEnabled(False)
        self._problem.hide()
        body = CustomerBody(
            name=self._name.text(), notes=self._notes.toPlainText(),
            identifiers=self._identifiers.model.rows,
        )  # fmt: skip
        id_ = self._conversation.customer_id
        engine = self._context.engine
        call = (
            engine.create_customer(body, self)
            if id_ is None
            else engine.change_customer(id_, body, self)
        )
        self._busy.watch(call, self.tr("Saving the record"), cancellable=False)
        call.then(self._stored, self._fail)

    def _stored(self, customer: Customer) -> None:
        if self._conversation.customer_id is not None:
            self.accept()
            return
        change = ConversationChange(customer_id=customer.id)
        call = self._context.engine.change_conversation(self._conversation.id, change, self)
        call.then(lambda _: self.accept(), self._fail)

    def _fail(self, problem: ProblemDetails) -> None:
        """Show a problem, such as 409 if an identifier is used by another customer; keep the
        input."""
        self._save.setEnabled(True)
        self._problem.setText(told(problem))
        self._problem.show()

    # ------------------------------------------------------------ conversations

    def _on_chosen(self, index: QModelIndex) -> None:
        row: Row | None = index.data(ROW)
        if row is not None:
            self.open_wanted.emit(row.id)
            self.reject()

    def _show_none(self) -> None:
        empty = self._model.rowCount() == 0
        self._list.setVisible(not empty)
        self._none.setVisible(empty)
        self._none.setText(
            self.tr("This conversation has no customer yet. Saving makes one and remembers them.")
            if self._conversation.customer_id is None
            else ""
        )

    # ------------------------------------------------------------ construction

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._save = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self._save.setProperty("kind", "main")
        buttons.accepted.connect(self._store)
        buttons.rejected.connect(self.reject)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(5)
        for caption, field in zip(
            self._captions, (self._name, self._identifiers, self._notes, self._list), strict=True
        ):
            side = right if field is self._list else left
            caption.setBuddy(field)
            caption.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            side.addWidget(caption)
            side.addWidget(field, 0 if field is self._name else 1)
        right.addWidget(self._none)
        right.addStretch()
        sides = QHBoxLayout()
        sides.setSpacing(18)
        sides.addLayout(left, 3)
        sides.addLayout(right, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.addLayout(sides, 1)
        for widget in (self._problem, self._busy, buttons):
            layout.addWidget(widget)
