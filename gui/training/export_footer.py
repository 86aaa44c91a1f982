"""Buttons for an export, depending on its state."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from gui.look.icons import BESIDE_TEXT, icon
from gui.page import Retranslated
from gui.settings.rows import button


class ExportFooter(Retranslated):
    """The next step is on the right, undoing and removing on the left."""

    def __init__(self) -> None:
        super().__init__()
        self.remove, self.take_back, self.group = button("danger"), button(), button()
        self.again = button("main")
        self.again.hide()
        self._state = ""
        self.keep, self.approve, self.train = button("main"), button("main"), button("main")
        for deed, sign in ((self.again, "rotate-ccw"), (self.keep, "shield-check"),
                           (self.approve, "check"), (self.train, "sparkles")):  # fmt: skip
            deed.setIcon(icon(sign, "on_accent"))
            deed.setIconSize(BESIDE_TEXT)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 10, 24, 14)
        line.addWidget(self.remove)
        line.addWidget(self.take_back)
        line.addStretch()
        self.group.setIcon(icon("layers", "muted"))
        self.group.setIconSize(BESIDE_TEXT)
        for deed in (self.again, self.group, self.keep, self.approve, self.train):
            line.addWidget(deed)
        self.retranslate()

    def show_state(self, state: str, *, usable: bool) -> None:
        """Show the buttons for a state.

        Args:
            state: State of the export.
            usable: Whether any of its conversations can be used.
        """
        self._state = state
        self.setVisible(state not in ("examining", "keeping"))
        self.take_back.setVisible(state == "approved")
        self.keep.setVisible(state == "examined")
        self.keep.setEnabled(usable)
        self.approve.setVisible(state == "review")
        self.group.setVisible(state == "approved")
        self.train.setVisible(state == "approved")

    def offer_again(self, offered: bool, *, needed: bool, changed: bool) -> None:
        """Show or hide the button to examine the export again with corrections.

        Args:
            offered: Whether the corrections are shown.
            needed: Whether nothing else can be done with the export.
            changed: Whether anything was corrected; the export cannot be kept as it is then.
        """
        first = offered and (needed or changed)
        self.again.setVisible(first)
        self.again.setEnabled(changed)
        self.keep.setVisible(self._state == "examined" and not first)

    def retranslate(self) -> None:
        self.again.setText(self.tr("Examine it again"))
        self.remove.setText(self.tr("Remove…"))
        self.take_back.setText(self.tr("Withdraw the approval"))
        self.keep.setText(self.tr("Keep without personal data"))
        self.approve.setText(self.tr("Approve for training"))
        self.group.setText(self.tr("Group its messages…"))
        self.train.setText(self.tr("Train on it…"))
