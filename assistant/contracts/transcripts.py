"""Transcripts: what an export is worth, what was replaced in it, what is kept for training."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from assistant.contracts.base import Reply, Short, Wire
from assistant.contracts.health import ProblemDetails

_Path = Annotated[str, StringConstraints(min_length=1, max_length=4096)]
TranscriptState = Literal["examining", "examined", "keeping", "review", "approved", "failed"]
"""`examined`: counted, nothing kept. `review`: kept without personal data, a person looks at what
was replaced. `approved`: may be trained on."""
RatingScale = Literal["", "yes-no", "signed", "five", "ten", "hundred"]
"""How customers rate: 0 or 1, -1 to 1, 1 to 5, 0 to 10, 0 to 100; empty where nobody knows."""
TrainingKind = Literal["replies", "preferences", "intents", "search", "mood"]


class TranscriptChoices(Wire):
    """What a person set right after the detection; empty fields leave it to the detection."""

    format: Short = ""
    """Key of a format, such as `zendesk`; `table` and `json` take `mapping`."""
    encoding: Short = ""
    time_zone: Short = ""
    """IANA name for times without an offset."""
    day_first: bool | None = None
    """Whether 05/03 is the fifth of March, where the file does not tell."""
    agents: list[Short] = Field(default_factory=list, max_length=1000)
    """Authors who answer for the company."""
    bots: list[Short] = Field(default_factory=list, max_length=1000)
    mapping: dict[Short, Short] = Field(default_factory=dict, max_length=30)
    ratings: RatingScale = ""
    """Scale of the ratings, where all of them together do not tell it."""
    gap_hours: Annotated[float, Field(gt=0, le=24 * 365)] | None = None
    """Silence that begins a new conversation, where the export has no conversations of its own."""


class TranscriptRequest(Wire):
    """Examine an export of this machine, as a job. Only the engine's own user may name a path."""

    path: _Path
    name: Short = ""
    choices: TranscriptChoices = TranscriptChoices()


class DetectedFormat(Reply):
    """What the file seems to be."""

    format: str
    """Key of the format; empty where none fits: then `mapping` must be given."""
    title: str = ""
    confidence: float = 0.0
    encoding: str = ""
    time_zone: str = ""
    languages: dict[str, int] = {}
    """Language → conversations in it, of those looked at."""
    boundaries: str = ""
    """What makes a conversation here: `export` (the file says), `gap` (silence), `thread`."""
    agents: list[str] = []
    bots: list[str] = []
    columns: list[str] = []
    mapping: dict[str, str] = {}
    settings: dict[str, Any] = {}
    """What else was found out, such as `day_first`."""


class ExampleTurn(Reply):
    role: Literal["customer", "agent", "note", "bot"]
    text: str
    """Without personal data."""
    removed: list[str] = []
    """What the reader left out of it: `quote`, `signature`, `greeting`, `markup`."""


class ExampleConversation(Reply):
    """One conversation as it was read."""

    key: str
    row: int | None = None
    at: datetime | None = None
    subject: str = ""
    turns: list[ExampleTurn] = []
    reason: str = ""
    """Why it was left out; empty where it is used."""


class Finding(Reply):
    """One thing the doctor found out: text for people, a stable code for programs."""

    code: str
    level: Literal["good", "note", "warning", "error"]
    text: str
    count: int = 0


class Sufficiency(Reply):
    """Whether this is enough for one kind of training."""

    kind: TrainingKind
    enough: Literal["no", "little", "enough", "plenty"]
    examples: int
    needed: int
    text: str = ""


class Examination(Reply):
    """What the doctor says about an export."""

    detected: DetectedFormat
    conversations: int = 0
    messages: int = 0
    pairs: int = 0
    """Agent turns that answer something: what replies are learnt from."""
    reasons: dict[str, int] = {}
    """Reason → conversations left out: `duplicate`, `near-duplicate`, `too-short`,
    `not-answered`, `unsolved`, `badly-rated`, `one-side`, `bot-only`, `unreadable`, `erased`.
    `conversations` less all of these are used."""
    per_agent: dict[str, int] = {}
    """Agent → pairs, the fifty busiest; names as initials with a number."""
    per_month: dict[str, int] = {}
    """`2026-01` → conversations."""
    labels: dict[str, int] = {}
    """Label or intent of the export → conversations."""
    ratings: dict[str, int] = {}
    rating_scale: RatingScale = ""
    """Told by all ratings together, or chosen."""
    findings: list[Finding] = []
    sufficient: list[Sufficiency] = []
    examples: list[ExampleConversation] = []
    """A few that are used and a few of each reason."""
    problems: int = 0
    """Rows or objects that could not be read."""


class TranscriptSet(Reply):
    """One export as the engine knows it."""

    id: int
    name: str
    state: TranscriptState
    created_at: datetime
    job: int | None = None
    """The job that works on it, if one does."""
    choices: TranscriptChoices = TranscriptChoices()
    examination: Examination | None = None
    used: int = 0
    """Conversations of the last examination that can be used."""
    error: ProblemDetails | None = None
    """Why the last examination or keeping ended without a result."""
    redactions: dict[str, int] = {}
    """Kind of personal data → how often it was replaced."""
    solved_replies: int = 0
    """Replies of it that can be found by the search."""


class TranscriptKeepRequest(Wire):
    """Keep the conversations, without personal data, as a job."""

    solved_replies: bool = True
    """Let the search find its solved replies as well."""


class ReplacedSample(Reply):
    """A place where something was replaced, or where something was left that looks personal."""

    kind: str
    before: str
    """The words just before it, themselves without personal data."""
    shown: str
    """The placeholder, or what was left as it is."""
    after: str


class TranscriptReview(Reply):
    """What a person looks at before saying that it may be trained on."""

    replaced: list[ReplacedSample]
    left: list[ReplacedSample]
    counts: dict[str, int]


class SkippedPage(Reply):
    """Conversations that were left out, with the reason of each."""

    items: list[ExampleConversation]
    total: int
    next: int | None = None


class TranscriptPage(Reply):
    items: list[TranscriptSet]


class TranscriptChange(Wire):
    """Approve it for training, or rename it."""

    name: Short | None = None
    approved: bool | None = None
