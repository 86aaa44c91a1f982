"""Streams a reply in whole words, and judges each sentence once it is finished."""

from __future__ import annotations

import time
from collections.abc import Iterator

from assistant.contracts import DraftEvidence, DraftText
from assistant.drafting.identifiers import IdentifierGuard
from assistant.drafting.sources import Sources
from assistant.evidence.courtesy import claim_spans
from assistant.evidence.judge import Judge

_FRAME_S = 0.03
"""Minimum seconds between sends: screens show no more, and clients need not read more."""


class JudgedText:
    """Takes pieces of text and yields events.

    Args:
        judge: Judges finished sentences.
        guard: Removes identifiers of other customers.
        sources: The sources that may support a sentence.
        said: What the customer wrote.
    """

    def __init__(self, judge: Judge, guard: IdentifierGuard, sources: Sources, said: str) -> None:
        self._judge, self._guard = judge, guard
        self._sources, self._passages, self._said = sources, sources.passages, said
        self._waiting = ""
        self._text = ""
        self._tokens = 0
        self._judged = 0
        self._sent = 0.0

    @property
    def text(self) -> str:
        """The text sent so far."""
        return self._text

    def add(self, piece: str, tokens: int = 0) -> Iterator[DraftText | DraftEvidence]:
        """Add text of `tokens` tokens; yields what may be shown now and the evidence of finished
        sentences.
        """
        self._tokens += tokens
        self._waiting += self._guard.feed(piece)
        if time.monotonic() - self._sent >= _FRAME_S:
            yield from self._send()
            yield from self._evidence(all_of_it=False)

    def end(self) -> Iterator[DraftText | DraftEvidence]:
        """End the text: yields the rest and its evidence."""
        self._waiting += self._guard.close()
        yield from self._send()
        yield from self._evidence(all_of_it=True)

    def _send(self) -> Iterator[DraftText]:
        if self._waiting:
            text, self._waiting = self._waiting, ""
            self._text += text
            self._sent = time.monotonic()
            yield DraftText(text=text, tokens=self._tokens)

    def _evidence(self, *, all_of_it: bool) -> Iterator[DraftEvidence]:
        """Evidence of the finished sentences; the last one may still grow."""
        spans = [span for span in claim_spans(self._text) if span[0] >= self._judged]
        for start, end in spans if all_of_it else spans[:-1]:
            support = self._judge.judge(self._text[start:end], self._passages, self._said)
            article = None
            if support.source is not None and support.verdict == "supported":
                article = self._sources.articles[support.source].id
            yield DraftEvidence(
                start=start, end=end, support=support.verdict, source=article,
                quote=support.quote if support.verdict == "supported" else "",
                reason=support.reason,
            )  # fmt: skip
            self._judged = end
