"""Header of the editor: name of the entry, whether it is saved, and the actions."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton

from gui.look.icons import icon
from gui.page import Retranslated
from gui.widgets.labels import Elided, chip


class EditorHead(Retranslated):
    """The buttons, connected by the editor, with their state.

    Signals:
        copy_wanted: Create a new entry based on this one.
        unwanted: Delete this entry.
    """

    copy_wanted = Signal()
    unwanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.back = QToolButton()
        self.back.setIcon(icon("arrow-left"))
        self.back.hide()
        self._name = Elided("", "heading")
        self._mark = chip("", "warn")
        self.revert = QPushButton()
        self.save = QPushButton()
        self.save.setProperty("kind", "main")
        self.save.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # keeps the caret in the text on a click
        self.revert.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more = QToolButton()
        self._more.setIcon(icon("ellipsis"))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._more)
        self._copy = menu.addAction(icon("copy"), "")
        self._copy.triggered.connect(self.copy_wanted)
        self._remove = menu.addAction(icon("trash-2"), "")
        self._remove.triggered.connect(self.unwanted)
        self._more.setMenu(menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 12, 4)
        layout.setSpacing(8)
        layout.addWidget(self.back)
        layout.addWidget(self._name, 1)
        layout.addWidget(self._mark, alignment=Qt.AlignmentFlag.AlignVCenter)
        for widget in (self.revert, self.save, self._more):
            layout.addWidget(widget)
        self._state = (False, False, True)
        self.retranslate()

    def retranslate(self) -> None:
        self.back.setAccessibleName(self.tr("Back to the table"))
        self.back.setToolTip(self.tr("Back to the table (Esc)"))
        self.revert.setText(self.tr("Revert"))
        self.revert.setToolTip(self.tr("Discard the changes that are not saved"))
        self.save.setToolTip(self.tr("Save (Ctrl+S)"))
        self._more.setAccessibleName(self.tr("More about this entry"))
        self._more.setToolTip(self.tr("More about this entry"))
        self._copy.setText(self.tr("Duplicate"))
        self._remove.setText(self.tr("Delete"))
        self._tell()

    def show_state(
        self, *, name: str, kept: bool, dirty: bool, saving: bool, allowed: bool
    ) -> None:
        """Show the state of the entry."""
        self._name.setText(name)
        self._state = (dirty, saving, allowed)
        if self.save.hasFocus() or self.revert.hasFocus():
            # Qt would move the focus of a disabled button to an arbitrary widget
            self._more.setFocus()
        self.save.setEnabled(dirty and not saving and allowed)
        self.revert.setVisible(dirty and not saving)
        self._copy.setEnabled(kept and allowed)
        self._remove.setEnabled(kept and allowed)
        self._tell()

    def _tell(self) -> None:
        dirty, saving, allowed = self._state
        self.save.setText(self.tr("Saving…") if saving else self.tr("Save"))
        self._mark.setText(self.tr("Not saved") if allowed else self.tr("Read only"))
        self._mark.setVisible((dirty and not saving) or not allowed)
