"""Customer support on Twitter: a table of tweets that answer each other (Kaggle's twcs.csv).

A conversation is a connected component of tweets linked by `in_response_to_tweet_id` and
`response_tweet_id`. `inbound` tells customers from companies.
"""

from __future__ import annotations

import html
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.transcripts.conversation_assembler import ConversationAssembler
from assistant.transcripts.objects.part_joiner import PartJoiner
from assistant.transcripts.raw_conversations import RawConversation, RawMessage
from assistant.transcripts.records import ConversationRecord, Role
from retrieval.documents.columns import folded_name
from retrieval.documents.limits import Limits
from retrieval.documents.records import Problem, Progress
from retrieval.documents.table import Rows

COLUMNS = (
    "tweet_id", "author_id", "inbound", "created_at", "text", "response_tweet_id",
    "in_response_to_tweet_id",
)  # fmt: skip
_NEEDED = ("tweetid", "inbound", "text", "inresponsetotweetid")
_MENTIONS = re.compile(r"^(?:@\w{1,30}\s+)+")
_NUMBER = re.compile(r"\d{1,19}")


def is_tweets(header: Sequence[str]) -> bool:
    """Whether this is the header of a table of tweets."""
    return set(_NEEDED) <= {folded_name(name) for name in header}


def read_tweets(
    rows: Rows, header: Sequence[str], assembler: ConversationAssembler, limits: Limits
) -> Iterator[ConversationRecord | Problem | Progress]:
    """Yield the conversations of such a table, which is read twice."""
    at = {folded_name(name): place for place, name in reversed(list(enumerate(header)))}
    places = [at.get(folded_name(name), len(header)) for name in COLUMNS]
    links = _Links()
    found = array("i")
    for event in rows:
        if isinstance(event, Progress):
            yield Progress(0, event.total)
        elif isinstance(event, tuple) and (tweet := _tweet(event[1], places)):
            found.append(links.connect(tweet))
    joiner = PartJoiner(limits)
    for place in found:
        joiner.expect(links.root(place))
    del found
    first = True
    for event in rows:
        if not isinstance(event, tuple):
            yield event
            continue
        tweet = _tweet(event[1], places)
        if tweet is None:
            if not first and any(event[1]):
                yield _row_problem(event[0])
            first = False
            continue
        parts = joiner.add(links.root(links.place(tweet[0])), event[0], tweet)
        if parts is not None:
            yield from assembler.assemble(_raw_conversation(parts))


def _tweet(cells: Sequence[str], places: Sequence[int]) -> list[str] | None:
    """The cells in the order of `COLUMNS`; None for the header, or a row without a tweet id."""
    tweet = [cells[place].strip() if place < len(cells) else "" for place in places]
    return tweet if _NUMBER.fullmatch(tweet[0]) else None


def _raw_conversation(parts: Sequence[tuple[int, Sequence[str]]]) -> RawConversation:
    parts = sorted(parts, key=lambda part: int(part[1][0]))
    raw = RawConversation(row=min(row for row, _ in parts), key=parts[0][1][0])
    companies: Counter[str] = Counter()
    for row, tweet in parts:
        _, author, inbound, at, text, *_ = tweet
        role = Role.CUSTOMER if inbound.lower() in ("true", "1", "yes") else Role.AGENT
        text = _MENTIONS.sub("", html.unescape(text)) or text
        raw.messages.append(RawMessage(text, role, author, author, at, html=False, row=row))
        if role is Role.CUSTOMER:
            raw.details.setdefault("customer_id", author)
        else:
            companies[author] += 1
    if companies:
        raw.detail(agent=companies.most_common(1)[0][0])
    return raw


def _row_problem(row: int) -> Problem:
    return Problem(
        "row.cells",
        expected="a tweet with its number",
        found="a row without one",
        remedy="Put quotes around a cell that holds the separator or a line break",
        row=row,
    )


class _Links:
    """A union-find structure over tweets, which are numbered in order of appearance."""

    def __init__(self) -> None:
        self._places: dict[int, int] = {}
        self._above = array("i")

    def connect(self, tweet: Sequence[str]) -> int:
        """Add the links of a tweet; return its index."""
        own = self.place(tweet[0])
        for name in (*_NUMBER.findall(tweet[5]), *_NUMBER.findall(tweet[6])):
            first, second = self._top(own), self._top(self.place(name))
            self._above[max(first, second)] = min(first, second)
        return own

    def root(self, place: int) -> str:
        """A name for the connected component of this tweet."""
        return str(self._top(place))

    def place(self, id_: str) -> int:
        """The index of a tweet, assigned when its id is first seen."""
        number = int(id_)
        place = self._places.get(number)
        if place is None:
            place = self._places[number] = len(self._above)
            self._above.append(place)
        return place

    def _top(self, place: int) -> int:
        above = self._above
        while above[place] != place:
            above[place] = above[above[place]]
            place = above[place]
        return place
