"""Actions of the draft for the palette."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from gui.actions import Action
from gui.inbox.suggestions.draft.controller import DraftController


class DraftActions(QObject):
    """Each action is available while the card of the draft would perform it."""

    def __init__(self, drafts: DraftController) -> None:
        super().__init__(drafts)
        self._drafts = drafts

    def commands(self) -> tuple[Action, ...]:
        """Return the actions: write it again or differently, stop, take."""
        drafts = self._drafts
        again = partial(partial, drafts.write_again)
        written = lambda: drafts.is_written  # noqa: E731
        return (
            Action(name="write the draft again", text=lambda: self.tr("Write the draft again"),
                   icon="refresh-cw", run=again(), possible=written),
            Action(name="shorter draft", text=lambda: self.tr("Write a shorter draft"),
                   icon="refresh-cw", run=again("shorter"), possible=written),
            Action(name="warmer draft", text=lambda: self.tr("Write a warmer draft"),
                   icon="refresh-cw", run=again("warmer"), possible=written),
            Action(name="more formal draft", text=lambda: self.tr("Write a more formal draft"),
                   icon="refresh-cw", run=again("formal"), possible=written),
            Action(name="draft in the customer's language", icon="languages",
                   text=lambda: self.tr("Write the draft in the customer's language"),
                   run=again(theirs=True), possible=written),
            Action(name="stop the draft", text=lambda: self.tr("Stop the draft"), icon="x",
                   run=drafts.stop, possible=lambda: drafts.is_running),
            Action(name="use the draft", text=lambda: self.tr("Use the draft"), icon="check",
                   run=drafts.take, possible=lambda: drafts.has_text),
        )  # fmt: skip
