"""A static icon, repainted in the colours of the current theme."""

from __future__ import annotations

from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.look.icons import icon


class Sign(QWidget):
    """A picture of fixed size without an accessible name; the text next to it says the same."""

    def __init__(self, name: str, colour: str = "accent", size: int = 24) -> None:
        super().__init__()
        self._icon = icon(name, colour)
        self.setFixedSize(size, size)

    def show_icon(self, name: str, colour: str) -> None:
        """Show another icon of the same size."""
        self._icon = icon(name, colour)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
        self._icon.paint(QPainter(self), self.rect(), mode=mode)
