"""Turns each `RawConversation` of a format's reader into a conversation record.

Settles roles and times, cleans and sorts the messages, and drops duplicates.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from assistant.transcripts.chats.speakers import role_in, roles_of
from assistant.transcripts.cleaning import cleaned
from assistant.transcripts.raw_conversations import (
    LONGEST_DETAIL,
    RawConversation,
    RawMessage,
    long_problem,
    role_problem,
)
from assistant.transcripts.records import ConversationRecord, MessageRecord, Removed, Role
from assistant.transcripts.settings import ReadingSettings
from assistant.transcripts.values.cells import rated_in_words, rating_of, status_of
from assistant.transcripts.values.times import Clock
from retrieval.documents.limits import Limits
from retrieval.documents.records import Problem
from retrieval.documents.wording import fingerprint, folded, language_tag, one_line
from retrieval.language import detect_language

_BOT_NAME = re.compile(
    r"(?:\b|_)(?:\w{0,20}bot|autoresponder|automation)\b|机器人|機器人|自动回复", re.IGNORECASE
)
_LANGUAGE_FROM = 240


@dataclass(slots=True)
class Tally:
    """What was noticed while the conversations were assembled."""

    languages: Counter[str] = field(default_factory=Counter)
    agents: Counter[str] = field(default_factory=Counter)
    bots: Counter[str] = field(default_factory=Counter)
    roles: Counter[Role] = field(default_factory=Counter)
    guessed: int = 0
    """Conversations in which roles were inferred from names and the order of speakers."""
    backwards: int = 0
    """Conversations whose messages were not in chronological order."""
    removed: Counter[str] = field(default_factory=Counter)
    conversations: int = 0


class ConversationAssembler:
    """Assembles the conversations of one reading and keeps their keys unique."""

    def __init__(self, settings: ReadingSettings, limits: Limits) -> None:
        self.tally = Tally()
        self.clock = Clock(settings.zone(), settings.day_first)
        self.gap_seconds = settings.gap_seconds
        self._clean = frozenset(settings.clean)
        self._agents = settings.agent_names
        self._bots = settings.bot_names
        self._limits = limits
        self._taken: set[int] = set()
        self._told: set[int] = set()

    def assemble(self, raw: RawConversation) -> Iterator[ConversationRecord | Problem]:
        """Yield the conversation, and the problems with it or its messages."""
        raw.mend()
        _settle(raw)
        raw_messages = []
        for one in raw.messages:
            if len(one.text) > self._limits.cell_chars:
                yield long_problem(one.row or raw.row, len(one.text), self._limits)
            elif one.text.strip():
                raw_messages.append(one)
        if not raw_messages:
            yield _empty_problem(raw.row)
            return
        yield from self._with_roles(raw, raw_messages)

    def _with_roles(
        self, raw: RawConversation, raw_messages: list[RawMessage]
    ) -> Iterator[ConversationRecord | Problem]:
        roles = [self._role(one, raw) for one in raw_messages]
        if raw.by_order and None in roles:
            roles = self._by_order(raw_messages, roles)
        known = [
            (one, role) for one, role in zip(raw_messages, roles, strict=True) if role is not None
        ]
        for one, role in zip(raw_messages, roles, strict=True):
            if role is None:
                yield role_problem(one.row or raw.row)
        if all(role is Role.NOTE for _, role in known):
            yield _empty_problem(raw.row)
        elif _contradict(known):
            yield _roles_problem(raw.row)
        else:
            made = (self._message(one, role) for one, role in known)
            messages = [message for message in made if message is not None]
            if any(message.role is not Role.NOTE for message in messages):
                yield self._record(raw, messages)
            else:
                yield _empty_problem(raw.row)

    def _role(self, one: RawMessage, raw: RawConversation) -> Role | None:
        """The role as chosen by a person, else as given by the format, else by the author."""
        if one.role is Role.NOTE:
            return Role.NOTE
        names = {folded(one.author), folded(one.author_id)} - {""}
        if names & self._bots:
            return Role.BOT
        if names & self._agents:
            return Role.AGENT
        if one.role is Role.AGENT and one.author and _BOT_NAME.search(one.author):
            return Role.BOT
        if one.role is not None:
            return one.role
        if self._agents and names:
            return Role.CUSTOMER
        details = raw.details
        customer = {folded(details.get(name, "")) for name in ("customer", "email", "customer_id")}
        if names & (customer - {""}):
            return Role.CUSTOMER
        return Role.AGENT if names and customer - {""} and not raw.by_order else None

    def _by_order(
        self, raw_messages: list[RawMessage], roles: list[Role | None]
    ) -> list[Role | None]:
        """Fill in missing roles: the first speaker is the customer, unless names say otherwise."""
        speakers = [folded(one.author_id or one.author) for one in raw_messages]
        open_ = dict.fromkeys(s for s, role in zip(speakers, roles, strict=True) if role is None)
        settled = {role for role in roles if role is not None}
        if Role.CUSTOMER in settled:
            by_name = dict.fromkeys(open_, Role.AGENT)
        elif Role.AGENT in settled:
            by_name = dict.fromkeys(open_, Role.CUSTOMER)
        else:
            by_name = dict(roles_of(open_, self._agents)[0])
        self.tally.guessed += 1
        return [role or by_name[s] for s, role in zip(speakers, roles, strict=True)]

    def _message(self, one: RawMessage, role: Role) -> MessageRecord | None:
        """The message; None for markup without text, such as a mail that is only a picture."""
        author = one_line(one.author)[:LONGEST_DETAIL]
        removed: tuple[Removed, ...] = ()
        text = one.text
        if self._clean:
            text, removed = cleaned(text, html=one.html, author=author, kinds=self._clean)
            if not text.strip():
                return None
        for piece in removed:
            self.tally.removed[piece.kind] += 1
        self.tally.roles[role] += 1
        if role is Role.AGENT and author:
            self.tally.agents[author] += 1
        elif role is Role.BOT:
            self.tally.bots[author or "bot"] += 1
        return MessageRecord(role, text, author, self.clock.read(one.at), removed)

    def _record(
        self, raw: RawConversation, messages: list[MessageRecord]
    ) -> ConversationRecord | Problem:
        times = [message.at for message in messages if message.at is not None]
        if len(times) == len(messages):
            self.tally.backwards += times != sorted(times)
            messages.sort(key=lambda message: message.at or times[0])
        key = self._key(raw, messages)
        if key is None:
            return _twice_problem(raw.row)
        details = raw.details
        rated = details.get("rating", "")
        self.tally.conversations += 1
        return ConversationRecord(
            key=key,
            messages=tuple(messages),
            customer_name=_customer(details, messages),
            customer_email=details.get("email", ""),
            customer_id=details.get("customer_id", ""),
            subject=details.get("subject", ""),
            status=status_of(details.get("status", "")),
            rating=rating_of(rated),
            rated_in_words=rated_in_words(rated),
            created_at=self._created(details, times),
            row=raw.row,
            agent=details.get("agent", "") or _busiest(messages),
            labels=tuple(raw.labels),
            language=self._language(details, messages),
        )

    def _created(self, details: dict[str, str], times: list[datetime]) -> datetime | None:
        return self.clock.read(details.get("created_at")) or min(times, default=None)

    def _language(self, details: dict[str, str], messages: list[MessageRecord]) -> str:
        tag = language_tag(details.get("language", "")) if details.get("language") else ""
        if not tag:
            told = (m.text for m in messages if m.role is Role.CUSTOMER)
            text = "\n".join(told)[:_LANGUAGE_FROM]
            tag = detect_language(text or messages[0].text[:_LANGUAGE_FROM]).tag
        self.tally.languages[tag or "und"] += 1
        return tag

    def _key(self, raw: RawConversation, messages: list[MessageRecord]) -> str | None:
        """A key that is unique in the file; None if the conversation is a duplicate."""
        who = [raw.details.get(name, "") for name in ("customer_id", "email", "customer")]
        first = folded(messages[0].text[:2_000])
        key = raw.key or "m:" + fingerprint(*who, first)
        words = _short("\x1f".join([raw.key, *who, *(m.role + m.text for m in messages)]))
        if words in self._told:
            return None
        self._told.add(words)
        while (short := _short(key)) in self._taken:
            key = f"{key}/{fingerprint(first, str(words))}"
        self._taken.add(short)
        return key


def _settle(raw: RawConversation) -> None:
    """Decide what the roles "system" and "user" mean here, by the other roles in it."""
    users = set(map(id, raw.users))
    sides = {one.role for one in raw.messages if id(one) not in users} - {None}
    if raw.users and Role.CUSTOMER in sides and Role.AGENT not in sides:
        for one in raw.users:
            one.role = Role.AGENT
    if raw.system:
        sides = {one.role for one in raw.messages} - {None}
        alone = sides <= {Role.CUSTOMER} and Role.CUSTOMER in sides
        for one in raw.system:
            one.role = Role.AGENT if alone else Role.NOTE


def _short(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest())


def _busiest(messages: list[MessageRecord]) -> str:
    authors = Counter(m.author for m in messages if m.role is Role.AGENT and m.author)
    return authors.most_common(1)[0][0] if authors else ""


def _customer(details: dict[str, str], messages: list[MessageRecord]) -> str:
    """The customer's name from the export, else the most frequent author on the customer's side.

    Generic names such as "Visitor" are ignored: different people would become one customer.
    """
    if any(details.get(name) for name in ("customer", "email", "customer_id")):
        return details.get("customer", "")
    authors = Counter(m.author for m in messages if m.role is Role.CUSTOMER and m.author)
    named = (name for name, _ in authors.most_common() if role_in(name) is None)
    return next(named, "")


def _contradict(known: list[tuple[RawMessage, Role]]) -> bool:
    """Whether an author speaks for both sides; without ids, only if there are several names."""
    ids = {one.author_id for one, _ in known} - {""}
    sides: dict[str, set[Role]] = {}
    for one, role in known:
        name = one.author_id if ids else folded(one.author)
        if name and role in (Role.CUSTOMER, Role.AGENT):
            sides.setdefault(name, set()).add(role)
    return (bool(ids) or len(sides) > 1) and any(len(both) > 1 for both in sides.values())


def _empty_problem(row: int | None) -> Problem:
    return Problem(
        "conversation.empty",
        expected="a conversation with a message of customer or agent",
        found="none",
        remedy="Export it with its messages",
        row=row,
    )


def _roles_problem(row: int | None) -> Problem:
    return Problem(
        "conversation.roles",
        expected="each author on one side",
        found="an author who is customer and agent at once",
        remedy="Say who the agents are, or correct the column that says who wrote",
        row=row,
    )


def _twice_problem(row: int | None) -> Problem:
    return Problem(
        "conversation.twice",
        expected="each conversation once",
        found="one that repeats an earlier one word for word",
        remedy="Nothing is lost: it counts once",
        row=row,
    )
