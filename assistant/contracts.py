"""The wire: what goes over the local API. Shared by the engine, the window and the command line.

Light on purpose (pydantic only). Times are UTC, ISO 8601. Text lengths are bounded here, once.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

API_VERSION = "v1"

Lang = Annotated[str, StringConstraints(pattern=r"^([a-z]{2,3})?$")]
"""A primary language subtag (BCP 47), or "" when unknown."""
Short = Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)]
Long = Annotated[str, StringConstraints(max_length=200_000)]
Filled = Annotated[str, StringConstraints(min_length=1, max_length=200_000, strip_whitespace=True)]
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]

ArticleKind = Literal["faq", "passage", "solved"]
Role = Literal["agent", "lead", "administrator"]
MessageRole = Literal["customer", "agent", "note"]
ConversationStatus = Literal["open", "waiting", "solved"]
JobState = Literal["queued", "running", "done", "failed", "cancelled", "interrupted"]


class Wire(BaseModel):
    """Unknown fields are refused, so that a misspelt one is not silently lost."""

    model_config = ConfigDict(extra="forbid")


class Reply(BaseModel):
    """What the engine sends: clients ignore fields they do not know yet."""

    model_config = ConfigDict(extra="ignore")


# ---------------------------------------------------------------- errors, health


class ProblemDetails(Reply):
    """RFC 9457 problem details, with our stable code and what to do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    expected: str = ""
    found: str = ""
    remedy: str = ""


class Notice(Reply):
    """Something the user should be told."""

    code: str
    text: str
    remedy: str = ""


class Health(Reply):
    """What the engine is, and how ready."""

    version: str
    api: str = API_VERSION
    state: Literal["starting", "ready"]
    pid: int
    store_id: str
    entries: int
    """Entries in the store that can be found."""
    indexed: int
    """Entries the indexes hold already."""
    embedding_model: str
    notices: list[Notice] = []
    memory_mb: float
    uptime_s: float


# ---------------------------------------------------------------- articles


class Locator(Reply):
    """Where in its source an article stands."""

    row: int | None = None
    page: int | None = None
    heading: str = ""


class ArticleBody(Wire):
    """What a person writes."""

    questions: list[Filled] = Field(default=[], max_length=200)
    answer: Filled
    title: Short = ""
    tags: list[Annotated[Short, StringConstraints(min_length=1)]] = Field(default=[], max_length=50)
    lang: Lang = ""


class ArticleChange(Wire):
    """A new body for an article that is still at `version`."""

    version: int = Field(ge=1, le=2**31)
    body: ArticleBody


class ArticleRestore(Wire):
    """The version whose body is wanted back."""

    version: int = Field(ge=1, le=2**31)


class Article(Reply):
    """One answerable unit, as it is now."""

    id: int
    kind: ArticleKind
    version: int
    questions: list[str]
    answer: str
    title: str
    tags: list[str]
    lang: str
    source: str = ""
    locator: Locator = Locator()
    conversation_id: int | None = None
    created_at: datetime
    updated_at: datetime
    use_count: int
    last_used_at: datetime | None = None


class ArticlePage(Reply):
    """A page of articles; `next` is the cursor of the following page, if there is one."""

    items: list[Article]
    total: int
    next: int | None = None


class ArticleVersion(Reply):
    """One step of an article's history."""

    version: int
    action: Literal["created", "changed", "imported", "deleted", "restored"]
    actor: str
    at: datetime
    body: ArticleBody


# ---------------------------------------------------------------- customers, conversations


class Identifier(Wire):
    """What tells one customer from another."""

    kind: Literal["email", "phone", "number", "name"]
    value: Annotated[str, StringConstraints(min_length=1, max_length=320, strip_whitespace=True)]


class CustomerBody(Wire):
    name: Short = ""
    notes: Long = ""
    identifiers: list[Identifier] = Field(default=[], max_length=50)


