"""Collects what a person reviews before kept conversations are used for training.

These are samples of each kind of replacement, chosen by reservoir sampling (Vitter, "Random
sampling with a reservoir", 1985), and texts that look personal but were not replaced. Of the
latter, the rarest come first: a product's name occurs everywhere, a person's does not.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import Final

from assistant.contracts import ReplacedSample, TranscriptReview
from assistant.redaction.conversation import RedactedConversation
from assistant.redaction.findings import SUBJECT, Candidate, Place
from assistant.transcripts.records import ConversationRecord

_OF_A_KIND: Final = 12
_LEFT_SHOWN: Final = 60
_LEFT_COUNTED: Final = 20_000


class Review:
    """Collects samples as conversations are kept; `seed` makes the choice repeatable."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311 - a sample, no secret
        self._counts: Counter[str] = Counter()
        self._replaced: dict[str, list[ReplacedSample]] = {}
        self._left: dict[str, ReplacedSample] = {}
        self._seen: Counter[str] = Counter()

    def add(self, done: RedactedConversation) -> None:
        """Add a redacted conversation."""
        for place in done.findings.places:
            self._sample(done.record, place)
        for left in done.findings.left:
            self._leave(done.record, left)

    def result(self) -> TranscriptReview:
        """The samples grouped by kind, and the texts that were not replaced, rarest first."""
        rare = sorted(self._left, key=lambda shown: (self._seen[shown], shown))
        return TranscriptReview(
            replaced=[one for kind in sorted(self._replaced) for one in self._replaced[kind]],
            left=[self._left[shown] for shown in rare[:_LEFT_SHOWN]],
            counts=dict(self._counts.most_common()),
        )

    def _sample(self, record: ConversationRecord, place: Place) -> None:
        self._counts[place.kind] += 1
        kept = self._replaced.setdefault(place.kind, [])
        at = self._random.randrange(self._counts[place.kind])
        if len(kept) >= _OF_A_KIND and at >= _OF_A_KIND:
            return
        before, after = place.around(_text(record, place.message))
        sample = ReplacedSample(
            kind=place.kind, before=before, shown=place.placeholder, after=after
        )
        if len(kept) < _OF_A_KIND:
            kept.append(sample)
        else:
            kept[at] = sample

    def _leave(self, record: ConversationRecord, left: Candidate) -> None:
        if left.text not in self._left:
            if len(self._left) >= _LEFT_COUNTED:
                return
            before, after = left.around(_text(record, left.message))
            self._left[left.text] = ReplacedSample(
                kind=left.kind, before=before, shown=left.text, after=after
            )
        self._seen[left.text] += 1


def _text(record: ConversationRecord, message: int) -> str:
    return record.subject if message == SUBJECT else record.messages[message].text
