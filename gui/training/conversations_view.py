"""List of conversations on the left, the selected one on the right."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout

from gui.page import Retranslated
from gui.training import words
from gui.training.short_table import Chips
from gui.training.turns_view import TurnsView
from gui.widgets.presentable import one_line
from gui.widgets.table import Column, RowsModel, Table

_HEIGHT: Final = 300
_STATE_WIDTH: Final = 170


class ConversationsModel(RowsModel):
    """List of `ExampleConversation`s: the beginning of each, and why it is skipped."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(
            (
                Column(lambda: self.tr("Conversation"), self._beginning),
                Column(lambda: self.tr("Used or left out"), self._state, _STATE_WIDTH),
            ),
            parent,
        )

    def _beginning(self, row: Any) -> str:
        first = next((turn.text for turn in row.turns if turn.text.strip()), "")
        said = one_line(row.subject or first or row.key)
        return said or self.tr("No. {number} in the file").format(number=words.number(row.row))

    def _state(self, row: Any) -> str:
        return words.said(words.reasons(), row.reason) if row.reason else self.tr("used")


class ConversationsView(Retranslated):
    """The list and the selected conversation; `more_wanted` of the model requests further pages."""

    def __init__(self) -> None:
        super().__init__()
        self.model = ConversationsModel(self)
        self.table = Table(self.model)
        self.table.setItemDelegateForColumn(
            1, Chips(lambda row: "warn" if row.reason else "good", self.table)
        )
        self.turns = TurnsView()
        self.setMinimumHeight(_HEIGHT)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.turns, 1)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show())
        self.retranslate()

    def show_rows(self, rows: list[Any], *, more: bool = False) -> None:
        """Replace the list and select its first row."""
        self.model.show(rows, more=more)
        if rows:
            self.table.selectRow(0)
        else:
            self.turns.show_conversation(None)

    def retranslate(self) -> None:
        self.table.setAccessibleName(self.tr("Conversations"))
        self.model.retranslate()

    def _show(self) -> None:
        self.turns.show_conversation(self.table.chosen())