class Customer(Reply):
    id: int
    name: str
    notes: str
    identifiers: list[Identifier]
    conversations: int
    created_at: datetime
    updated_at: datetime


class CustomerPage(Reply):
    items: list[Customer]
    total: int
    next: int | None = None


class MessageBody(Wire):
    role: MessageRole
    text: Filled
    author: Short = ""
    at: datetime | None = None


class Message(Reply):
    id: int
    role: MessageRole
    author: str
    text: str
    at: datetime


class ConversationBody(Wire):
    subject: Short = ""
    customer_id: Id | None = None
    status: ConversationStatus = "open"
    channel: Short = ""
    messages: list[MessageBody] = Field(default=[], max_length=1000)


class ConversationChange(Wire):
    """Only the fields that are given change."""

    subject: Short | None = None
    status: ConversationStatus | None = None
    assignee_id: Id | None = None
    customer_id: Id | None = None
    rating: int | None = Field(default=None, ge=1, le=5)


class Conversation(Reply):
    id: int
    subject: str
    status: ConversationStatus
    channel: str
    lang: str
    customer_id: int | None
    customer_name: str
    assignee_id: int | None
    rating: int | None
    created_at: datetime
    updated_at: datetime
    message_count: int
    preview: str = ""
    """The beginning of the last message."""


class ConversationPage(Reply):
    items: list[Conversation]
    total: int
    next: int | None = None


class ConversationWithMessages(Conversation):
    messages: list[Message]


# ---------------------------------------------------------------- suggestions


class Turn(Wire):
    role: MessageRole
    text: Long


class SuggestionRequest(Wire):
    """Either a conversation in the store, or a text with what was said before."""

    conversation_id: Id | None = None
    text: Long = ""
    context: list[Turn] = Field(default=[], max_length=200)
    lang: Lang = ""
    limit: int = Field(default=3, ge=1, le=10)


class Understood(Reply):
    """What the engine made of the message."""

    language: str
    language_confidence: float


class Source(Reply):
    """One place the answer comes from."""

    id: int
    kind: ArticleKind
    title: str
    question: str = ""
    confidence: float
    source: str = ""
    locator: Locator = Locator()
    updated_at: datetime
    last_used_at: datetime | None = None
    use_count: int = 0
    same_as: list[int] = []
    """Near-duplicates folded into this one."""


class Sources(Reply):
    items: list[Source]
    abstained: bool


class SourceRef(Reply):
    id: int
    title: str


class Suggestion(Reply):
    """A card: a text the agent can use now, and where it comes from."""

    card: int
    kind: Literal["verified", "passage", "solved"]
    text: str
    confidence: float
    sources: list[SourceRef]


class Done(Reply):
    abstained: bool
    timings_ms: dict[str, float]


class Answer(Reply):
    """The whole stream at once: what `ask --json` prints."""

    language: str
    abstained: bool
    suggestions: list[Suggestion]
    timings_ms: dict[str, float]


class SearchResults(Reply):
    """Ranked entries for a query, without judging whether they are good enough."""

    language: str
    abstained: bool
    items: list[Source]
    timings_ms: dict[str, float]


# ---------------------------------------------------------------- feedback


class FeedbackBody(Wire):
    """What the agent did with a suggestion."""

    action: Literal["copied", "edited", "rejected", "sent", "up", "down"]
    conversation_id: Id | None = None
    message_id: Id | None = None
    article_id: Id | None = None
    suggestion: Suggestion | None = None
    final_text: Long = ""
    reason: Annotated[str, StringConstraints(max_length=2000)] = ""


class Feedback(Reply):
    id: int
    at: datetime
    action: str
    article_id: int | None


class FeedbackPage(Reply):
    items: list[Feedback]
    total: int
    next: int | None = None


# ---------------------------------------------------------------- jobs


