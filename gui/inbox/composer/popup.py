"""A search field with a list of results, in a popup above the composer."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget

from gui.inbox.composer.choices import Choice, ChoiceDelegate, Choices
from gui.look.icons import icon
from gui.page import Retranslated
from gui.widgets.labels import label
from gui.widgets.row_list import ROW

_WIDTH: Final = 460
_HEIGHT: Final = 320


class Popup(Retranslated):
    """Base class of the macros and knowledge popups. Subclasses fill `choices`.

    Signals:
        picked: The value of a `Choice`.
    """

    picked = Signal(object)

    def __init__(self, parent: QWidget, *, debounce_ms: int = 0) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setProperty("kind", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = QLineEdit()
        self.field.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.installEventFilter(self)
        self.choices = Choices()
        self.choices.setParent(self)
        self.list = QListView()
        self.list.setModel(self.choices)
        self.list.setItemDelegate(ChoiceDelegate(self))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda index: self._pick(index.data(ROW)))
        self.said = label("", "muted", wrap=True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.layout_ = QVBoxLayout(self)
        self.layout_.setContentsMargins(10, 10, 10, 10)
        self.layout_.addWidget(self.field)
        self.layout_.addWidget(self.said)
        self.layout_.addWidget(self.list, 1)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(debounce_ms)
        self._typing.timeout.connect(self.look)
        self.field.textChanged.connect(lambda _: self._typing.start())

    def open_above(self, widget: QWidget) -> None:
        """Show the popup above a widget, aligned with its right edge."""
        width = min(_WIDTH, widget.window().width() - 24)
        self.resize(width, _HEIGHT)
        corner = widget.mapToGlobal(QPoint(widget.width() - width, -_HEIGHT - 6))
        self.move(corner)
        self.field.clear()
        self.look()
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def look(self) -> None:
        """Update the list for the text of the search field."""
        raise NotImplementedError

    def show_rows(self, rows: list[Choice], said: str = "") -> None:
        """Show rows, or a text that explains why there are none."""
        self.choices.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.said.setText(said)
        self.said.setVisible(bool(said))
        if rows:
            self.list.setCurrentIndex(self.choices.index(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._move(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._pick(self.list.currentIndex().data(ROW))
                return True
        return super().eventFilter(watched, event)

    def _move(self, by: int) -> None:
        count = self.choices.rowCount()
        if count:
            row = max(0, min(count - 1, self.list.currentIndex().row() + by))
            self.list.setCurrentIndex(self.choices.index(row))

    def _pick(self, choice: Choice | None) -> None:
        if choice is not None:
            self.close()
            self.picked.emit(choice.value)
