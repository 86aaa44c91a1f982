"""Conversations in the making: messages gathered, put in order, given a key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from assistant.transcripts.records import ConversationRecord, MessageRecord, Role
from assistant.transcripts.values import rating_of, role_of, status_of, time_of
from retrieval.documents.limits import Limits
from retrieval.documents.records import Problem
from retrieval.documents.wording import fingerprint, folded, one_line

_DETAILS = ("customer", "email", "customer_id", "subject", "status", "rating", "created_at")
_LONGEST_DETAIL = 500


@dataclass(slots=True)
class Draft:
    """What is known of a conversation so far; of each detail the last filled cell counts."""

    row: int | None
    key: str = ""
    details: dict[str, str] = field(default_factory=dict)
    messages: list[MessageRecord] = field(default_factory=list)

    def add_details(self, values: Mapping[str, str]) -> None:
        """Take what the values say about customer, subject, status and rating."""
        for role in _DETAILS:
            if values.get(role):
                self.details[role] = one_line(values[role])[:_LONGEST_DETAIL]

    def add_row(self, values: Mapping[str, str], row: int, limits: Limits) -> Problem | None:
        """Take one row of a table: one message, or a request with its reply."""
        self.add_details(values)
        if "reply" in values and "role" not in values:
            asked = values.get("request") or values.get("text", "")
            said = [(Role.CUSTOMER, asked), (Role.AGENT, values["reply"])]
        else:
            role = self._role(values)
            if role is None:
                return _role_problem(row)
            said = [(role, values.get("text", ""))]
        return self.add_messages(said, values, row, limits)

    def add_messages(
        self,
        said: Iterable[tuple[Role, str]],
        values: Mapping[str, str],
        row: int,
        limits: Limits,
    ) -> Problem | None:
        """Take messages; empty or endless ones are a problem."""
        at = time_of(values.get("at", ""))
        author = one_line(values.get("author", ""))[:_LONGEST_DETAIL]
        added = False
        for role, text in said:
            if len(text) > limits.cell_chars:
                return _long_problem(row, len(text), limits)
            if text:
                self.messages.append(MessageRecord(role, text, author, at))
                added = True
        return None if added else _text_problem(row)

    def _role(self, values: Mapping[str, str]) -> Role | None:
        """Who wrote: as the word says, else whether the name is the customer's."""
        who = values.get("role", "")
        role = role_of(who)
        if role is not None or not who:
            return role
        customer = {folded(values[name]) for name in ("customer", "email") if values.get(name)}
        if not customer:
            return None
        return Role.CUSTOMER if folded(who) in customer else Role.AGENT

    def record(self, taken: set[str]) -> ConversationRecord | None:
        """The finished conversation, None where nobody said anything."""
        if not any(message.role is not Role.NOTE for message in self.messages):
            return None
        messages = tuple(self.messages)
        times = [message.at for message in messages if message.at is not None]
        if len(times) == len(messages):
            messages = tuple(sorted(messages, key=lambda message: message.at or times[0]))
        details = self.details
        return ConversationRecord(
            key=self._unique_key(taken),
            messages=messages,
            customer_name=details.get("customer", ""),
            customer_email=details.get("email", ""),
            customer_id=details.get("customer_id", ""),
            subject=details.get("subject", ""),
            status=status_of(details.get("status", "")),
            rating=rating_of(details.get("rating", "")),
            created_at=time_of(details.get("created_at", "")) or min(times, default=None),
            row=self.row,
        )

    def _unique_key(self, taken: set[str]) -> str:
        who = [self.details.get(name, "") for name in ("customer_id", "email", "customer")]
        key = self.key or "m:" + fingerprint(*who, folded(self.messages[0].text))
        while key in taken:
            key = f"{key}/{fingerprint(folded(self.messages[0].text))}"
        taken.add(key)
        return key


def finished(draft: Draft | None, taken: set[str]) -> Iterator[ConversationRecord | Problem]:
    """The record of a draft, or the problem that it is empty."""
    if draft is None:
        return
    record = draft.record(taken)
    if record is not None:
        yield record
    elif draft.messages or not draft.row:
        yield Problem(
            "conversation.empty",
            expected="a conversation with a message of customer or agent",
            found="none",
            remedy="Export it with its messages",
            row=draft.row,
        )


def finished_all(
    drafts: Iterable[Draft], taken: set[str]
) -> Iterator[ConversationRecord | Problem]:
    """The records of all drafts."""
    for draft in drafts:
        yield from finished(draft, taken)


def _role_problem(row: int) -> Problem:
    return Problem(
        "row.role",
        expected="customer, agent or note (客户, 客服, 备注) as the one who wrote",
        found="another word or none",
        remedy="Write one of these, or map the column that has them: --map role=COLUMN",
        row=row,
    )


def _text_problem(row: int) -> Problem:
    return Problem(
        "row.text",
        expected="a message with text",
        found="an empty one",
        remedy="Nothing is lost where it was only an attachment; else fill in the text",
        row=row,
    )


def _long_problem(row: int, length: int, limits: Limits) -> Problem:
    return Problem(
        "row.long",
        expected=f"at most {limits.cell_chars} characters in a message",
        found=f"{length} characters",
        remedy="Shorten the message",
        row=row,
    )
