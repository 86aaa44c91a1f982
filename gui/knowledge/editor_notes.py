"""Notes about the open entry, one line each, shown while they apply."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from assistant.contracts import Neighbour
from gui.knowledge.edited_entry import opening
from gui.page import Retranslated
from gui.widgets.labels import label, plain_tip


class EditorNotes(Retranslated):
    """A change by somebody else, and a duplicate entry.

    Signals:
        opened: The id of the duplicate entry.
    """

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._same: Neighbour | None = None
        self._warning = label("", "warn", wrap=True)
        self._link = QPushButton()
        self._link.setProperty("kind", "link")
        self._link.clicked.connect(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 0)
        layout.setSpacing(2)
        layout.addWidget(self._warning)
        layout.addWidget(self._link, alignment=Qt.AlignmentFlag.AlignLeft)
        self.warn("")
        self.retranslate()

    def retranslate(self) -> None:
        self.show_same(self._same)

    def warn(self, text: str) -> None:
        """Show a warning; "" hides it."""
        self._warning.setText(text)
        self._warning.setVisible(bool(text))
        self._show()

    def show_same(self, same: Neighbour | None) -> None:
        """Show the duplicate entry; None hides the note."""
        self._same = same
        self._link.setVisible(same is not None)
        if same is not None:
            name = opening(same.question or same.answer, 60)
            text = self.tr("Another entry says the same: “{entry}”").format(entry=name)
            self._link.setText(text.replace("&", "&&"))
            self._link.setToolTip(plain_tip(same.answer))
        self._show()

    def _show(self) -> None:
        self.setVisible(self._same is not None or bool(self._warning.text()))

    def _open(self) -> None:
        if self._same is not None:
            self.opened.emit(self._same.id)
