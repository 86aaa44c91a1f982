"""The left pane: search, filter and list of conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QToolButton, QVBoxLayout

from gui.engine.call import Call
from gui.inbox.conversations.empty import EmptyList, Why
from gui.inbox.conversations.filters import FilterButton
from gui.inbox.conversations.list_view import ConversationList
from gui.inbox.conversations.model import ConversationModel
from gui.look.icons import icon
from gui.page import Retranslated, WindowContext
from gui.widgets.labels import label

if TYPE_CHECKING:
    from assistant.contracts import ConversationPage, Me, ProblemDetails

_DEBOUNCE_MS: Final = 150
_WAITING_MS: Final = 300
_TOPICS: Final = frozenset({"conversations", "customers", "*"})


class ConversationsPane(Retranslated):
    """Finds conversations and lets the user select one.

    Signals:
        chosen: The id of the selected conversation.
        write_wanted: Enter was pressed on a conversation, to write a reply.
        new_wanted, paste_wanted, import_wanted: The three ways to add conversations.
        delete_wanted: The user wants to delete the current conversation.
        menu_wanted: Global position of a context menu for the current conversation.
    """

    chosen = Signal(int)
    write_wanted = Signal()
    new_wanted = Signal()
    paste_wanted = Signal()
    import_wanted = Signal()
    delete_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._counting: Call | None = None
        self.model = ConversationModel(context.engine, self)
        self.list = ConversationList(self.model)
        self.filter = FilterButton()
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.installEventFilter(self)
        self._empty = EmptyList()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self._title = label("", "title")
        self._buttons = {
            name: self._button(name)
            for name in ("message-square-plus", "clipboard-paste", "upload")
        }
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_DEBOUNCE_MS)
        self._lay_out()
        self._connect()
        # a child timer: one started by `QTimer.singleShot` could outlive the pane
        waiting = QTimer(self, singleShot=True, interval=_WAITING_MS)
        waiting.timeout.connect(self._on_waiting)
        waiting.start()
        self.retranslate()

    # ------------------------------------------------------------ public interface

    def read(self) -> None:
        """Load the list, or reload it after the engine came back."""
        if self.model.read:
            self.model.changed(self.list.top())
        else:
            self._ask()

    def know(self, me: Me) -> None:
        """Set the current user."""
        self.filter.know(me)

    def focus_search(self) -> None:
        """Focus the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_all(self) -> None:
        """Remove the filter, or the search if there is no filter."""
        if self.filter.filter == "all":
            self.search.clear()
        self.filter.choose("all")
        self._ask()

    # ------------------------------------------------------------ internals

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and self._moves(event):
            return True
        return super().eventFilter(watched, event)

    def _moves(self, event: QKeyEvent) -> bool:
        """Handle keys in the search field: arrows move in the list; Escape clears the search before
        it stops a draft or closes anything."""
        ends = event.key() == Qt.Key.Key_Escape and bool(self.search.text())
        if event.type() == QEvent.Type.ShortcutOverride and ends:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.step(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        if ends:
            self.search.clear()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def _ask(self) -> None:
        self._typing.stop()
        words = " ".join(self.search.text().split())
        self.model.ask({**self.filter.query(), "q": words})

    def _on_settled(self) -> None:
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.list)
            return
        words = self.search.text().strip()
        if words:
            everywhere = self.filter.filter == "all"
            why: Why = "search" if everywhere else "search here"
            self._tell_empty(lambda: self._empty.tell(why, words))
        elif self.filter.filter == "all":
            self._tell_empty(lambda: self._empty.tell("none"))
        else:
            self._count_all()

    def _on_waiting(self) -> None:
        if not self.model.read:
            self._tell_empty(lambda: self._empty.tell("waiting"))

    def _tell_empty(self, tell: object) -> None:
        if callable(tell):
            tell()
        self._stack.setCurrentWidget(self._empty)

    def _count_all(self) -> None:
        """Count all conversations, to tell an empty store from a status without conversations."""
        if self._counting is not None:
            return
        call = self._context.engine.conversations({"limit": 1}, self)
        self._counting = call
        call.ended.connect(self._counted)
        call.then(self._on_all)

    def _counted(self) -> None:
        self._counting = None

    def _on_all(self, page: ConversationPage) -> None:
        if not self.model.rowCount() and not self.search.text().strip():
            self._tell_empty(lambda: self._empty.tell("filter" if page.total else "none"))

    def _on_failed(self, problem: ProblemDetails) -> None:
        # an unreachable engine is reported elsewhere, and the request is repeated
        if problem.status:
            self._context.notices.problem(problem)

    def _on_changed(self, topics: frozenset[str]) -> None:
        if topics & _TOPICS and self.model.read:
            self.model.changed(self.list.top())

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name))
        button.setIconSize(QSize(18, 18))
        return button

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 8, 8)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._title)
        head.addStretch()
        for button in self._buttons.values():
            head.addWidget(button)
        layout.addLayout(head)
        layout.addWidget(self.search)
        layout.addWidget(self.filter, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._typing.timeout.connect(self._ask)
        self.search.textChanged.connect(lambda _: self._typing.start())
        self.filter.chosen.connect(lambda _: self._ask())
        self.model.counted.connect(self.filter.count)
        self.model.settled.connect(self._on_settled)
        self.model.failed.connect(self._on_failed)
        self.list.chosen.connect(self.chosen)
        self.list.entered_thread.connect(self.write_wanted)
        self.list.delete_wanted.connect(self.delete_wanted)
        self.list.menu_wanted.connect(self.menu_wanted)
        self._empty.show_all.connect(self.show_all)
        for source, wanted in (
            (self._buttons["message-square-plus"].clicked, self.new_wanted),
            (self._buttons["clipboard-paste"].clicked, self.paste_wanted),
            (self._buttons["upload"].clicked, self.import_wanted),
            (self._empty.new, self.new_wanted),
            (self._empty.paste, self.paste_wanted),
            (self._empty.bring, self.import_wanted),
        ):
            source.connect(lambda *_, wanted=wanted: wanted.emit())
        self._context.link.data_changed.connect(self._on_changed)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Inbox"))
        self.search.setPlaceholderText(self.tr("Search   Ctrl+F"))
        self.search.setAccessibleName(self.tr("Search conversations"))
        self.list.setAccessibleName(self.tr("Conversations"))
        for name, text, keys in (
            ("message-square-plus", self.tr("New conversation"), "Ctrl+N"),
            ("clipboard-paste", self.tr("Paste a chat"), "Ctrl+Shift+V"),
            ("upload", self.tr("Import conversations"), ""),
        ):
            self._buttons[name].setAccessibleName(text)
            self._buttons[name].setToolTip(f"{text}  {keys}".strip())
