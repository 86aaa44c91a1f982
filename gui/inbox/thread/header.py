"""Header of the thread: customer, subject, status and actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout

from gui.inbox.conversations.statuses import TONES, Statuses
from gui.look.icons import icon
from gui.page import Retranslated
from gui.widgets.labels import Elided, chip, restyle
from gui.widgets.presentable import one_line

if TYPE_CHECKING:
    from assistant.contracts import Conversation, Customer

_LANG_FROM: Final = 440
"""Below this width the language is hidden to leave room for the name."""
_HEIGHT: Final = 62
"""Fits a Chinese name, so that the layout does not shift between conversations."""


class ThreadHeader(Retranslated):
    """Header of one conversation.

    Signals:
        solve_wanted: Mark as solved, or reopen.
        record_wanted: Open the customer's record.
        menu_wanted: Show the other actions at a global position.
        drawer_wanted: Show or hide the suggestions.
    """

    solve_wanted = Signal()
    record_wanted = Signal()
    menu_wanted = Signal(QPoint)
    drawer_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._statuses = Statuses(self)
        self._conversation: Conversation | None = None
        self._customer: Customer | None = None
        self._name = Elided("", "name")
        self._about = Elided("", "muted")
        self._lang = chip()
        self._status = chip()
        self._solve = self._button("circle-check", self.solve_wanted)
        self._record = self._button("user", self.record_wanted)
        self._more = self._button("ellipsis", None)
        self._more.clicked.connect(self._on_more)
        self._drawer = self._button("panel-right", self.drawer_wanted)
        self._drawer.setCheckable(True)
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(self._name)
        names.addWidget(self._about)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 10, 12, 8)
        layout.setSpacing(6)
        self.setMinimumHeight(_HEIGHT)
        layout.addLayout(names, 1)
        for widget in (self._lang, self._status):
            layout.addWidget(widget, alignment=Qt.AlignmentFlag.AlignVCenter)
        layout.addSpacing(4)
        for button in (self._solve, self._record, self._more, self._drawer):
            layout.addWidget(button)
        self._drawer.hide()
        self.retranslate()

    def show_conversation(self, conversation: Conversation | None) -> None:
        """Show another conversation, or its new state."""
        before = self._conversation
        if before is None or conversation is None or before.id != conversation.id:
            self._customer = None
        self._conversation = conversation
        self.retranslate()

    def show_customer(self, customer: Customer | None) -> None:
        """Show the customer."""
        self._customer = customer
        self.retranslate()

    def show_drawer_button(self, *, wanted: bool, open_: bool) -> None:
        """Set whether the suggestions are in a drawer, and whether it is open."""
        self._drawer.setVisible(wanted)
        self._drawer.setChecked(open_)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_lang()

    def retranslate(self) -> None:
        self._show_texts()
        solved = self._conversation is not None and self._conversation.status == "solved"
        solve = self.tr("Open again") if solved else self.tr("Mark as solved")
        self._solve.setIcon(icon("rotate-ccw" if solved else "circle-check"))
        for button, text, keys in (
            (self._solve, solve, "Ctrl+Shift+S"),
            (self._record, self.tr("Customer"), "Ctrl+I"),
            (self._more, self.tr("More"), ""),
            (self._drawer, self.tr("Suggestions"), "Alt+S"),
        ):
            button.setAccessibleName(text)
            button.setToolTip(f"{text}  {keys}".strip())

    def _show_texts(self) -> None:
        conversation = self._conversation
        here = conversation is not None
        for widget in (self._solve, self._record, self._more, self._lang, self._status):
            widget.setVisible(here)
        self._name.setText("")
        self._about.setText("")
        if conversation is None:
            return
        self._name.setText(one_line(conversation.customer_name) or self.tr("Unknown customer"))
        about = " · ".join(self._facts(conversation))
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self._lang.setText(conversation.lang.upper())
        self._show_lang()
        self._lang.setAccessibleName(self.tr("Language"))
        self._status.setText(self._statuses.name(conversation.status))
        restyle(self._status, "chip", TONES[conversation.status])

    def _show_lang(self) -> None:
        known = self._conversation is not None and bool(self._conversation.lang)
        self._lang.setVisible(known and self.width() >= _LANG_FROM)

    def _facts(self, conversation: Conversation) -> list[str]:
        facts = [one_line(conversation.subject)] if conversation.subject else []
        if self._customer is not None:
            facts += [one_line(identifier.value) for identifier in self._customer.identifiers[:3]]
            earlier = self._customer.conversations - 1
            if earlier > 0:
                facts.append(self.tr("other conversations: {count}").format(count=earlier))
        return facts or [one_line(conversation.channel)]

    def _on_more(self) -> None:
        self.menu_wanted.emit(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _button(self, name: str, signal: object) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name))
        button.setIconSize(QSize(18, 18))
        if signal is not None:
            button.clicked.connect(lambda *_: signal.emit())  # type: ignore[attr-defined]
        return button
