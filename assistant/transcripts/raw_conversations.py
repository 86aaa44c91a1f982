"""Raw conversations, as format readers understood them; completed by `ConversationAssembler`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.transcripts.chats.speakers import like_somebody
from assistant.transcripts.records import Role
from assistant.transcripts.values.cells import is_system, is_user, role_of
from retrieval.documents.json_files import cell_text
from retrieval.documents.limits import Limits
from retrieval.documents.records import Problem
from retrieval.documents.wording import folded, one_line, whole

DETAILS = (
    "customer", "email", "customer_id", "subject", "status", "rating", "created_at", "agent",
    "language",
)  # fmt: skip
LONGEST_DETAIL = 500
_MOST_LABELS = 50
_YES = ("true", "1", "yes", "y", "是")
_NO = ("false", "False", "FALSE", "0", "no", "No", "n", "否")


@dataclass(slots=True)
class RawMessage:
    """One raw message of an export.

    Attributes:
        text: The text, possibly HTML.
        role: The speaker's role; None if it has to be inferred from the author.
        author: The speaker's name.
        author_id: The export's id of the speaker.
        at: The time as written: a text or a number.
        html: Whether the text is HTML; None if that has to be detected.
    """

    text: str
    role: Role | None = None
    author: str = ""
    author_id: str = ""
    at: Any = None
    html: bool | None = None
    row: int | None = None


@dataclass(slots=True)
class RawConversation:
    """A raw conversation, as far as it is read; of each detail, the last non-empty value counts.

    `by_order` allows the first speaker to be taken for the customer if nothing else tells the
    roles, as in chats that contain only names.
    """

    row: int | None
    key: str = ""
    details: dict[str, str] = field(default_factory=dict)
    labels: dict[str, None] = field(default_factory=dict)
    messages: list[RawMessage] = field(default_factory=list)
    by_order: bool = False
    system: list[RawMessage] = field(default_factory=list)
    """Messages of "system", which are system messages or, in some files, the agent's."""
    users: list[RawMessage] = field(default_factory=list)
    """Messages of a "user", who is the customer or, if there are customers too, an agent."""
    beside: frozenset[str] = frozenset()
    """Ids of further people on the customer's side."""
    internal: bool = False
    """Whether this is an internal conversation of the team."""

    def detail(self, **values: Any) -> None:
        """Set the details that are not empty."""
        for name, value in values.items():
            text = value if isinstance(value, str) else cell_text(value)
            if text := one_line(text)[:LONGEST_DETAIL]:
                self.details[name] = text

    def label(self, values: Any) -> None:
        """Add labels (tags, topics, intents), given as a list or as a text with separators."""
        if isinstance(values, str):
            values = values.replace(";", ",").replace("|", ",").replace("，", ",").split(",")
        for value in values if isinstance(values, list | tuple) else ():
            text = one_line(value if isinstance(value, str) else cell_text(value))[:100]
            if text and len(self.labels) < _MOST_LABELS:
                self.labels[text] = None

    def mend(self) -> None:
        """Make every text valid Unicode that can be stored (`whole`): JSON may contain others."""
        self.key = whole(self.key)
        self.details = {name: whole(text) for name, text in self.details.items()}
        self.labels = dict.fromkeys(map(whole, self.labels))
        for one in self.messages:
            one.text, one.author, one.author_id = map(whole, (one.text, one.author, one.author_id))

    def hear(self, one: RawMessage, who: str) -> None:
        """Remember a message whose stated role, "system" or "user", is ambiguous."""
        if one.role is None and is_system(who):
            self.system.append(one)
        elif one.role is Role.CUSTOMER and is_user(who):
            self.users.append(one)

    def add_row(self, values: Mapping[str, str], row: int, limits: Limits) -> Problem | None:
        """Add one row of a table: a message, or a request with its reply."""
        self.detail(**{name: values[name] for name in DETAILS if name in values})
        self.label(values.get("labels", ""))
        if is_pair(values):
            asked = values.get("request") or values.get("text", "")
            if values.get("context"):
                asked = f"{asked}\n{values['context']}"
            told: Iterable[tuple[Role | None, str]] = (
                (Role.CUSTOMER, asked), (Role.AGENT, values["reply"]),
            )  # fmt: skip
        else:
            who = values.get("role", "")
            role = self._role(who, values)
            if role is None and not is_system(who):
                if not like_somebody(who):
                    return role_problem(row)
                values = {"author": who, **{k: v for k, v in values.items() if v}}
                self.by_order = True
            told = ((role, values.get("text", "")),)
        return self._take(told, values, row, limits)

    def _take(
        self,
        told: Iterable[tuple[Role | None, str]],
        values: Mapping[str, str],
        row: int,
        limits: Limits,
    ) -> Problem | None:
        added = False
        name = one_line(values.get("author", ""))[:LONGEST_DETAIL]
        for role, text in told:
            # in a row with a request and its reply, the author is the one who answered
            author = name if not is_pair(values) or role is Role.AGENT else ""
            if len(text) > limits.cell_chars:
                return long_problem(row, len(text), limits)
            if text:
                one = RawMessage(text, role, author, values.get("author_id", ""), values.get("at"))
                self.messages.append(one)
                self.hear(one, values.get("role", ""))
                added = True
        return None if added else text_problem(row)

    def _role(self, who: str, values: Mapping[str, str]) -> Role | None:
        """The author's role as stated, else by whether the name is the customer's."""
        if values.get("private", "").casefold() in _YES or values.get("public", "") in _NO:
            return Role.NOTE
        if not who and (incoming := values.get("incoming", "").casefold()):
            return Role.CUSTOMER if incoming in _YES else Role.AGENT
        role = role_of(who)
        if role is not None or not who or is_system(who):
            return role
        known = {**self.details, **values}
        customer = {
            folded(known[name]) for name in ("customer", "email", "customer_id") if known.get(name)
        }
        if not customer:
            return None
        return Role.CUSTOMER if folded(who) in customer else Role.AGENT


def is_pair(values: Mapping[str, str]) -> bool:
    """Whether a row is a request with its reply, not one message."""
    return "reply" in values and not ("role" in values and "text" in values)


def role_problem(row: int | None) -> Problem:
    """The problem of a message whose author's role is unknown."""
    return Problem(
        "row.role",
        expected="customer, agent or note (客户, 客服, 备注) as the one who wrote",
        found="another word or none",
        remedy="Write one of these, or map the column that has them: --map role=COLUMN",
        row=row,
    )


def text_problem(row: int | None) -> Problem:
    """The problem of a message without text."""
    return Problem(
        "row.text",
        expected="a message with text",
        found="an empty one",
        remedy="Nothing is lost if it was only an attachment; otherwise fill in the text",
        row=row,
    )


def long_problem(row: int | None, length: int, limits: Limits) -> Problem:
    """The problem of a message that is too long."""
    return Problem(
        "row.long",
        expected=f"at most {limits.cell_chars} characters in a message",
        found=f"{length} characters",
        remedy="Shorten the message",
        row=row,
    )
