"""The first line of the pane: its title, and how long the answer took and where it was computed."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from gui.page import Retranslated
from gui.widgets.labels import label


class Header(Retranslated):
    """Has a constant height.

    Signals:
        refreshed: The user wants to update the cards from the knowledge base.
    """

    refreshed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._seconds: float | None = None
        self._remote = False
        self._title = label("", "title")
        self._took = label("", "small")
        self._refresh = QPushButton()
        self._refresh.setProperty("kind", "link")
        self._refresh.clicked.connect(self.refreshed)
        self._refresh.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._title)
        layout.addStretch()
        layout.addWidget(self._refresh)
        layout.addWidget(self._took)
        self.retranslate()

    def took(self, seconds: float | None, *, remote: bool = False) -> None:
        """Show how long the answer took; None for no answer."""
        self._seconds, self._remote = seconds, remote
        self._refresh.hide()
        self._took.show()
        self.retranslate()

    def offer_refresh(self) -> None:
        """Show that the knowledge base has changed since."""
        self._took.hide()
        self._refresh.show()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Suggestions"))
        self._refresh.setText(self.tr("Knowledge changed: refresh"))
        if self._seconds is None:
            self._took.setText("")
            return
        seconds = QLocale().toString(self._seconds, "f", 2)
        text = (
            self.tr("{seconds} s · server")
            if self._remote
            else self.tr("{seconds} s · this computer")
        )
        self._took.setText(text.format(seconds=seconds))
