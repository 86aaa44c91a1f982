"""Line below the draft with the number of sentences without a source, and a button to hide them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from gui.page import Retranslated
from gui.widgets.flow import Flow
from gui.widgets.labels import chip


class Unsourced(Retranslated):
    """Hidden if no sentence lacks a source.

    Signals:
        toggled: Hide these sentences, or show them again.
    """

    toggled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._count, self._dropped = 0, False
        self._said = chip("", "warn")
        self.button = QPushButton()
        self.button.setProperty("kind", "small")
        self.button.clicked.connect(self.toggled)
        layout = Flow(self, space=8)  # wraps into two lines in a narrow pane
        layout.addWidget(self._said)
        layout.addWidget(self.button)
        self.hide()
        self.retranslate()

    def show_count(self, count: int, *, dropped: bool, changeable: bool) -> None:
        """Show the number of sentences without a source; `changeable` lets them be hidden or
        restored."""
        self._count, self._dropped = count, dropped
        self.button.setVisible(changeable)
        self.setVisible(count > 0)
        self.retranslate()

    def retranslate(self) -> None:
        count, one = self._count, self._count == 1
        if self._dropped:
            self._said.setText(self.tr("%Ln sentences removed", "", count))
            back = self.tr("Put it back  Alt+U") if one else self.tr("Put them back  Alt+U")
            self.button.setText(back)
        else:
            self._said.setText(self.tr("%Ln sentences without a source", "", count))
            drop = self.tr("Remove it  Alt+U") if one else self.tr("Remove them  Alt+U")
            self.button.setText(drop)
