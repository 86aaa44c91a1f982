"""Small input fields above the editor, one per placeholder to fill before copying."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.page import Retranslated
from gui.widgets.labels import Elided, label
from gui.widgets.presentable import one_line

_COLUMNS = 2


class FieldsBar(Retranslated):
    """Hidden while there are no placeholders to fill.

    Signals:
        filled: Placeholder → value, after all have a value.
        closed: The bar was closed without filling them.
    """

    filled = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fields: dict[str, QLineEdit] = {}
        self._said = label("", "warn", wrap=True)
        self._fill = QPushButton()
        self._fill.clicked.connect(self._done)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        self._holder = QWidget()
        self._holder.setLayout(self._grid)
        head = QHBoxLayout()
        head.addWidget(self._said, 1)
        head.addWidget(self._fill)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._holder)
        self.hide()
        self.retranslate()

    def ask(self, names: Sequence[str], values: Mapping[str, str]) -> None:
        """Ask for these placeholders; `values` are suggestions."""
        self.clear()
        for place, name in enumerate(names):
            field = QLineEdit(values.get(name, ""))
            field.setAccessibleName(name)
            caption = Elided(one_line(name, 60), "muted")
            caption.setBuddy(field)
            row, column = divmod(place, _COLUMNS)
            self._grid.addWidget(caption, 2 * row, column)
            self._grid.addWidget(field, 2 * row + 1, column)
            self._fields[name] = field
        self.show()
        empty = [field for field in self._fields.values() if not field.text()]
        first = (empty or list(self._fields.values()))[0]
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        first.selectAll()

    def clear(self) -> None:
        """Hide the bar."""
        self._fields.clear()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._done()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        self._said.setText(self.tr("Fill these in before the reply is copied."))
        self._fill.setText(self.tr("Fill in"))

    def _done(self) -> None:
        values = {name: field.text().strip() for name, field in self._fields.items()}
        for name, value in values.items():
            if not value:
                self._fields[name].setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.clear()
        self.filled.emit(values)