class ImportRequest(Wire):
    """Import a file of this machine. Only the engine's own user may name a path."""

    path: Annotated[str, StringConstraints(min_length=1, max_length=4096)]
    name: Short = ""
    """The source's name; the file's name when empty. Importing the same name again updates."""
    mapping: dict[Short, Short] = Field(default={}, max_length=20)
    dry_run: bool = False


class EmbeddingModelRequest(Wire):
    """Use another embedding model: a folder that `prepare --model` made on this machine."""

    folder: Annotated[str, StringConstraints(min_length=1, max_length=4096)]


class RowProblem(Reply):
    """One row that could not be taken, and why."""

    code: str
    row: int | None = None
    page: int | None = None
    expected: str
    found: str
    remedy: str


class ConversationPreview(Reply):
    """A conversation as an import would take it in, without personal data."""

    row: int | None
    customer: str
    """Initials; empty where the file does not say who it was."""
    subject: str
    opening: str
    """The beginning of what was said first."""
    messages: int
    status: ConversationStatus


class ImportResult(Reply):
    """What an import did (or would do)."""

    source: str
    format: str = ""
    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    not_in_file: int = 0
    """Entries of this source that the file no longer has. They are kept."""
    conversations: int = 0
    """How many of `read` are conversations; the rest are entries."""
    solved_replies: int = 0
    """Replies of solved conversations that can now be found."""
    redactions: int = 0
    """Pieces of personal data replaced in them."""
    problems: list[RowProblem] = []
    """The first thousand."""
    preview: list[ArticleBody] = []
    """The first few entries, for a dry run."""
    preview_conversations: list[ConversationPreview] = []
    """The first few conversations, for a dry run."""


class Job(Reply):
    id: int
    kind: str
    state: JobState
    done: int
    total: int | None
    created_at: datetime
    finished_at: datetime | None
    request: dict[str, Any]
    result: dict[str, Any] | None
    error: ProblemDetails | None


class JobPage(Reply):
    items: list[Job]
    total: int
    next: int | None = None


# ---------------------------------------------------------------- sources


class ImportedSource(Reply):
    """One file that was imported, and what of it is there."""

    id: int
    name: str
    format: str
    imported_at: datetime
    articles: int
    conversations: int
    customers: int
    """Who would leave with it: nobody wrote notes about them, nothing else is theirs."""


# ---------------------------------------------------------------- administration


class Backup(Reply):
    name: str
    at: datetime
    reason: str
    bytes: int


class EraseRequest(Wire):
    """A person, by any of: customer id, mail address, phone or customer number, full name."""

    customer: Annotated[str, StringConstraints(min_length=1, max_length=320)]
    dry_run: bool = False


class EraseReport(Reply):
    """What went (or would go), by kind of thing."""

    customers: int = 0
    identifiers: int = 0
    conversations: int = 0
    messages: int = 0
    solved_replies: int = 0
    feedback: int = 0
    mentions: int = 0
    """Places in other texts (articles, their history, notes) where the person was named."""
    backups_rewritten: int = 0
    backups_removed: int = 0
    models_to_retrain: list[str] = []
    dry_run: bool = False


class AuditEntry(Reply):
    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    details: dict[str, Any]


class AuditPage(Reply):
    items: list[AuditEntry]
    total: int
    next: int | None = None


class ActorBody(Wire):
    name: Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]
    role: Role


class ActorInfo(Reply):
    id: int
    name: str
    role: Role
    created_at: datetime
    disabled_at: datetime | None = None


class ActorWithToken(ActorInfo):
    """The token is shown once; only its hash is kept."""

    token: str


class RecoveryKey(Reply):
    """The store's key in letters and digits, to be printed: it opens everything."""

    key: str


# ---------------------------------------------------------------- the event stream


class StreamEvent(Reply):
    """One event of `/v1/events`. `change` names what changed; `job` carries progress."""

    type: Literal["hello", "change", "job", "health"]
    change_seq: int | None = None
    topics: list[str] = []
    job: Job | None = None
    health: Health | None = None
