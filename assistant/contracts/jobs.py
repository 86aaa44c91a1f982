"""Imports, and the files they came from."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from assistant.contracts.articles import ArticleBody
from assistant.contracts.base import ConversationStatus, JobState, Reply, Short, Wire
from assistant.contracts.health import ProblemDetails
from assistant.contracts.names import DEMO_SOURCE


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
    columns: list[str] = []
    """Of a table: the names of its columns, but for those that look like data."""
    mapping: dict[str, list[str]] = {}
    """What the columns were taken for: field → columns. Empty where they fit nothing yet."""
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

    @property
    def from_demo(self) -> bool:
        """Whether it is the demo."""
        return self.name == DEMO_SOURCE
