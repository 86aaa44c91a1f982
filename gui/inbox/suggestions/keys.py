"""Shortcuts of the pane. They belong to the window, so that they work while the pane is a closed
drawer; they are inactive on other pages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from gui.page import Page


class Keys(QObject):
    """The shortcuts of one pane.

    Args:
        deeds: Key sequences in Qt notation → actions.
    """

    def __init__(self, pane: QWidget, deeds: dict[str, Callable[[], object]]) -> None:
        super().__init__(pane)
        self._pane, self._deeds = pane, deeds
        # deferred until the pane has been added to its window
        QTimer.singleShot(0, self, self._add)

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
