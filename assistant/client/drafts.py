"""Requests a draft over the API, as events or collected into one value."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from assistant.client.problems import to_error
from assistant.client.transport import Transport
from assistant.contracts.drafts import (
    DraftBegun,
    DraftDone,
    DraftEvent,
    DraftEvidence,
    DraftFallback,
    DraftText,
    DraftWaiting,
    ReplyRequest,
    WrittenReply,
)
from assistant.contracts.health import ProblemDetails
from assistant.errors import EngineUnreachableError

_KINDS: dict[str, type[BaseModel]] = {
    "draft": DraftBegun,
    "waiting": DraftWaiting,
    "text": DraftText,
    "evidence": DraftEvidence,
    "fallback": DraftFallback,
    "draft-done": DraftDone,
}


def events(transport: Transport, request: ReplyRequest) -> Iterator[DraftEvent]:
    """Request a reply and yield its events; the last one is a `DraftDone`.

    Raises:
        CodedError: The error that the engine sent.
        EngineUnreachableError: The stream ended before the draft was complete.
    """
    for event in transport.events("POST", "/replies", body=request):
        if event.name == "error":
            raise to_error(ProblemDetails.model_validate_json(event.data))
        if kind := _KINDS.get(event.name):
            told: DraftEvent = kind.model_validate_json(event.data)  # type: ignore[assignment]  # by its name
            yield told
            if isinstance(told, DraftDone):
                return
    raise EngineUnreachableError(
        expected="a whole draft",
        found="a stream that ended in the middle",
        remedy="Ask again; the engine may have been restarted",
    )


class Collected:
    """Collects the events of one draft."""

    def __init__(self) -> None:
        self._begun: DraftBegun | None = None
        self._text = ""
        self._evidence: list[DraftEvidence] = []
        self._fallbacks: list[DraftFallback] = []

    def add(self, event: DraftEvent) -> None:
        """Add an event; a second `DraftBegun` discards the text and evidence before it."""
        if isinstance(event, DraftBegun):
            self._begun, self._text, self._evidence = event, "", []
        elif isinstance(event, DraftText):
            self._text += event.text
        elif isinstance(event, DraftEvidence):
            self._evidence.append(event)
        elif isinstance(event, DraftFallback):
            self._fallbacks.append(event)

    def written(self, done: DraftDone) -> WrittenReply:
        """Return the complete draft."""
        begun = self._begun
        return WrittenReply(
            text=self._text,
            kind=begun.kind if begun else "",
            model=begun.model if begun else "",
            backend=begun.backend if begun else "",
            device=begun.device if begun else "",
            sources=begun.sources if begun else [],
            evidence=self._evidence,
            fallbacks=self._fallbacks,
            done=done,
        )
