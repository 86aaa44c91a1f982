"""Dialog for an edit conflict: shows both versions side by side and lets the user choose."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assistant.contracts import Article
from gui.knowledge.diff_view import DiffView
from gui.knowledge.edited_entry import EditedEntry
from gui.widgets.labels import label
from gui.widgets.moments import moment


class ConflictDialog(QDialog):
    """Closing the dialog loses nothing: the text stays in the editor.

    Signals:
        mine_wanted: Overwrite the other version with the text in the editor.
        theirs_wanted: Take the other version and discard the text in the editor.
    """

    mine_wanted = Signal()
    theirs_wanted = Signal()

    def __init__(self, mine: EditedEntry, theirs: Article, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("This entry was changed by somebody else"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(10)
        layout.addWidget(label(self.windowTitle(), "heading"))
        text = self.tr("It was saved {moment}, while you were writing. Which one should stay?")
        layout.addWidget(label(text.format(moment=moment(theirs.updated_at)), "muted", wrap=True))
        sides = QHBoxLayout()
        sides.setSpacing(12)
        other = EditedEntry.of(theirs)
        for caption, view in (
            (self.tr("Yours, not saved yet"), DiffView("new")),
            (self.tr("Theirs"), DiffView("old")),
        ):
            column = QVBoxLayout()
            column.addWidget(label(caption, "strong"))
            view.setAccessibleName(caption)
            view.show_difference(other, mine)
            column.addWidget(view)
            sides.addLayout(column)
        layout.addLayout(sides, 1)
        layout.addLayout(self._buttons())
        self.resize(min(900, parent.window().width() - 40), min(560, parent.window().height() - 40))

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addStretch()
        on = QPushButton(self.tr("Keep writing"))
        on.clicked.connect(self.reject)
        theirs = QPushButton(self.tr("Take theirs"))
        theirs.clicked.connect(self.theirs_wanted)
        theirs.clicked.connect(self.accept)
        mine = QPushButton(self.tr("Keep mine"))
        mine.clicked.connect(self.mine_wanted)
        mine.clicked.connect(self.accept)
        for button in (on, theirs, mine):
            button.setAutoDefault(False)
            line.addWidget(button)
        on.setDefault(True)
        on.setFocus()
        return line
