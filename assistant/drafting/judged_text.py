"""A reply as it grows: text goes out in whole words, and each finished sentence is judged."""

from __future__ import annotations

import time
from collections.abc import Iterator

from assistant.contracts import DraftEvidence, DraftText
from assistant.drafting.identifiers import IdentifierGuard
from assistant.drafting.sources import Sources
from assistant.evidence.courtesy import claim_spans
from assistant.evidence.judge import Judge

_FRAME_S = 0.03
"""Text is sent at most this often: no screen shows more, and a client need not read more."""


class JudgedText:
    """Takes pieces of text, gives events.

    Args:
        judge: Judges finished sentences.
        guard: Holds back identifiers of other customers.
        sources: What supports a sentence.
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
        """What was sent so far."""
        return self._text

    def add(self, piece: str, tokens: int = 0) -> Iterator[DraftText | DraftEvidence]:
        """More text, of so many tokens: what of it may be shown now, and what that says of
        finished sentences."""
        self._tokens += tokens
        self._waiting += self._guard.feed(piece)
        if time.monotonic() - self._sent >= _FRAME_S:
            yield from self._send()
            yield from self._evidence(all_of_it=False)

    def end(self) -> Iterator[DraftText | DraftEvidence]:
        """No more text comes: the rest, and the verdict on it."""
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
        """Of the sentences that are finished; the last one may still grow."""
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
