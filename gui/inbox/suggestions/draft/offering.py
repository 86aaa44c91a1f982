"""The draft's sentences for the Tab key, as they are finished."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gui.inbox.suggestions.draft.drafted import Drafted, shown
from gui.inbox.suggestions.sentences import sentences


class Offering(QObject):
    """Begun by somebody who wants the sentences; goes on while the draft does.

    Signals:
        more: Further sentences (list[str]).
    """

    more = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._given: int | None = None

    def begin(self, drafted: Drafted) -> list[str]:
        """The sentences that are finished by now."""
        self._given = 0
        return self._further(drafted)

    def end(self) -> None:
        """Nobody wants them any more."""
        self._given = None

    def goes_on(self, drafted: Drafted) -> None:
        """There may be more."""
        if self._given is not None and (further := self._further(drafted)):
            self.more.emit(further)

    def _further(self, drafted: Drafted) -> list[str]:
        """What is finished beyond what was given; a blank that has still to come belongs to the
        sentence before it."""
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
