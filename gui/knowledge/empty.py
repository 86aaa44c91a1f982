"""Empty state of the Knowledge page: what to do first."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from gui.look.icons import BESIDE_TEXT, icon
from gui.page import Retranslated
from gui.widgets.labels import label
from gui.widgets.sign import Sign

_WIDTH: Final = 420


class EmptyKnowledge(Retranslated):
    """Three ways to start.

    Signals:
        import_wanted: Import a file.
        demo_wanted: Add the demo.
        entry_wanted: Write the first entry.
    """

    import_wanted = Signal()
    demo_wanted = Signal()
    entry_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        mark = Sign("book-open", size=40)
        self._title = label("", "title")
        self._text = label("", "muted", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setFixedWidth(_WIDTH)
        self._import = QPushButton(icon("upload", "on_accent"), "")
        self._import.setProperty("kind", "main")
        self._import.clicked.connect(self.import_wanted)
        self.demo = QPushButton(icon("sparkles"), "")
        self.demo.clicked.connect(self.demo_wanted)
        self._write = QPushButton(icon("pencil"), "")
        self._write.clicked.connect(self.entry_wanted)
        for button in (self._import, self.demo, self._write):
            button.setIconSize(BESIDE_TEXT)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addStretch()
        for button in (self._import, self.demo, self._write):
            line.addWidget(button)
        line.addStretch()
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(2)
        for widget in (mark, self._title, self._text):
            layout.addWidget(widget, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(6)
        layout.addLayout(line)
        layout.addStretch(3)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("The knowledge base is empty"))
        self._text.setText(
            self.tr(
                "Import the FAQ you have: a table, a document or solved conversations. You can "
                "also drop a file here. It stays on this computer."
            )
        )
        # a centred label computes its height for a width other than its own
        self._text.setMinimumHeight(self._text.heightForWidth(_WIDTH))
        self._import.setText(self.tr("Import your FAQ"))
        self.demo.setText(self.tr("Look around in the demo"))
        self._write.setText(self.tr("Write the first entry"))
