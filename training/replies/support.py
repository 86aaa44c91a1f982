"""Finds the sentences of a reply that its prompt does not support, so that they are not learnt.

Agents know more than the passages that are found: they name a page, promise a time, add a step. A
model trained on such sentences learns to invent. So only sentences that the sources support are
learnt, and those that need no source: greetings, questions, thanks.
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
"""Minimum share of a reply's content words that its prompt must contain; other replies are left
out."""
_OF_ONE: Final = 0.6
"""Minimum share for a single sentence. The evidence judge supports twice as many of the sentences
above this threshold as of all sentences, and nine tenths of those it supports are above it."""

Span = tuple[int, int]


class _Ground:
    """The content of a prompt: its numbers, codes, words and text, for comparisons."""

    def __init__(self, prompt: Prompt) -> None:
        texts = list(_texts(prompt))
        told = [read(text) for text in texts]
        self._numbers = [number for one in told for number in one.quantities]
        self._codes = frozenset(code for one in told for code in one.codes)
        self._keys = {key for one in told for key in (*one.keys, *one.joined, *one.tokens)}
        self._text = " ".join(map(normalise, texts))

    def share(self, claims: list[Statement]) -> float:
        """The share of the content words of some sentences that the prompt contains."""
        telling = [key for claim in claims for key in claim.keys]
        return sum(key in self._keys for key in telling) / len(telling) if telling else 1.0

    def says(self, claim: Statement) -> bool:
        """Whether the prompt contains all numbers, codes and names of a sentence, and most of its
        words."""
        return (
            all(any(one.equals(other) for other in self._numbers) for one in claim.quantities)
            and claim.codes <= self._codes
            and all(name in self._text for name in claim.names)
            and self.share([claim]) >= _OF_ONE
        )


def is_grounded(reply: str, prompt: Prompt) -> bool:
    """Whether a reply shares enough content words with its prompt to be learnt from."""
    return _Ground(prompt).share([read(one) for one in factual(reply)]) >= _LEAST


def unsupported_spans(reply: str, prompt: Prompt) -> tuple[Span, ...]:
    """Character spans (start, end) of the sentences that state something no source says."""
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
