"""Types for transcripts: examining exports, reviewing redactions, keeping them for training."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from assistant.contracts.base import Reply, Short, Wire
from assistant.contracts.health import ProblemDetails

_Path = Annotated[str, StringConstraints(min_length=1, max_length=4096)]
TranscriptState = Literal["examining", "examined", "keeping", "review", "approved", "failed"]
"""`examined`: counted, but nothing kept. `review`: kept without personal data, to be reviewed by a
person. `approved`: may be trained on."""
RatingScale = Literal["", "yes-no", "signed", "five", "ten", "hundred"]
"""Scale of customer ratings: 0 or 1, -1 to 1, 1 to 5, 0 to 10, 0 to 100; empty if unknown."""
TrainingKind = Literal["replies", "preferences", "intents", "search", "mood"]


class TranscriptChoices(Wire):
    """A person's corrections of the detected format; empty fields keep the detected values."""

    format: Short = ""
    """Key of a format, such as `zendesk`; `table` and `json` use `mapping`."""
    encoding: Short = ""
    time_zone: Short = ""
    """IANA name for times without an offset."""
    day_first: bool | None = None
    """Whether 05/03 is the fifth of March, if the file leaves it ambiguous."""
    agents: list[Short] = Field(default_factory=list, max_length=1000)
    """Names of the authors who answer for the company."""
    bots: list[Short] = Field(default_factory=list, max_length=1000)
    mapping: dict[Short, Short] = Field(default_factory=dict, max_length=30)
    ratings: RatingScale = ""
    """Scale of the ratings, if it cannot be inferred from their values."""
    gap_hours: Annotated[float, Field(gt=0, le=24 * 365)] | None = None
    """Hours of silence after which a new conversation begins, if the export does not mark them."""


class TranscriptRequest(Wire):
    """Examine an export on the engine's machine, as a job. Only its own user may name a path."""

    path: _Path
    name: Short = ""
    choices: TranscriptChoices = TranscriptChoices()


class DetectedFormat(Reply):
    """The detected format of an export."""

    format: str
    """Key of the format; empty if none fits, in which case `mapping` must be given."""
    title: str = ""
    confidence: float = 0.0
    encoding: str = ""
    time_zone: str = ""
    languages: dict[str, int] = {}
    """Language → number of the sampled conversations in it."""
    boundaries: str = ""
    """What delimits conversations: `export` (the file itself), `gap` (silence) or `thread`."""
    agents: list[str] = []
    bots: list[str] = []
    columns: list[str] = []
    mapping: dict[str, str] = {}
    settings: dict[str, Any] = {}
    """Other detected properties, such as `day_first`."""


class ExampleTurn(Reply):
    role: Literal["customer", "agent", "note", "bot"]
    text: str
    """The text, without personal data."""
    removed: list[str] = []
    """What was cut from it: `quote`, `signature`, `greeting`, `markup`."""


class ExampleConversation(Reply):
    """One conversation of an export, as an example of how it was read."""

    key: str
    row: int | None = None
    at: datetime | None = None
    subject: str = ""
    turns: list[ExampleTurn] = []
    reason: str = ""
    """Why it was left out; empty if it is used."""


class Finding(Reply):
    """One finding of the examination: a text for people, a stable code for programs."""

    code: str
    level: Literal["good", "note", "warning", "error"]
    text: str
    count: int = 0


class Sufficiency(Reply):
    """Whether the data suffices for one kind of training."""

    kind: TrainingKind
    enough: Literal["no", "little", "enough", "plenty"]
    examples: int
    needed: int
    text: str = ""


class Examination(Reply):
    """The result of examining an export."""

    detected: DetectedFormat
    conversations: int = 0
    messages: int = 0
    pairs: int = 0
    """Number of agent turns that answer something, from which replies are learnt."""
    reasons: dict[str, int] = {}
    """Reason → number of conversations left out: `duplicate`, `near-duplicate`, `too-short`,
    `not-answered`, `unsolved`, `badly-rated`, `one-side`, `bot-only`, `unreadable`, `erased`.
    All other conversations are used."""
    per_agent: dict[str, int] = {}
    """Agent → number of pairs, for the fifty busiest; names as initials with a number."""
    per_month: dict[str, int] = {}
    """Month, such as `2026-01` → number of conversations."""
    labels: dict[str, int] = {}
    """Label or intent in the export → number of conversations."""
    ratings: dict[str, int] = {}
    rating_scale: RatingScale = ""
    """The scale inferred from all ratings together, or chosen by a person."""
    findings: list[Finding] = []
    sufficient: list[Sufficiency] = []
    examples: list[ExampleConversation] = []
    """A few conversations that are used, and a few for each reason."""
    problems: int = 0
    """Number of rows or objects that could not be read."""


class TranscriptSet(Reply):
    """One export with its state, examination and choices."""

    id: int
    name: str
    state: TranscriptState
    created_at: datetime
    job: int | None = None
    """Id of the job that is working on it, if any."""
    choices: TranscriptChoices = TranscriptChoices()
    examination: Examination | None = None
    used: int = 0
    """Number of conversations of the last examination that can be used."""
    error: ProblemDetails | None = None
    """Why the last examine or keep job ended without a result."""
    redactions: dict[str, int] = {}
    """Kind of personal data → number of replacements."""
    solved_replies: int = 0
    """Number of its replies that the search can find."""


class TranscriptKeepRequest(Wire):
    """Keep the conversations of an export, without personal data, as a job."""

    solved_replies: bool = True
    """Let the search find its solved replies as well."""


class ReplacedSample(Reply):
    """A place where personal data was replaced, or where something was left that looks personal."""

    kind: str
    before: str
    """The words just before it, also without personal data."""
    shown: str
    """The placeholder, or the text that was left."""
    after: str


class TranscriptReview(Reply):
    """What a person reviews before approving an export for training."""

    replaced: list[ReplacedSample]
    left: list[ReplacedSample]
    counts: dict[str, int]


class SkippedPage(Reply):
    """A page of conversations that were left out, with their reasons."""

    items: list[ExampleConversation]
    total: int
    next: int | None = None


class TranscriptPage(Reply):
    items: list[TranscriptSet]


class TranscriptChange(Wire):
    """Rename an export, approve it for training, or withdraw the approval."""

    name: Short | None = None
    approved: bool | None = None
