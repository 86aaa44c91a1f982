"""Judges whether a conversation of an export can be used for training, and if not, why.

Conversations are judged in one pass, in the order of the file, with bounded memory. The reasons are
checked in a fixed order, so that each conversation is left out for exactly one of them:
`conversations = used + sum(reasons)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from assistant.contracts.transcripts import RatingScale
from assistant.reply_extraction import says_something
from assistant.transcripts.doctor.near_copies import BoundedHashSet, NearCopies, digest_of
from assistant.transcripts.doctor.ratings import USUAL, is_bad
from assistant.transcripts.records import ConversationRecord, MessageRecord, Status
from retrieval.language import detect_language

_READ: Final = 4_000
"""Number of characters of a turn that are examined; the rest would not change the verdict."""
_UNREADABLE: Final = 0.05
"""Share of replacement characters above which a text counts as unreadable."""
_CUSTOMER, _AGENT, _NOTE, _BOT = "customer", "agent", "note", "bot"


class Reason(StrEnum):
    """Why a conversation is left out."""

    ERASED = "erased"
    """The customer has been erased since it was written."""
    UNREADABLE = "unreadable"
    """Decoded with the wrong encoding."""
    DUPLICATE = "duplicate"
    ONE_SIDE = "one-side"
    """The customer says nothing."""
    BOT_ONLY = "bot-only"
    """Only a bot answers."""
    NOT_ANSWERED = "not-answered"
    TOO_SHORT = "too-short"
    """Nothing is asked or nothing is answered: only greetings, thanks, "let me check"."""
    UNSOLVED = "unsolved"
    BADLY_RATED = "badly-rated"
    """The customer was dissatisfied, on the rating scale of the export."""
    NEAR_DUPLICATE = "near-duplicate"


@dataclass(frozen=True, slots=True)
class Turn:
    """Consecutive messages of the same role. Notes are left out."""

    role: str
    messages: tuple[MessageRecord, ...]

    @property
    def text(self) -> str:
        return "\n".join(message.text for message in self.messages)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement on a conversation.

    Attributes:
        reason: Why it is left out; "" if it is used.
        replies: Author of each reply that answers something.
        language: Primary subtag; "" if it cannot be determined.
    """

    reason: str
    replies: tuple[str, ...] = ()
    language: str = ""


def turns_of(record: ConversationRecord) -> Iterator[Turn]:
    """The conversation grouped into turns, without notes and blank messages."""
    said: list[MessageRecord] = []
    for message in record.messages:
        if message.role.value == _NOTE or not message.text.strip():
            continue
        if said and said[0].role is not message.role:
            yield Turn(said[0].role.value, tuple(said))
            said = []
        said.append(message)
    if said:
        yield Turn(said[0].role.value, tuple(said))


def is_solved(record: ConversationRecord) -> bool:
    """Whether the export says that it is solved; without a status, whether the agent had the last
    word."""
    if record.status is not Status.UNKNOWN:
        return record.status is Status.SOLVED
    sides = [m.role.value for m in record.messages if m.role.value in (_CUSTOMER, _AGENT)]
    return bool(sides) and sides[-1] == _AGENT and _CUSTOMER in sides


def _nobody(_: ConversationRecord) -> bool:
    return False


class Examiner:
    """Judges conversations one after the other, remembering earlier ones to find duplicates.

    Args:
        erased: Whether the customer of a conversation has been erased.
        scale: Rating scale of the export.
    """

    def __init__(
        self, erased: Callable[[ConversationRecord], bool] = _nobody, scale: RatingScale = USUAL
    ) -> None:
        self._erased = erased
        self._scale = scale
        self._seen = BoundedHashSet()
        self._near = NearCopies()

    def judge(self, record: ConversationRecord) -> Verdict:
        """Whether this conversation is used, or why it is left out."""
        turns = list(turns_of(record))
        language = record.language or _language(turns)
        replies = tuple(_replies(turns))
        reason = self._before(record, turns) or _why_not(record, turns, replies, self._scale)
        if not reason and self._near.add("\n".join(turn.text[:_READ] for turn in turns)):
            reason = Reason.NEAR_DUPLICATE
        return Verdict(str(reason), replies if not reason else (), language)

    def _before(self, record: ConversationRecord, turns: list[Turn]) -> str:
        if self._erased(record):
            return Reason.ERASED
        if _unreadable(turns):
            return Reason.UNREADABLE
        if self._seen.add(digest_of([f"{turn.role}\x1e{turn.text}" for turn in turns])):
            return Reason.DUPLICATE
        return ""


def _why_not(
    record: ConversationRecord, turns: list[Turn], replies: tuple[str, ...], scale: RatingScale
) -> str:
    sides = [turn.role for turn in turns]
    if _CUSTOMER not in sides:
        return Reason.ONE_SIDE
    if _AGENT not in sides:
        return Reason.BOT_ONLY if _BOT in sides else Reason.NOT_ANSWERED
    if _AGENT not in sides[sides.index(_CUSTOMER) :]:
        return Reason.NOT_ANSWERED
    if not replies:
        return Reason.TOO_SHORT
    if record.status is Status.OPEN:
        return Reason.UNSOLVED
    if is_bad(record.rating, USUAL if record.rated_in_words else scale):
        return Reason.BADLY_RATED
    return ""


def _replies(turns: list[Turn]) -> Iterator[str]:
    """Author of each agent turn with content, once the customer has asked something."""
    asked = False
    for turn in turns:
        if turn.role == _CUSTOMER and not asked:
            asked = says_something(turn.text[:_READ])
        elif turn.role == _AGENT and asked and says_something(turn.text[:_READ]):
            yield turn.messages[-1].author


def _language(turns: list[Turn]) -> str:
    said = "\n".join(turn.text[:_READ] for turn in turns if turn.role == _CUSTOMER)
    return detect_language(said or "\n".join(turn.text[:_READ] for turn in turns)).tag


def _unreadable(turns: list[Turn]) -> bool:
    text = "".join(turn.text[:_READ] for turn in turns)
    return text.count("\ufffd") > _UNREADABLE * max(1, len(text))
