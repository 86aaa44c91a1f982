"""What of a reply its prompt says too: that is learnt, and the rest would teach invention.

Agents know more than the passages that are found: they name a page, promise a time, add a step. A
model that learns to write such sentences writes them where nothing says so. So only what the
sources say is learnt of a reply, and what needs no source: greetings, questions, thanks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.evaluation.faithfulness import factual
from assistant.evidence.courtesy import claim_spans, needs_no_source
from assistant.evidence.statement import Statement, read
from assistant.prompt import Prompt
from retrieval.text import normalise

_LEAST: Final = 0.25
"""Of a reply's telling words, the share that must stand in what it was written from: what says
something else has nothing to teach."""
_OF_ONE: Final = 0.6
"""Of a sentence's, the share. Above it the judge of evidence supports twice as many sentences as
of all, and nine tenths of those that it supports are above."""

Span = tuple[int, int]


class _Ground:
    """What a prompt says, in the parts that are compared."""

    def __init__(self, prompt: Prompt) -> None:
        texts = list(_texts(prompt))
        told = [read(text) for text in texts]
        self._numbers = [number for one in told for number in one.quantities]
        self._codes = frozenset(code for one in told for code in one.codes)
        self._keys = {key for one in told for key in (*one.keys, *one.joined, *one.tokens)}
        self._text = " ".join(map(normalise, texts))

    def share(self, claims: list[Statement]) -> float:
        """Of the telling words of some sentences, the share that stands here."""
        telling = [key for claim in claims for key in claim.keys]
        return sum(key in self._keys for key in telling) / len(telling) if telling else 1.0

    def says(self, claim: Statement) -> bool:
        """Whether all numbers, codes and names of a sentence stand here, and most of its words."""
        return (
            all(any(one.equals(other) for other in self._numbers) for one in claim.quantities)
            and claim.codes <= self._codes
            and all(name in self._text for name in claim.names)
            and self.share([claim]) >= _OF_ONE
        )


def is_grounded(reply: str, prompt: Prompt) -> bool:
    """Whether a reply has something in common with what it would be written from."""
    return _Ground(prompt).share([read(one) for one in factual(reply)]) >= _LEAST


def unsaid(reply: str, prompt: Prompt) -> tuple[Span, ...]:
    """Where the sentences stand (from, to, in characters) that state what no source has."""
    ground = _Ground(prompt)
    return tuple(
        (begin, end)
        for begin, end in claim_spans(reply)
        if not needs_no_source(reply[begin:end]) and not ground.says(read(reply[begin:end]))
    )


def _texts(prompt: Prompt) -> Iterator[str]:
    for passage in prompt.passages:
        yield passage.name
        yield passage.text
    for turn in prompt.turns:
        yield turn.text
