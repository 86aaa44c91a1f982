"""Backups, erasure, audit, people."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from assistant.contracts.base import Reply, Role, Wire


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
    transcripts: int = 0
    """Conversations kept for training that were the person's."""
    transcript_sets: list[int] = []
    """The exports these were in."""
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


DraftsSetting = Literal["auto", "composed", "off"]
"""Who writes drafts: the model where one is in use, composed of verified sentences, or nobody."""


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


class Me(Reply):
    """Who is asking, and what they may do."""

    id: int | None
    name: str
    role: Role
    owner: bool
    """Whether this is the engine's own user on its own machine."""


_Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
_Said = Annotated[list[_Phrase], Field(max_length=6)]


class CompanyPhrases(Wire):
    """What a company says around an answer in one language; of each, several of equal meaning.

    What is empty is said in our words; without a sign-off there is none. `{{Customer Name}}` and
    `{{Agent Name}}` are filled where they are known and left out otherwise.
    """

    greeting: _Said = []
    empathy_angry: _Said = []
    """To a customer who is angry; the next to one who is worried, sad, or praises."""
    empathy_worried: _Said = []
    empathy_sad: _Said = []
    empathy_thankful: _Said = []
    closing: _Said = []
    sign_off: _Said = []
    """Below the closing, as in a letter."""


PhrasesLanguage = Literal["en", "zh"]


class EngineSettings(Reply):
    """The engine's settings that can be changed while it runs."""

    confidence_floor: float
    """As set; -1 keeps the measured one."""
    measured_floor: float
    similar_replies: bool
    drafts: DraftsSetting
    company_phrases: dict[PhrasesLanguage, CompanyPhrases] = {}
    default_phrases: dict[PhrasesLanguage, CompanyPhrases] = {}
    """What is said where the company says nothing of its own."""
    daily_backup: bool
    embedding_model: str
    home: str
    """Its folder; empty for whoever is not its own user."""
    key_kept_in: str
    """`keyring` or `file`."""


class EngineSettingsChange(Wire):
    """Only the fields that are given change."""

    confidence_floor: float | None = Field(default=None, ge=-1, le=1)
    similar_replies: bool | None = None
    drafts: DraftsSetting | None = None
    company_phrases: dict[PhrasesLanguage, CompanyPhrases] | None = None
    """All of them: a language that is not named goes back to ours."""
    daily_backup: bool | None = None
