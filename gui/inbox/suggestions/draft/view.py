"""The draft in the pane: its card, and the line about sentences without a source."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.inbox.suggestions.draft.card import DraftCard
from gui.inbox.suggestions.draft.draft_state import DraftState
from gui.inbox.suggestions.draft.unsourced import Unsourced


class DraftView(QWidget):
    """Hidden if there is no draft."""

    def __init__(self) -> None:
        super().__init__()
        self.card = DraftCard()
        self.unsourced = Unsourced()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.card)
        layout.addWidget(self.unsourced)
        self.hide()

    def show_draft(self, drafted: DraftState, *, taken: bool) -> None:
        """Show a draft, or more of it; sentences cannot be restored once the draft was `taken`."""
        self.card.show_draft(drafted)
        count = 0 if drafted.running else len(drafted.unsourced)
        self.unsourced.show_count(
            count, dropped=drafted.dropped, changeable=not (taken and drafted.dropped)
        )
        self.show()
