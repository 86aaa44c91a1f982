"""The pane's keys. They are the window's, so that they work while the pane is a drawer that is
closed; on another page they do nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from gui.page import Page


class Keys(QObject):
    """Of one pane.

    Args:
        deeds: Keys as Qt writes them → what they do.
    """

    def __init__(self, pane: QWidget, deeds: dict[str, Callable[[], object]]) -> None:
        super().__init__(pane)
        self._pane, self._deeds = pane, deeds
        QTimer.singleShot(0, self, self._add)  # by then the pane stands in its window

    def _add(self) -> None:
        for keys, deed in self._deeds.items():
            shortcut = QShortcut(QKeySequence(keys), self._pane.window())
            shortcut.activated.connect(lambda deed=deed: self._do(deed))
            self._pane.destroyed.connect(shortcut.deleteLater)

    def _do(self, deed: Callable[[], object]) -> None:
        above: QWidget | None = self._pane
        while above is not None and not isinstance(above, Page):
            above = above.parentWidget()
        if above is None or above.isVisible():
            deed()
