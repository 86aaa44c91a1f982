"""Maps the columns or keys of an export in an unknown format to fields."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel

from gui.page import Retranslated
from gui.settings.rows import Choice
from gui.widgets.labels import label

_ACROSS: Final = 2


class MappingForm(Retranslated):
    """One box per field. An export with one row per message needs author and message; one with a
    row per conversation needs request and reply.

    Signals:
        changed: Another column was selected.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self.boxes: dict[str, Choice] = {}
        self._names: dict[str, QLabel] = {}
        for at, field in enumerate(self._said()):
            row, column = divmod(at, _ACROSS)
            name, box = label("", "muted"), Choice()
            box.addItem("", "")
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(10)
            name.setBuddy(box)
            self._names[field], self.boxes[field] = name, box
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
            self._grid.addWidget(name, row, 2 * column)
            self._grid.addWidget(box, row, 2 * column + 1)
        for column in range(_ACROSS):
            self._grid.setColumnStretch(2 * column + 1, 1)
        self.retranslate()

    def show_columns(self, columns: list[str], mapping: dict[str, str]) -> None:
        """Offer these columns and preselect the given mapping."""
        for field, box in self.boxes.items():
            while box.count() > 1:
                box.removeItem(1)
            for column in columns:
                box.addItem(column, column)
            box.setCurrentIndex(max(0, box.findData(mapping.get(field, ""))))

    def mapping(self) -> dict[str, str]:
        """Return field → column for all fields that are set."""
        chosen = {field: box.currentData() for field, box in self.boxes.items()}
        return {field: column for field, column in chosen.items() if column}

    def retranslate(self) -> None:
        for field, text in self._said().items():
            self._names[field].setText(text)
            self.boxes[field].setAccessibleName(text)
            self.boxes[field].setItemText(0, self.tr("(none)"))

    def _said(self) -> dict[str, str]:
        return {
            "conversation": self.tr("Conversation's number"), "at": self.tr("Time"),
            "role": self.tr("Who wrote (customer or agent)"), "author": self.tr("Author's name"),
            "text": self.tr("Message"), "subject": self.tr("Subject"),
            "request": self.tr("Request (one row a conversation)"),
            "reply": self.tr("Reply (one row a conversation)"),
            "customer": self.tr("Customer's name"), "email": self.tr("Customer's mail"),
            "customer_id": self.tr("Customer's number"), "status": self.tr("Status"),
            "labels": self.tr("Labels or intent"), "rating": self.tr("Rating"),
            "language": self.tr("Language"), "messages": self.tr("List of messages (JSON)"),
        }  # fmt: skip
