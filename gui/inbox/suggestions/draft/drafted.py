"""What is known of a draft so far, and what of its text is shown."""

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
class Drafted:
    """A draft as it grows.

    Attributes:
        kind: Who writes it; empty until that is known.
        sources: What it is written from.
        text: Everything that was written.
        evidence: Of its finished sentences, in order.
        waiting: Why there is no text yet.
        rate: Tokens in a second; 0 while nobody can say.
        fallbacks: What failed on the way.
        done: How it ended.
        dropped: Whether the sentences without a source are left out of what is shown.
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
        """Whether more may come."""
        return self.stage in ("waiting", "writing")

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to write from, or nobody is to write."""
        return self.done is not None and self.done.reason in ("nothing-found", "off")

    @property
    def unsourced(self) -> tuple[DraftEvidence, ...]:
        """Its sentences that no source says."""
        return tuple(one for one in self.evidence if one.support == "unsupported")

    @property
    def cited(self) -> tuple[SourceRef, ...]:
        """The sources that say what it says."""
        said = {one.source for one in self.evidence if one.support == "supported"}
        return tuple(ref for ref in self.sources if ref.id in said)

    @property
    def finished_to(self) -> int:
        """Where its last finished sentence ends."""
        return max((one.end for one in self.evidence), default=0)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is to be seen of a draft.

    Attributes:
        text: Its text.
        sentences: Of this text: start, end, and the verdict.
    """

    text: str
    sentences: tuple[tuple[int, int, DraftEvidence], ...]


def shown(drafted: Drafted) -> Shown:
    """What is shown of a draft: all of it, or all but its sentences without a source."""
    text = drafted.text
    # what comes over the wire is not taken for granted
    valid = [one for one in drafted.evidence if 0 <= one.start < one.end <= len(text)]
    if not drafted.dropped:
        return Shown(text, tuple((one.start, one.end, one) for one in valid))
    cuts: list[tuple[int, int]] = []
    kept, at = "", 0
    for start, end in sorted(_cut(text, one) for one in valid if one.support == "unsupported"):
        start, end = max(at, start), max(at, end)  # two may want the same white space
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
    """A sentence and the white space that only it needed."""
    start, end = one.start, one.end
    while end < len(text) and text[end] in " \t":
        end += 1
    if end < len(text) and text[end] == "\n":
        if start == 0 or text[start - 1] == "\n":  # it was the whole line
            while end < len(text) and text[end] == "\n":
                end += 1
        else:
            while start > 0 and text[start - 1] in " \t":
                start -= 1
    return start, end
