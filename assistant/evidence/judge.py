"""Decides which source supports a sentence of a draft, or why none does.

A false "supported" is the worst possible error here: if the features disagree, the answer is no.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from assistant.evidence.agreement import FEATURES, Features, Ground, features
from assistant.evidence.courtesy import needs_no_source
from assistant.evidence.embedding_similarity import Vector, Vectors, cosine
from assistant.evidence.head import Head, closeness, eligible, heads, reason
from assistant.evidence.statement import LONGEST, Statement, read
from assistant.prompt import Passage
from retrieval.embedder import Embedder
from retrieval.sentences import sentences

Verdict = Literal["supported", "unsupported", "none"]

_MOST: Final = 6
"""Pieces of the sources that are compared in detail: those that share the most words with the
sentence."""
_TOGETHER: Final = 3
"""Upper limit of consecutive source sentences that form one piece."""
_PARTS: Final = 60
"""Upper limit of sentences read from a source."""
_LIKENESS: Final = FEATURES.index("likeness")


@dataclass(frozen=True, slots=True)
class Support:
    """The verdict on a sentence.

    Attributes:
        verdict: `none` for a sentence that needs no source.
        source: Index of the supporting passage, or of the nearest one.
        quote: The text of the piece in that passage.
        reason: Why it is not supported, as a stable code: `nothing-found`, `number`, `negation`,
            `direction`, `opposite`, `condition`, `name`, `code`.
        score: 0 to 1.
    """

    verdict: Verdict
    source: int | None = None
    quote: str = ""
    reason: str = ""
    score: float = 0.0


_LEAST_COVERED: Final = 0.5
"""For a sentence the embedding model cannot read: the share of its content words (by weight) that a
piece must have. One common word among unknown ones is no support."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A piece of a source with its features for a claim."""

    source: int
    ground: Ground
    features: Features


class Judge:
    """Judges sentences; thread-safe."""

    def __init__(self, embedder: Embedder | None, fitted: dict[str, Head] | None = None) -> None:
        """
        Args:
            embedder: The embedding model; without one, only words are compared.
            fitted: Heads by name; by default, those that ship with the program.
        """
        self._vectors = Vectors(embedder) if embedder else None
        self._heads = fitted

    def judge(self, sentence: str, passages: Sequence[Passage], said: str = "") -> Support:
        """Judge one sentence.

        Args:
            sentence: The sentence as written in the draft.
            passages: The sources, the most useful first.
            said: What the customer wrote: its numbers and names may be repeated.
        """
        if len(sentence) > LONGEST:  # it cannot be read whole, so it cannot be confirmed
            return Support("unsupported", reason="nothing-found")
        if needs_no_source(sentence):
            return Support("none")
        claim = read(sentence)
        scored = [(self._head(one.features), one) for one in self.compare(claim, passages, said)]
        if not scored:
            return Support("unsupported", reason="nothing-found")
        may = [
            bool(fit) and _says_enough(one)
            for fit, (_, one) in zip(
                eligible(np.array([one.features for _, one in scored])), scored, strict=True
            )
        ]
        margins = [
            (head.score(one.features) if fit else 0.0) - head.floor
            for (head, one), fit in zip(scored, may, strict=True)
        ]
        best = max(range(len(scored)), key=margins.__getitem__)
        supported = margins[best] >= 0
        if not supported:  # report the reason for the piece that is closest in subject
            best = max(range(len(scored)), key=lambda place: closeness(scored[place][1].features))
        head, one = scored[best]
        return Support(
            verdict="supported" if supported else "unsupported",
            source=one.source,
            quote=one.ground.answer.text,
            reason="" if supported else reason(one.features),
            score=round(head.score(one.features) if may[best] else 0.0, 4),
        )

    def compare(
        self, claim: Statement, passages: Sequence[Passage], said: str = ""
    ) -> Iterator[Compared]:
        """The features of a claim for the pieces of the sources that share the most with it."""
        told = read(said, claim.lang) if said.strip() else None
        grounds = [
            (place, ground)
            for place, passage in enumerate(passages)
            for ground in _pieces(passage, claim.lang, told)
        ]
        grounds.sort(key=lambda pair: -_shared(claim, pair[1]))
        grounds = grounds[:_MOST]
        vectors = self._learn(claim, [ground for _, ground in grounds])
        for place, ground in grounds:
            near = (
                cosine(vectors.get(claim.text), vectors.get(ground.answer.text)),
                cosine(vectors.get(claim.text), vectors.get(ground.question.text)),
                cosine(vectors.get(claim.text), vectors.get(_both(ground))),
            )
            alike = _alike(claim, ground, vectors)
            yield Compared(place, ground, features(claim, ground, alike, near))

    def _learn(self, claim: Statement, grounds: Sequence[Ground]) -> dict[str, Vector | None]:
        if self._vectors is None:
            return {}
        texts = [claim.text]
        for ground in grounds:
            texts += [ground.answer.text, ground.question.text, _both(ground)]
            missing = [word for word in claim.keys if word not in ground.answer.keys]
            if missing and claim.lang != "zh":
                texts += [*missing, *ground.answer.keys, *ground.question.keys]
        return self._vectors.learn(text for text in texts if text)

    def _head(self, found: Features) -> Head:
        fitted = self._heads or heads()
        return fitted["vectors" if found[_LIKENESS] else "words"]


def _says_enough(one: Compared) -> bool:
    features_by_name = dict(zip(FEATURES, one.features, strict=True))
    return bool(features_by_name["likeness"]) or features_by_name["covered"] >= _LEAST_COVERED


def _pieces(passage: Passage, lang: str, said: Statement | None) -> Iterator[Ground]:
    question = read(passage.name, lang)
    parts = [part for part in sentences(passage.text)[:_PARTS] if len(part) <= LONGEST]
    for first in range(len(parts)):
        for size in range(1, _TOGETHER + 1):
            if first + size <= len(parts):
                piece = " ".join(parts[first : first + size])
                yield Ground(read(piece, lang), question, opens=first == 0, said=said)


def _both(ground: Ground) -> str:
    return f"{ground.question.text} {ground.answer.text}".strip()


def _shared(claim: Statement, ground: Ground) -> float:
    """Weight of the claim's words and numbers found in a piece, slightly less for longer pieces."""
    have = sum(weight for key, weight in claim.keys.items() if key in ground.answer.keys)
    numbers = sum(
        any(number.equals(other) for other in ground.answer.quantities)
        for number in claim.quantities
    )
    return have + numbers - 0.01 * len(ground.answer.tokens)


def _alike(claim: Statement, ground: Ground, vectors: dict[str, Vector | None]) -> dict[str, float]:
    have = [w for w in (*ground.answer.keys, *ground.question.keys) if vectors.get(w) is not None]
    found = {}
    for word in claim.keys:
        vector = vectors.get(word)
        if word in ground.answer.keys or vector is None or not have:
            continue
        found[word] = max(cosine(vector, vectors[other]) for other in have)
    return found
