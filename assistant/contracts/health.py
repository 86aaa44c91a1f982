"""Types for errors, notices and the engine's health."""

from __future__ import annotations

from typing import Literal

from assistant.contracts.base import Reply
from assistant.contracts.version import API_VERSION


class ProblemDetails(Reply):
    """Problem details (RFC 9457), extended by our stable code and the remedy."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    expected: str = ""
    found: str = ""
    remedy: str = ""


class Notice(Reply):
    """A message that the user should see."""

    code: str
    text: str
    remedy: str = ""


class Health(Reply):
    """The engine's version, state and size."""

    version: str
    api: str = API_VERSION
    state: Literal["starting", "ready"]
    pid: int
    store_id: str
    entries: int
    """Number of searchable entries in the store."""
    indexed: int
    """Number of entries that the indexes hold so far."""
    embedding_model: str
    upload_megabytes: int = 1024
    """Size limit of uploads; a larger file is refused before it is read."""
    notices: list[Notice] = []
    memory_mb: float
    uptime_s: float
