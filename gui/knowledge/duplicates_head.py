"""Header of the duplicates view: the number of remaining pairs and the decision buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton

from gui.look.icons import icon
from gui.page import Retranslated
from gui.widgets.busy import Busy
from gui.widgets.labels import Elided, label


class DuplicatesHead(Retranslated):
    """The buttons, connected by the view."""

    def __init__(self) -> None:
        super().__init__()
        self.back = QToolButton()
        self.back.setIcon(icon("arrow-left"))
        self._title = label("", "title")
        self.said = Elided("", "muted")
        self.busy = Busy()
        self.differ = QPushButton()
        self.merge = QPushButton()
        self.merge.setProperty("kind", "main")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 6)
        layout.setSpacing(10)
        layout.addWidget(self.back)
        layout.addWidget(self._title)
        layout.addWidget(self.said, 1)
        layout.addWidget(self.busy)
        layout.addWidget(self.differ)
        layout.addWidget(self.merge)
        self.retranslate()

    def retranslate(self) -> None:
        self.back.setAccessibleName(self.tr("Back to the table"))
        self.back.setToolTip(self.tr("Back to the table (Esc)"))
        self._title.setText(self.tr("Duplicates"))
        self.differ.setText(self.tr("They differ"))
        self.differ.setToolTip(
            self.tr("Leave both as they are; the pair comes back if one of them changes")
        )
        self.merge.setText(self.tr("Merge"))
        self.merge.setToolTip(self.tr("Keep one entry with the text below; the other is deleted"))
