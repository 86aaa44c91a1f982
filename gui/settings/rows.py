"""Building blocks of a form: groups of rows with a title, an explanation and a control."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gui.page import Retranslated
from gui.widgets.labels import label


class Row(Retranslated):
    """One setting: title and explanation on the left, its control on the right."""

    def __init__(self, control: QWidget | None = None) -> None:
        super().__init__()
        self._control = control
        self._title = label("", "strong", wrap=True)
        self._text = label("", "muted", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        self._line = QHBoxLayout()
        self._line.setSpacing(16)
        self._line.addLayout(words, 1)
        if control is not None:
            self._line.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        self.below = QVBoxLayout()
        self.below.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(self._line)
        layout.addLayout(self.below)

    def say(self, title: str, text: str = "") -> None:
        """Set both texts, which are also the accessible texts of the control."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        control = self._control
        if control is not None:
            if not isinstance(control, QPushButton):
                control.setAccessibleName(title)
            control.setAccessibleDescription(text)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        control = self._control
        if isinstance(control, QAbstractButton) and control.isCheckable() and control.isEnabled():
            control.click()
        super().mouseReleaseEvent(event)


class Group(QWidget):
    """Related rows on a card, below a heading."""

    def __init__(self) -> None:
        super().__init__()
        self._heading = label("", "heading")
        self._card = QFrame()
        self._card.setProperty("kind", "card")
        self._rows = QVBoxLayout(self._card)
        self._rows.setContentsMargins(0, 2, 0, 2)
        self._rows.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._heading)
        layout.addWidget(self._card)

    def add(self, widget: QWidget) -> None:
        """Add a row, separated by a line."""
        if self._rows.count():
            line = QFrame()
            line.setProperty("kind", "line")
            line.setFixedHeight(1)
            self._rows.addWidget(line)
        self._rows.addWidget(widget)

    def row(self, control: QWidget | None = None) -> Row:
        """Add a row for a control."""
        made = Row(control)
        self.add(made)
        return made

    def say(self, heading: str) -> None:
        """Set the heading; an empty one takes no space."""
        self._heading.setText(heading)
        self._heading.setVisible(bool(heading))


class Choice(QComboBox):
    """A combo box for scrollable forms: the mouse wheel scrolls the form."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumWidth(150)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def offer(self, options: list[tuple[str, object]]) -> None:
        """Set texts and values, keeping the selected value."""
        chosen = self.currentData()
        self.blockSignals(True)
        self.clear()
        for text, value in options:
            self.addItem(text, value)
        self.choose(chosen)
        self.blockSignals(False)

    def choose(self, value: object) -> None:
        """Select a value without emitting signals."""
        before = self.blockSignals(True)
        self.setCurrentIndex(max(0, self.findData(value)))
        self.blockSignals(before)


class Number(QSpinBox):
    """A spin box for scrollable forms: the mouse wheel scrolls the form."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def button(kind: str = "") -> QPushButton:
    """Create a button of a style sheet kind: `main`, `danger`, `link`, or plain."""
    made = QPushButton()
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    return made
