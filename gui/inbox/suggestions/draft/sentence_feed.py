"""Provides the draft's sentences for the Tab key as they are finished."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gui.inbox.suggestions.draft.draft_state import DraftState, shown
from gui.inbox.suggestions.sentences import sentences


class SentenceFeed(QObject):
    """Started when the user wants the sentences; continues while the draft is written.

    Signals:
        more: Further sentences (list[str]).
    """

    more = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._given: int | None = None

    def begin(self, drafted: DraftState) -> list[str]:
        """Start offering and return the sentences finished so far."""
        self._given = 0
        return self._further(drafted)

    def end(self) -> None:
        """Stop offering."""
        self._given = None

    def goes_on(self, drafted: DraftState) -> None:
        """Emit further sentences of the draft, if there are any."""
        if self._given is not None and (further := self._further(drafted)):
            self.more.emit(further)

    def _further(self, drafted: DraftState) -> list[str]:
        """Return the sentences finished since the last call. Trailing white space belongs to its
        sentence, so one whose white space has not arrived yet waits."""
        assert self._given is not None  # noqa: S101 - both callers have looked
        text = shown(drafted).text
        if drafted.running:
            text = text[: drafted.finished_to]
            if text == drafted.text:
                return []
            blank = len(drafted.text) - len(drafted.text[len(text) :].lstrip())
            text = drafted.text[:blank]
        further, self._given = text[self._given :], max(self._given, len(text))
        return sentences(further)
