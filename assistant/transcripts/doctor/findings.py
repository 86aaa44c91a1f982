"""The doctor's findings, each with a stable code, a plain text and a count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from assistant.contracts import Finding
from assistant.contracts.transcripts import RatingScale
from assistant.transcripts.doctor.examining import Reason

_MANY: Final = 0.3
"""Share of all conversations above which a reason gets a finding of its own."""
_ONE_AGENT: Final = 0.8
_SOME: Final = 0.05

_SCALES: Final[dict[RatingScale, str]] = {
    "yes-no": "0 for bad and 1 for good",
    "signed": "-1 for bad to 1 for good",
    "five": "1 to 5",
    "ten": "0 to 10",
    "hundred": "0 to 100",
}
Level = Literal["good", "note", "warning", "error"]


@dataclass(slots=True)
class Seen:
    """The counts from which findings are derived."""

    conversations: int = 0
    used: int = 0
    pairs: int = 0
    problems: int = 0
    untimed: int = 0
    both_sides: int = 0
    """Conversations in which the same author writes as customer and as agent."""
    reasons: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    months: int = 0
    busiest: int = 0
    """Number of replies by the agent who wrote the most."""
    labels: int = 0
    ratings: int = 0
    """Number of distinct numeric ratings."""
    worded: int = 0
    """Conversations rated with words or thumbs."""
    scale: RatingScale = ""
    content: int = 0
    discontent: int = 0
    """Conversations rated well (`content`) and badly (`discontent`)."""
    roles: Mapping[str, int] = field(default_factory=dict)
    """Role → number of messages."""


def findings(seen: Seen, *, known_format: bool) -> list[Finding]:
    """The findings, the most important ones first."""
    if not known_format:
        return [
            _finding(
                "format-unknown", "error",
                "No known export looks like this. Say which field holds what.",
            )
        ]  # fmt: skip
    return [*_whole(seen), *_about_reasons(seen), *_about_roles(seen), *_about_learning(seen)]


def names_by_patterns() -> Finding:
    """The finding for a redaction that ran without the tagger of names."""
    text = "Names were found only by patterns and by the export's fields: look at what was left."
    return _finding("names-by-patterns", "warning", text)


def _whole(seen: Seen) -> Iterator[Finding]:
    if not seen.conversations:
        yield _finding("no-conversations", "error", "There is no conversation in it.")
    elif not seen.used:
        yield _finding(
            "nothing-usable", "error",
            "Nothing can be learnt from it: every conversation was left out.",
        )  # fmt: skip
    else:
        yield _finding(
            "usable", "good",
            f"{seen.used:,} of {seen.conversations:,} conversations can be used. "
            f"Replies in them: {seen.pairs:,}.", seen.used,
        )  # fmt: skip
    if seen.problems:
        yield _finding(
            "unread", "warning",
            f"{seen.problems:,} rows or objects of the file could not be read.", seen.problems,
        )  # fmt: skip


def _about_reasons(seen: Seen) -> Iterator[Finding]:
    if count := _often(seen, Reason.DUPLICATE):
        text = "Many conversations occur more than once: one of each is used."
        yield _finding("many-duplicates", "warning", text, count)
    if count := _often(seen, Reason.NEAR_DUPLICATE):
        text = "Many conversations say nearly the same: one of each is used."
        yield _finding("many-near-duplicates", "warning", text, count)
    if count := _often(seen, Reason.UNSOLVED):
        yield _finding("many-unsolved", "warning", "Many conversations are still open.", count)
    if count := _often(seen, Reason.BOT_ONLY):
        text = "Many conversations were answered by a bot only."
        yield _finding("many-bots", "warning", text, count)
    if count := _often(seen, Reason.TOO_SHORT):
        text = "Many conversations are greetings and thanks, with nothing to learn."
        yield _finding("many-short", "warning", text, count)
    if count := _often(seen, Reason.NOT_ANSWERED):
        text = "Many conversations were never answered."
        yield _finding("many-unanswered", "warning", text, count)
    if count := _often(seen, Reason.BADLY_RATED):
        text = "Many conversations were rated badly: nothing is learnt from their replies."
        yield _finding("many-badly-rated", "warning", text, count)
    if count := _often(seen, Reason.UNREADABLE):
        text = "Many texts are unreadable: choose another encoding."
        yield _finding("wrong-encoding", "warning", text, count)
    if count := seen.reasons.get(Reason.ERASED, 0):
        text = "Customers who were erased are in it: their conversations are left out."
        yield _finding("erased", "note", text, count)


def _often(seen: Seen, reason: Reason) -> int:
    """How many conversations were left out for a reason; 0 if too few for a finding."""
    count = seen.reasons.get(reason, 0)
    return count if count > _MANY * seen.conversations else 0


def _about_roles(seen: Seen) -> Iterator[Finding]:
    said = seen.roles
    if seen.conversations and not said.get("agent"):
        yield _finding(
            "no-agent", "error", "Nobody answers in it: say which authors are your agents."
        )
    if seen.conversations and not said.get("customer"):
        yield _finding(
            "no-customer", "error", "No customer speaks in it: say which authors are your agents."
        )
    if seen.both_sides > _SOME * max(1, seen.conversations):
        yield _finding(
            "both-sides", "warning",
            "Authors write as customers and as agents: check who is who.", seen.both_sides,
        )  # fmt: skip
    if bots := said.get("bot"):
        yield _finding("bots", "note", "Messages of bots are read, but never learnt from.", bots)


def _about_learning(seen: Seen) -> Iterator[Finding]:
    if not seen.used:
        return
    often = {lang: n for lang, n in seen.languages.items() if n > _SOME * seen.used and lang}
    if len(often) > 1:
        yield _finding(
            "languages", "note", f"It is in several languages: {', '.join(sorted(often))}.",
            len(often),
        )  # fmt: skip
    if seen.busiest > _ONE_AGENT * max(1, seen.pairs) and seen.pairs:
        yield _finding(
            "one-agent", "note", "Nearly all replies are one person's: their style will be learnt."
        )
    if seen.untimed > _MANY * seen.conversations:
        yield _finding(
            "no-times", "warning",
            "Conversations have no time: what is held out to judge by is chosen by customer alone.",
            seen.untimed,
        )  # fmt: skip
    elif seen.months < 2:
        yield _finding("one-month", "note", "It is all of one month.")
    if not seen.labels:
        yield _finding("no-labels", "note", "There are no labels or intents in it.")
    yield _about_ratings(seen)


def _about_ratings(seen: Seen) -> Finding:
    judged = seen.content + seen.discontent
    if seen.worded and not seen.ratings:
        return _finding(
            "ratings", "note",
            f"Ratings are words such as good and bad, or thumbs: {seen.content:,} are good and "
            f"{seen.discontent:,} bad.", judged,
        )  # fmt: skip
    if not seen.ratings:
        return _finding("no-ratings", "note", "There are no ratings in it.")
    if not seen.scale:
        return _finding(
            "ratings-unclear", "warning",
            "Its ratings do not show what is good and what is bad: say on which scale they are.",
        )  # fmt: skip
    if seen.worded:
        return _finding(
            "ratings", "note",
            f"Ratings are words such as good and bad, and numbers read as {_SCALES[seen.scale]}: "
            f"{seen.content:,} are good and {seen.discontent:,} bad.", judged,
        )  # fmt: skip
    return _finding(
        "ratings", "note",
        f"Ratings are read as {_SCALES[seen.scale]}: {seen.content:,} are good and "
        f"{seen.discontent:,} bad.", judged,
    )  # fmt: skip


def _finding(code: str, level: Level, text: str, count: int = 0) -> Finding:
    return Finding(code=code, level=level, text=text, count=count)
