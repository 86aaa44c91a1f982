"""State of a draft as received so far, and the part of its text that is displayed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from assistant.contracts import (
        DraftDone,
        DraftEvidence,
        DraftFallback,
        DraftWaiting,
        ProblemDetails,
        SourceRef,
    )

Stage = Literal["waiting", "writing", "done", "stopped", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftState:
    """A draft in progress or finished.

    Attributes:
        kind: What writes it; empty while unknown.
        sources: The sources it is written from.
        text: The whole text so far.
        evidence: Evidence for its finished sentences, in order.
        waiting: Why there is no text yet.
        rate: Tokens per second; 0 while unknown.
        fallbacks: Failures of writers so far.
        done: How it ended.
        dropped: Whether sentences without a source are hidden.
    """

    stage: Stage = "waiting"
    kind: Literal["", "composed", "generated"] = ""
    model: str = ""
    sources: tuple[SourceRef, ...] = ()
    text: str = ""
    evidence: tuple[DraftEvidence, ...] = ()
    waiting: DraftWaiting | None = None
    rate: float = 0.0
    fallbacks: tuple[DraftFallback, ...] = ()
    done: DraftDone | None = None
    problem: ProblemDetails | None = None
    dropped: bool = False

    @property
    def running(self) -> bool:
        """Whether more text may follow."""
        return self.stage in ("waiting", "writing")

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to write from, or no writer."""
        return self.done is not None and self.done.reason in ("nothing-found", "off")

    @property
    def unsourced(self) -> tuple[DraftEvidence, ...]:
        """Its sentences that are not supported by a source."""
        return tuple(one for one in self.evidence if one.support == "unsupported")

    @property
    def cited(self) -> tuple[SourceRef, ...]:
        """The sources that support it."""
        said = {one.source for one in self.evidence if one.support == "supported"}
        return tuple(ref for ref in self.sources if ref.id in said)

    @property
    def finished_to(self) -> int:
        """End position of its last finished sentence."""
        return max((one.end for one in self.evidence), default=0)


@dataclass(frozen=True, slots=True)
class Shown:
    """The displayed form of a draft.

    Attributes:
        text: The displayed text.
        sentences: Start, end and evidence of the sentences in this text.
    """

    text: str
    sentences: tuple[tuple[int, int, DraftEvidence], ...]


def shown(drafted: DraftState) -> Shown:
    """Return what is displayed of a draft: the whole text, or all but unsupported sentences."""
    text = drafted.text
    # positions received from the engine are validated
    valid = [one for one in drafted.evidence if 0 <= one.start < one.end <= len(text)]
    if not drafted.dropped:
        return Shown(text, tuple((one.start, one.end, one) for one in valid))
    cuts: list[tuple[int, int]] = []
    kept, at = "", 0
    for start, end in sorted(_cut(text, one) for one in valid if one.support == "unsupported"):
        start, end = max(at, start), max(at, end)  # two sentences may claim the same white space
        cuts.append((start, end))
        kept += text[at:start]
        at = end
    kept += text[at:]
    sentences = []
    for one in valid:
        if one.support != "unsupported":
            before = sum(min(end, one.start) - min(start, one.start) for start, end in cuts)
            sentences.append((one.start - before, one.end - before, one))
    return Shown(kept.rstrip(), tuple(sentences))


def _cut(text: str, one: DraftEvidence) -> tuple[int, int]:
    """Return the range of a sentence with the white space that is superfluous without it."""
    start, end = one.start, one.end
    while end < len(text) and text[end] in " \t":
        end += 1
    if end < len(text) and text[end] == "\n":
        if start == 0 or text[start - 1] == "\n":  # the sentence is the whole line
            while end < len(text) and text[end] == "\n":
                end += 1
        else:
            while start > 0 and text[start - 1] in " \t":
                start -= 1
    return start, end
