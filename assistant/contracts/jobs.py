"""Types for imports, the jobs as which they run, and imported sources."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from assistant.contracts.articles import ArticleBody
from assistant.contracts.base import ConversationStatus, JobState, Reply, Short, Wire
from assistant.contracts.health import ProblemDetails
from assistant.contracts.names import DEMO_SOURCE


class ImportRequest(Wire):
    """Import a file from the engine's machine. Only the engine's own user may name a path."""

    path: Annotated[str, StringConstraints(min_length=1, max_length=4096)]
    name: Short = ""
    """Name of the source; if empty, the file's name. Importing the same name again updates it."""
    mapping: dict[Short, Short] = Field(default={}, max_length=20)
    dry_run: bool = False


class EmbeddingModelRequest(Wire):
    """Change to the embedding model in a folder that `prepare --model` made on this machine."""

    folder: Annotated[str, StringConstraints(min_length=1, max_length=4096)]


class RowProblem(Reply):
    """A row that could not be imported, and why."""

    code: str
    row: int | None = None
    page: int | None = None
    expected: str
    found: str
    remedy: str


class ConversationPreview(Reply):
    """A conversation as it would be imported, without personal data."""

    row: int | None
    customer: str
    """Initials of the customer; empty if the file does not name them."""
    subject: str
    opening: str
    """The beginning of the first message."""
    messages: int
    status: ConversationStatus


class ImportResult(Reply):
    """What an import did (or, in a dry run, would do)."""

    source: str
    format: str = ""
    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    not_in_file: int = 0
    """Number of entries of this source that the file no longer has. They are kept."""
    columns: list[str] = []
    """Column names of a table, except those that look like data."""
    mapping: dict[str, list[str]] = {}
    """How the columns were interpreted: field → columns. Empty if none was recognized."""
    conversations: int = 0
    """How many of the `read` records are conversations; the rest are entries."""
    solved_replies: int = 0
    """Number of replies of solved conversations that can now be found."""
    redactions: int = 0
    """Number of pieces of personal data replaced in them."""
    problems: list[RowProblem] = []
    """The first thousand problems."""
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


class ImportedSource(Reply):
    """One imported source, and how much of it is in the store."""

    id: int
    name: str
    format: str
    imported_at: datetime
    articles: int
    conversations: int
    customers: int
    """Number of customers that removing it would delete: those without notes, later changes or
    other conversations."""

    @property
    def from_demo(self) -> bool:
        """Whether it is the demo data."""
        return self.name == DEMO_SOURCE
