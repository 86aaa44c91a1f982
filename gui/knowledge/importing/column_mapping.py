"""Maps the columns of a table to fields: one box per field, preset to the detected column."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLabel, QVBoxLayout

from assistant.contracts import ImportResult
from gui.page import Retranslated
from gui.widgets.labels import label

FAQ: Final = ("question", "answer", "variants", "title", "tags", "lang", "id")
TALKS: Final = (
    "conversation", "role", "text", "request", "reply", "at",
    "customer", "email", "customer_id", "subject", "status",
)  # fmt: skip
_SEVERAL: Final = ("variants", "tags")
"""Fields that combine several detected columns."""
_ACROSS: Final = 3
_PAUSE_MS: Final = 350
"""Debounces the preview while the user moves through a box with the arrow keys."""


class ColumnMapping(Retranslated):
    """The boxes.

    Signals:
        changed: The current mapping: field → column, "" for none.
    """

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._columns: list[str] = []
        self._recognised: dict[str, list[str]] = {}
        self._kind = QComboBox()
        self._kind.addItems(["", ""])
        self._kind_name = label("", "muted")
        self._kind.currentIndexChanged.connect(self._on_kind)
        self._boxes: dict[str, QComboBox] = {}
        self._names: dict[str, QLabel] = {}
        self._frame = frame = QFrame()
        frame.setProperty("kind", "card")
        self._grid = QGridLayout(frame)
        self._grid.setContentsMargins(14, 12, 14, 12)
        self._grid.setHorizontalSpacing(10)
        self._grid.addWidget(self._kind_name, 0, 0)
        self._grid.addWidget(self._kind, 0, 1)
        for field in dict.fromkeys((*FAQ, *TALKS)):
            self._add_box(field)
        for column in range(_ACROSS):
            self._grid.setColumnStretch(2 * column + 1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PAUSE_MS)
        self._wait.timeout.connect(self._tell)
        self.retranslate()
        self._arrange()

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields for the selected kind of table."""
        return TALKS if self._kind.currentIndex() else FAQ

    def show_result(self, result: ImportResult) -> None:
        """Offer the columns of a table and select the detected ones."""
        self._columns = list(result.columns)
        self._recognised = dict(result.mapping)
        with QSignalBlocker(self._kind):
            if result.mapping:
                self._kind.setCurrentIndex(int(bool(result.conversations)))
        for field, box in self._boxes.items():
            with QSignalBlocker(box):
                self._fill(field, box)
        self._arrange()

    def take_focus(self) -> None:
        """Focus the first field."""
        self._boxes[self.fields[0]].setFocus()

    def choose(self, field: str, column: str) -> None:
        """Select a column as if the user had done so."""
        self._boxes[field].setCurrentText(column)

    def choose_kind(self, *, conversations: bool) -> None:
        """Select the kind of table as if the user had done so."""
        self._kind.setCurrentIndex(int(conversations))

    def mapping(self) -> dict[str, str]:
        """Return field → column. Multi-column fields left as detected are omitted, so that the
        engine fills them from all detected columns."""
        chosen: dict[str, str] = {}
        for field in self.fields:
            column = self._boxes[field].currentData() or ""
            known = self._recognised.get(field, [])
            if column in known[:1] and field in _SEVERAL:
                continue
            if column or known:
                chosen[field] = column
        return chosen

    def retranslate(self) -> None:
        self._kind_name.setText(self.tr("The table holds"))
        self._kind.setAccessibleName(self._kind_name.text())
        self._kind.setItemText(0, self.tr("Questions and answers"))
        self._kind.setItemText(1, self.tr("Solved conversations"))
        for field, name in self._said().items():
            self._names[field].setText(name)
            box = self._boxes[field]
            box.setAccessibleName(name)
            box.setItemText(0, self.tr("(none)"))

    def _said(self) -> dict[str, str]:
        return {
            "question": self.tr("Question"), "answer": self.tr("Answer"),
            "variants": self.tr("Other wordings"), "title": self.tr("Title"),
            "tags": self.tr("Tags"), "lang": self.tr("Language"), "id": self.tr("Number"),
            "conversation": self.tr("Conversation"), "role": self.tr("Who wrote"),
            "text": self.tr("Message"), "request": self.tr("Request"),
            "reply": self.tr("Reply"), "at": self.tr("Time"),
            "customer": self.tr("Customer's name"), "email": self.tr("Customer's mail"),
            "customer_id": self.tr("Customer's number"), "subject": self.tr("Subject"),
            "status": self.tr("Status"),
        }  # fmt: skip

    def _add_box(self, field: str) -> None:
        name, box = label("", "muted"), QComboBox(self._frame)
        name.setParent(self._frame)
        box.addItem("", "")
        box.setMinimumContentsLength(8)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.currentIndexChanged.connect(self._wait_and_tell)
        name.setBuddy(box)
        self._names[field], self._boxes[field] = name, box

    def _fill(self, field: str, box: QComboBox) -> None:
        """Select the detected column; if nothing was detected, keep the selection."""
        chosen = self._recognised.get(field, [""])[0]
        if not self._recognised and field in self.fields:
            chosen = box.currentData() or ""
        while box.count() > 1:
            box.removeItem(1)
        for column in self._columns:
            box.addItem(column, column)
        box.setCurrentIndex(max(0, box.findData(chosen)))

    def _arrange(self) -> None:
        shown = self.fields
        for field, box in self._boxes.items():
            visible = field in shown
            name = self._names[field]
            if visible:
                row, column = divmod(shown.index(field), _ACROSS)
                self._grid.addWidget(name, row + 1, 2 * column)
                self._grid.addWidget(box, row + 1, 2 * column + 1)
            name.setVisible(visible)
            box.setVisible(visible)
        last: QComboBox = self._kind
        for field in shown:
            self.setTabOrder(last, self._boxes[field])
            last = self._boxes[field]

    def _on_kind(self) -> None:
        self._arrange()
        self._wait_and_tell()

    def _wait_and_tell(self) -> None:
        self._wait.start()

    def _tell(self) -> None:
        mapping = self.mapping()
        needed = ("role", "text") if self._kind.currentIndex() else ("answer",)
        if all(mapping.get(field) for field in needed) or (
            mapping.get("request") and mapping.get("reply")
        ):
            self.changed.emit(mapping)
