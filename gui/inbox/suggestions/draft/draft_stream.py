"""A request for a draft, whose events are combined once per frame."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from assistant import contracts
from gui.engine.api import Engine
from gui.engine.problems import unreadable
from gui.inbox.suggestions.draft.draft_state import DraftState, Stage
from gui.inbox.suggestions.event_frames import EventFrames

if TYPE_CHECKING:
    from pydantic import BaseModel

    from assistant.contracts import DraftBegun, DraftDone, DraftText, ProblemDetails, ReplyRequest

_KINDS: Final = {
    "draft": "DraftBegun",
    "waiting": "DraftWaiting",
    "text": "DraftText",
    "evidence": "DraftEvidence",
    "fallback": "DraftFallback",
    "draft-done": "DraftDone",
    "error": "ProblemDetails",
}
"""Event name → wire type."""
_LONGEST: Final = 20_000
"""Maximum length in characters; a reply is never longer, and the window should not display more."""


class DraftStream(QObject):
    """Sends one request and combines its events; a child of its owner.

    Signals:
        changed: A `DraftState`, at most once per frame, and once at the end.
    """

    changed = Signal(object)

    def __init__(self, engine: Engine, request: ReplyRequest, owner: QObject) -> None:
        super().__init__(owner)
        self.drafted = DraftState()
        self._clock = QElapsedTimer()
        self._first_tokens = 0
        self._events = EventFrames(engine.reply(request, self), _KINDS, self)
        self._events.told.connect(self._on_events)
        self._events.failed.connect(self._fail)
        self._events.ended.connect(self._on_ended)

    def close(self) -> None:
        """Abort the request; no further signals are emitted."""
        self._events.close()
        self.deleteLater()

    def _on_events(self, events: list[BaseModel]) -> None:
        drafted = self.drafted
        for event in events:
            drafted = self._with(drafted, event)
        self._tell(drafted)

    def _on_ended(self) -> None:
        self._fail(unreadable())  # ended without `draft-done`, which violates the protocol

    def _fail(self, problem: ProblemDetails) -> None:
        if self.drafted.running:
            self._tell(replace(self.drafted, stage="failed", problem=problem))

    def _with(self, drafted: DraftState, event: BaseModel) -> DraftState:
        if isinstance(event, contracts.DraftText):
            return self._longer(drafted, event)
        if isinstance(event, contracts.DraftEvidence):
            return replace(drafted, evidence=(*drafted.evidence, event))
        if isinstance(event, contracts.DraftBegun):
            return self._begun(drafted, event)
        if isinstance(event, contracts.DraftWaiting):
            return replace(drafted, waiting=event)
        if isinstance(event, contracts.DraftFallback):
            return replace(drafted, fallbacks=(*drafted.fallbacks, event))
        if isinstance(event, contracts.DraftDone):
            return _done(drafted, event)
        assert isinstance(event, contracts.ProblemDetails)  # noqa: S101 - the last of `_KINDS`
        return replace(drafted, stage="failed", problem=event)

    def _begun(self, drafted: DraftState, event: DraftBegun) -> DraftState:
        """Start over: after a failure another writer begins, and the previous text is discarded."""
        self._clock.invalidate()
        return replace(
            drafted, kind=event.kind, model=event.model, sources=tuple(event.sources), text="",
            evidence=(), waiting=None, rate=0.0,
        )  # fmt: skip

    def _longer(self, drafted: DraftState, event: DraftText) -> DraftState:
        rate = drafted.rate
        if not self._clock.isValid():
            self._clock.start()
            self._first_tokens = event.tokens
        elif (took := self._clock.elapsed()) > 0:
            rate = 1000 * max(0, event.tokens - self._first_tokens) / took
        text = (drafted.text + event.text)[:_LONGEST]
        return replace(drafted, stage="writing", text=text, waiting=None, rate=rate)

    def _tell(self, drafted: DraftState) -> None:
        self.drafted = drafted
        self.changed.emit(drafted)


def _done(drafted: DraftState, event: DraftDone) -> DraftState:
    rate = event.tokens_per_second or drafted.rate
    stage: Stage = "done"
    if event.reason in ("failed", "cancelled"):
        stage = "failed" if event.reason == "failed" else "stopped"
    return replace(drafted, stage=stage, done=event, waiting=None, rate=rate)
