"""The doctor's counts of an export, taken one conversation at a time in bounded memory."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from functools import lru_cache
from typing import Final

from assistant.contracts import DetectedFormat, Examination, ExampleConversation
from assistant.contracts.transcripts import RatingScale
from assistant.redaction import Names, redact_with
from assistant.transcripts.doctor.agents import Agents
from assistant.transcripts.doctor.examining import Reason, Verdict
from assistant.transcripts.doctor.excerpts import began, excerpt
from assistant.transcripts.doctor.findings import Seen, findings
from assistant.transcripts.doctor.ratings import USUAL, counted, judged_alike, scale_of
from assistant.transcripts.doctor.sufficiency import sufficiency
from assistant.transcripts.records import ConversationRecord
from retrieval.documents import Problem

_EXAMPLES: Final = 3
_TURNS, _CHARACTERS = 8, 600
_KINDS: Final = 5_000
"""Maximum number of distinct labels or ratings counted."""
_SHOWN: Final = 200
_AGENTS_SHOWN: Final = 50
_LONGEST_LABEL: Final = 100
_WORD: Final = re.compile(r"[^\W_]+")
_SHORTEST_NAME: Final = 2
_NAME: Final = "{{Name}}"
LEFT_OUT_AT_READING: Final = {
    "conversation.twice": Reason.DUPLICATE,
    "conversation.empty": Reason.TOO_SHORT,
    "conversation.roles": Reason.UNREADABLE,
    "conversation.no-roles": Reason.UNREADABLE,
}
"""Code of a reading problem that loses a whole conversation → the reason it is counted under."""


class Doctor:
    """Counts the conversations that `Examiner` judged.

    Args:
        scale: Rating scale chosen by a person; "" to detect it.
    """

    def __init__(self, scale: RatingScale = "") -> None:
        self.agents = Agents()
        self._scale = scale
        self._seen = Seen()
        self._reasons: Counter[str] = Counter()
        self._messages = 0
        self._replies: Counter[str] = Counter()
        self._months: Counter[str] = Counter()
        self._labels: Counter[str] = Counter()
        self._usable_labels: Counter[str] = Counter()
        self._ratings: Counter[str] = Counter()
        self._worded: Counter[str] = Counter()
        self._languages: Counter[str] = Counter()
        self._roles: Counter[str] = Counter()
        self._examples: dict[str, list[ExampleConversation]] = {}

    @property
    def used(self) -> int:
        return self._seen.used

    @property
    def scale(self) -> RatingScale:
        """The chosen rating scale, else the one that all ratings so far fit. With ratings in words
        only it is always the usual one."""
        if self._worded and not self._ratings:
            return USUAL
        return self._scale or scale_of(map(float, self._ratings))

    def fits(self, scale: RatingScale) -> bool:
        """Whether `scale` and the detected scale agree on which conversations are rated badly."""
        return judged_alike(self._ratings, scale, self.scale)

    @property
    def conversations(self) -> int:
        return self._seen.conversations

    def add(self, record: ConversationRecord, verdict: Verdict) -> None:
        """Count a conversation."""
        self._count(verdict.reason)
        self._messages += len(record.messages)
        self._roles.update(message.role.value for message in record.messages)
        self._seen.both_sides += _on_both_sides(record)
        self._time(began(record))
        for label in labels_of(record):
            _bounded(self._labels, label)
        if record.rating is not None:
            ratings = self._worded if record.rated_in_words else self._ratings
            _bounded(ratings, f"{record.rating:g}")
        if not verdict.reason:
            self._use(record, verdict)
        examples = self._examples.setdefault(verdict.reason, [])
        if len(examples) < _EXAMPLES and verdict.reason != Reason.ERASED:
            examples.append(
                excerpt(record, turns=_TURNS, characters=_CHARACTERS, reason=verdict.reason)
            )

    def left_out(self, problem: Problem) -> ExampleConversation | None:
        """Count a reading problem; one that lost a whole conversation counts as one left out."""
        reason = LEFT_OUT_AT_READING.get(problem.code)
        if reason is None:
            self._seen.problems += 1
            return None
        self._count(reason)
        self._seen.untimed += 1
        return ExampleConversation(key="", row=problem.row, reason=reason)

    def examination(self, detected: DetectedFormat, *, edited: int = 0) -> Examination:
        """The final examination of the export.

        Args:
            detected: The detected format of the file.
            edited: Number of suggestions in this home that were edited before they were sent.
        """
        self._finish()
        if not detected.languages:
            detected = detected.model_copy(update={"languages": dict(self._languages)})
        content, discontent = self._judged()
        return Examination(
            detected=detected,
            conversations=self._seen.conversations,
            messages=self._messages,
            pairs=self._seen.pairs,
            reasons={str(r): self._reasons[r] for r in Reason if self._reasons[r]},
            per_agent=dict(self._replies.most_common(_AGENTS_SHOWN)),
            per_month=dict(sorted(self._months.items())),
            labels=dict(self._labels.most_common(_SHOWN)),
            ratings=dict(
                sorted((self._ratings + self._worded).items(), key=lambda one: float(one[0]))
            ),
            rating_scale=self.scale,
            findings=findings(self._seen, known_format=bool(detected.format)),
            sufficient=sufficiency(
                pairs=self._seen.pairs, used=self._seen.used, labels=self._usable_labels,
                content=content, discontent=discontent, edited=edited,
            ),
            examples=[one for reason in ("", *Reason) for one in self._examples.get(reason, [])],
            problems=self._seen.problems,
        )  # fmt: skip

    def _finish(self) -> None:
        seen = self._seen
        seen.reasons, seen.languages, seen.roles = self._reasons, self._languages, self._roles
        seen.months = len(self._months)
        seen.busiest = max(self._replies.values(), default=0)
        seen.labels, seen.ratings = len(self._labels), len(self._ratings)
        seen.scale, seen.worded = self.scale, self._worded.total()
        seen.content, seen.discontent = self._judged()

    def _judged(self) -> tuple[int, int]:
        """Number of conversations rated well and badly; ratings in words mean the same on every
        scale."""
        numbers, words = counted(self._ratings, self.scale), counted(self._worded, USUAL)
        return numbers[0] + words[0], numbers[1] + words[1]

    def _count(self, reason: str) -> None:
        self._seen.conversations += 1
        if reason:
            self._reasons[reason] += 1
        else:
            self._seen.used += 1

    def _use(self, record: ConversationRecord, verdict: Verdict) -> None:
        self._seen.pairs += len(verdict.replies)
        for author in verdict.replies:
            if name := self.agents.name(author or record.agent):
                self._replies[name] += 1
        self._languages[verdict.language] += 1
        for label in labels_of(record):
            _bounded(self._usable_labels, label)

    def _time(self, at: datetime | None) -> None:
        if at is None:
            self._seen.untimed += 1
        else:
            self._months[f"{at:%Y-%m}"] += 1


@lru_cache(maxsize=_KINDS)
def label_of(label: str) -> str:
    """A label that is safe to show and store: redacted and cut to a maximum length."""
    return redact_with(Names([]), " ".join(label.split())[:_LONGEST_LABEL]).text


def labels_of(record: ConversationRecord) -> tuple[str, ...]:
    """The labels of a conversation, safe to show and store: a label that contains the customer's
    full name ("vip-ann-lee") is replaced by the placeholder for names."""
    name = record.customer_name.casefold()
    return tuple(
        dict.fromkeys(
            _NAME if _bears(label.casefold(), name) else label_of(label) for label in record.labels
        )
    )


def _bears(label: str, name: str) -> bool:
    words = _WORD.findall(name)
    if len("".join(words)) < _SHORTEST_NAME:
        return False
    # Chinese is written without spaces between words
    return set(words) <= set(_WORD.findall(label)) or (not name.isascii() and name in label)


def _bounded(counter: Counter[str], name: str) -> None:
    if name and (name in counter or len(counter) < _KINDS):
        counter[name] += 1


def _on_both_sides(record: ConversationRecord) -> bool:
    sides: dict[str, str] = {}
    for message in record.messages:
        role = message.role.value
        speaks = message.author and role in ("customer", "agent")
        if speaks and sides.setdefault(message.author, role) != role:
            return True
    return False
