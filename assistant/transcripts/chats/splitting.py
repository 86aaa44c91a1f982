"""Splits a chat that was copied from elsewhere into turns.

No text is lost: a line counts as a speaker's name only if some text follows it, and text before
the first speaker becomes a message of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from assistant.transcripts.chats.lines import Opening, openings
from assistant.transcripts.chats.speakers import is_phone, like_a_name, role_in, roles_of
from assistant.transcripts.records import MessageRecord, Role
from assistant.transcripts.values.cells import time_of
from retrieval.documents.wording import folded

MOST_TURNS = 1000
"""Maximum number of turns; the rest of the text stays unsplit in the last turn."""

_LINE = re.compile(r"^", re.MULTILINE)
_ZONE = re.compile(r"(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})$")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_NUMERIC_DATE = re.compile(r"(?<![\d./-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_TIME_FIRST = re.compile(r"(\d+[:：][\d:：]+(?: ?[AaPp]\.?[Mm]\.?)?),? (\S.*\d{4}.*|\d{4}-\S+)")
_SPEAKERS_AT_FIRST_SIGHT = 3


@dataclass(frozen=True, slots=True)
class Split:
    """The turns of a chat; `certain` if the chat itself states the speakers' roles."""

    turns: list[MessageRecord]
    certain: bool


def split(text: str, agents: Collection[str] = ()) -> Split:
    """The turns of a copied chat; a single turn of the customer if none are recognised.

    Args:
        text: At least one visible character.
        agents: Names of people who are known to be agents.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    starts = [found.start() for found in _LINE.finditer(text)] + [len(text)]
    known = frozenset(folded(name) for name in agents)
    begun = _begun(list(openings(text, starts)), known, _first_line(text, starts))
    begun = _with_words(text, starts, begun)[:MOST_TURNS]
    if not begun:
        return Split([MessageRecord(Role.CUSTOMER, text.strip() or text)], certain=False)
    roles, certain = roles_of(dict.fromkeys(folded(some.name) for some in begun), known)
    day_first = _day_first([some.stamp for some in begun])
    ends = [starts[some.first] for some in begun[1:]] + [len(text)]
    turns = [
        MessageRecord(
            roles[folded(some.name)],
            text[some.said_from : end].strip(),
            some.name,
            _when(some.stamp, day_first=day_first),
        )
        for some, end in zip(begun, ends, strict=True)
    ]
    if before := text[: starts[begun[0].first]].strip():
        # if an agent speaks next, this is the beginning of the customer's message; otherwise a note
        role = Role.CUSTOMER if turns[0].role is Role.AGENT else Role.NOTE
        turns = [MessageRecord(role, before), *turns]
        if len(turns) > MOST_TURNS:
            last = _joined(turns[-2], text[begun[-2].said_from :])
            turns = [*turns[: MOST_TURNS - 1], last]
    return Split(turns, certain)


def _joined(turn: MessageRecord, text: str) -> MessageRecord:
    return MessageRecord(turn.role, text.strip(), turn.author, turn.at)


def _first_line(text: str, starts: Sequence[int]) -> int:
    """Index of the first line that is not blank."""
    lines = enumerate(pairwise(starts))
    return next((n for n, (at, end) in lines if text[at:end].strip()), 0)


def _begun(found: list[Opening], agents: Collection[str], first_line: int) -> list[Opening]:
    """The openings that really begin a turn: ordinary text may contain colons and times too."""
    often = Counter((folded(some.name), bool(some.stamp)) for some in found)

    def meant(some: Opening) -> bool:
        return folded(some.name) in agents or like_a_name(some.name)

    def again(some: Opening) -> bool:
        return often[folded(some.name), bool(some.stamp)] > 1

    timed = [s for s in found if s.stamp and (meant(s) or again(s) or is_phone(s.name))]
    if timed:
        return timed
    likely = [some for some in found if not some.stamp and meant(some)]
    roles = {role_in(some.name, agents) for some in likely} - {None}
    if {Role.CUSTOMER, Role.AGENT} <= roles:
        # any other speaker must occur more than once
        return [s for s in likely if role_in(s.name, agents) or again(s)]
    if roles:
        return likely
    names = {folded(some.name) for some in likely}
    opened = bool(likely) and likely[0].first == first_line
    if not opened or len(names) < 2:
        return []
    return likely if len(names) <= _SPEAKERS_AT_FIRST_SIGHT else []


def _with_words(text: str, starts: Sequence[int], begun: list[Opening]) -> list[Opening]:
    """The openings that are followed by text; the others stay part of the text."""
    kept: list[Opening] = []
    end = len(text)
    for some in reversed(begun):
        if text[some.said_from : end].strip():
            kept.append(some)
            end = starts[some.first]
    return kept[::-1]


def _when(stamp: str, *, day_first: bool | None) -> datetime | None:
    """The time in UTC, None without a full date; a stamp without a zone is in local time."""
    stamp = _ordered(_NUMERIC_DATE.sub(lambda found: _iso(found, day_first), stamp))
    if not _YEAR.search(stamp):
        return None
    found = time_of(stamp)
    if found is None or _ZONE.search(stamp):
        return found
    return found.replace(tzinfo=None).astimezone().astimezone(UTC)


def _day_first(stamps: Sequence[str]) -> bool | None:
    """Whether the dates of a chat begin with the day; None if they do not tell."""
    dates = [found for stamp in stamps for found in _NUMERIC_DATE.finditer(stamp)]
    day = any(int(found[1]) > 12 or found[2] == "." for found in dates)
    month = any(int(found[3]) > 12 for found in dates)
    return day if day != month else None


def _iso(found: re.Match[str], day_first: bool | None) -> str:
    first, second, year = found[1], found[3], found[4]
    if day_first is None:
        return found[0]
    day, month = (first, second) if day_first else (second, first)
    return f"{'20' if len(year) == 2 else ''}{year}-{month:0>2}-{day:0>2}"


def _ordered(stamp: str) -> str:
    """A stamp with the date before the time, as `time_of` expects."""
    found = _TIME_FIRST.fullmatch(stamp)
    if found:
        stamp = f"{found[2]} {found[1]}"
    return stamp.replace("：", ":").replace(" at ", " ")
