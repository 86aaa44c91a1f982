"""Toolbar above the groups: choose the export, find groups, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from gui.look.icons import BESIDE_TEXT, icon
from gui.page import Retranslated
from gui.settings.rows import Choice, button
from gui.widgets.labels import restyle

if TYPE_CHECKING:
    from assistant.contracts import TranscriptPage
    from assistant.contracts.groups import MessageGroups


class GroupsTools(Retranslated):
    """The toolbar.

    Attributes:
        export, look, undo: The controls.
        approved: Names and ids of the approved exports.
    """

    def __init__(self) -> None:
        super().__init__()
        self._found: MessageGroups | None = None
        self.approved: list[tuple[str, int]] = []
        self.export, self.look, self.undo = Choice(), button("main"), button()
        self.export.setMinimumWidth(240)
        self.undo.setIcon(icon("undo-2", "muted"))
        self.undo.setIconSize(BESIDE_TEXT)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.export)
        line.addWidget(self.look)
        line.addStretch()
        line.addWidget(self.undo)
        self.retranslate()

    def show_sets(self, page: TranscriptPage, wanted: int | None) -> None:
        """Offer the approved exports."""
        self.approved = [(one.name, one.id) for one in page.items if one.state == "approved"]
        self.retranslate()
        self.export.choose(wanted)

    def show_groups(self, found: MessageGroups) -> None:
        """Enable the controls that apply to these groups."""
        self._found = found
        self.retranslate()

    def transcripts(self) -> list[int]:
        """Return the selected exports; empty for all."""
        chosen = self.export.currentData()
        return [chosen] if chosen is not None else []

    def retranslate(self) -> None:
        found = self._found
        there = found is not None and found.made_at is not None
        rests = found is None or found.job is None
        every: tuple[str, object] = (self.tr("all approved exports"), None)
        self.export.offer([every, *self.approved])
        self.export.setAccessibleName(self.tr("Export"))
        self.look.setText(self.tr("Look again") if there else self.tr("Look for groups"))
        restyle(self.look, "kind", "" if there else "main")
        self.look.setEnabled(rests and bool(self.approved))
        self.undo.setText(self.tr("Undo"))
        self.undo.setVisible(there)
        self.undo.setEnabled(found is not None and found.can_undo and rests)
