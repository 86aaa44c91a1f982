"""Types for backups, erasure, audit, people and engine settings."""

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
    """A person to erase: by customer id, e-mail address, phone or customer number, or full name."""

    customer: Annotated[str, StringConstraints(min_length=1, max_length=320)]
    dry_run: bool = False


class EraseReport(Reply):
    """Numbers of records that were (or would be) erased, by kind."""

    customers: int = 0
    identifiers: int = 0
    conversations: int = 0
    messages: int = 0
    solved_replies: int = 0
    feedback: int = 0
    mentions: int = 0
    """Number of mentions of the person in other texts (articles, their history, notes)."""
    backups_rewritten: int = 0
    backups_removed: int = 0
    transcripts: int = 0
    """Number of the person's conversations that were kept for training."""
    transcript_sets: list[int] = []
    """Ids of the exports that contained these conversations."""
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
"""Who writes drafts: the model if one is in use (else composed), composed sentences, or nobody."""


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
    """A new person with their token, which is shown only once; only its hash is stored."""

    token: str


class RecoveryKey(Reply):
    """The store's key as letters and digits, to be printed. It decrypts everything."""

    key: str


class Me(Reply):
    """The caller and their role."""

    id: int | None
    name: str
    role: Role
    owner: bool
    """Whether this is the engine's own user on its own machine."""


_Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
_Said = Annotated[list[_Phrase], Field(max_length=6)]


class CompanyPhrases(Wire):
    """A company's phrases around an answer in one language, with alternatives of equal meaning.

    An empty list stands for our default phrases, except that there is no default sign-off.
    `{{Customer Name}}` and `{{Agent Name}}` are filled in if known and left out otherwise.
    """

    greeting: _Said = []
    empathy_angry: _Said = []
    """For an angry customer; the next three for one who is worried, sad or thankful."""
    empathy_worried: _Said = []
    empathy_sad: _Said = []
    empathy_thankful: _Said = []
    closing: _Said = []
    sign_off: _Said = []
    """Signature below the closing, as in a letter."""


PhrasesLanguage = Literal["en", "zh"]


class EngineSettings(Reply):
    """The engine's settings that can be changed while it runs."""

    confidence_floor: float
    """The configured floor; -1 means the measured one."""
    measured_floor: float
    similar_replies: bool
    drafts: DraftsSetting
    company_phrases: dict[PhrasesLanguage, CompanyPhrases] = {}
    default_phrases: dict[PhrasesLanguage, CompanyPhrases] = {}
    """The phrases used where the company has none of its own."""
    daily_backup: bool
    embedding_model: str
    home: str
    """Path of the home folder; empty unless the caller is the engine's own user."""
    key_kept_in: str
    """`keyring` or `file`."""


class EngineSettingsChange(Wire):
    """New values of settings; fields that are not given stay unchanged."""

    confidence_floor: float | None = Field(default=None, ge=-1, le=1)
    similar_replies: bool | None = None
    drafts: DraftsSetting | None = None
    company_phrases: dict[PhrasesLanguage, CompanyPhrases] | None = None
    """Replaces all phrases: a language that is not given returns to our defaults."""
    daily_backup: bool | None = None
