"""A large button with an icon, a title and a description."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.widgets.labels import label
from gui.widgets.sign import Sign

_WIDTH: Final = 220


class ChoiceButton(QPushButton):
    """One way to start."""

    def __init__(self, sign: str) -> None:
        super().__init__()
        self.setProperty("kind", "choice")
        self.setFixedWidth(_WIDTH)
        mark = Sign(sign, size=28)
        self._title = label("", "heading", wrap=True)
        self._about = label("", "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.setSpacing(8)
        parts: tuple[QWidget, ...] = (mark, self._title, self._about)
        for part in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(part)
        layout.addStretch()

    def say(self, title: str, about: str) -> None:
        """Set both texts."""
        self._title.setText(title)
        self._about.setText(about)
        self.setAccessibleName(title)
        self.setAccessibleDescription(about)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        height = layout.totalHeightForWidth(_WIDTH) if layout is not None else 0
        return QSize(_WIDTH, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
