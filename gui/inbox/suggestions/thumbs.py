"""Rating buttons: thumbs up and down; thumbs down asks for a reason."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QToolButton,
    QVBoxLayout,
)

from gui.look.icons import icon
from gui.page import Retranslated
from gui.widgets.labels import label

REASONS: Final = ("off-topic", "wrong", "outdated", "wording")
"""Reason codes as stored, independent of the language."""


class Thumbs(Retranslated):
    """Two buttons, of which at most one is checked.

    Signals:
        rated: Whether the suggestion is good, and a reason.
    """

    rated = Signal(bool, str)

    def __init__(self) -> None:
        super().__init__()
        self._up = _thumb("thumbs-up", "good")
        self._down = _thumb("thumbs-down", "bad")
        self._up.clicked.connect(self.up)
        self._down.clicked.connect(self.down)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._up)
        layout.addWidget(self._down)
        self.retranslate()

    def retranslate(self) -> None:
        for button, name, key in (
            (self._up, self.tr("Good suggestion"), "U"),
            (self._down, self.tr("Bad suggestion"), "D"),
        ):
            button.setAccessibleName(name)
            button.setToolTip(self.tr("{name}  {key}").format(name=name, key=key))

    def clear(self) -> None:
        """Uncheck both buttons for another card."""
        self._up.setChecked(False)
        self._down.setChecked(False)

    def up(self) -> None:
        """Rate the suggestion as good."""
        self._up.setChecked(True)
        self._down.setChecked(False)
        self.rated.emit(True, "")

    def down(self) -> None:
        """Ask for a reason, then rate the suggestion as bad."""
        was = self._up.isChecked(), self._down.isChecked()
        self._down.setChecked(False)
        popup = ReasonPopup(self)
        popup.given.connect(self._on_reason)
        place = self._down.mapToGlobal(QPoint(self._down.width(), self._down.height() + 4))
        popup.open_at(place)
        self._up.setChecked(was[0])

    def _on_reason(self, reason: str) -> None:
        self._up.setChecked(False)
        self._down.setChecked(True)
        self.rated.emit(False, reason)


class ReasonPopup(QFrame):
    """Asks what is wrong with a card. Closes on Esc and on a click outside.

    Signals:
        given: One of `REASONS`, followed by a colon and a comment; either part may be missing.
    """

    given = Signal(str)

    def __init__(self, parent: Thumbs) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "card")
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(4)
        layout.addWidget(label(self.tr("What is wrong with it?"), "strong"))
        for number, text in enumerate(
            (
                self.tr("It answers something else"),
                self.tr("It is wrong"),
                self.tr("It is out of date"),
                self.tr("It is badly worded"),
            )
        ):
            choice = QRadioButton(text)
            self._group.addButton(choice, number)
            layout.addWidget(choice)
        self._more = QLineEdit()
        self._more.setPlaceholderText(self.tr("Say more, if you like"))
        self._more.setAccessibleName(self.tr("What is wrong, in your words"))
        self._more.setMaxLength(1_500)
        layout.addSpacing(4)
        layout.addWidget(self._more)
        send = QPushButton(self.tr("Send"))
        send.setProperty("kind", "main")
        send.clicked.connect(self._give)
        layout.addSpacing(4)
        layout.addWidget(send, alignment=Qt.AlignmentFlag.AlignRight)
        self.setAccessibleName(self.tr("What is wrong with it?"))

    def open_at(self, place: QPoint) -> None:
        """Show the popup with its upper right corner at a position, entirely on the screen."""
        self.adjustSize()
        size, screen = self.sizeHint(), self.screen().availableGeometry()
        x = max(screen.left(), min(place.x() - size.width(), screen.right() - size.width()))
        y = max(screen.top(), min(place.y(), screen.bottom() - size.height()))
        self.move(x, y)
        self.show()
        self._group.button(0).setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give()
        else:
            super().keyPressEvent(event)

    def _give(self) -> None:
        chosen = self._group.checkedId()
        reason = REASONS[chosen] if chosen >= 0 else ""
        said = " ".join(self._more.text().split())
        self.given.emit(": ".join(part for part in (reason, said) if part))
        self.close()


def _thumb(name: str, chosen: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(name, chosen=chosen))
    button.setIconSize(QSize(16, 16))
    button.setCheckable(True)
    return button
