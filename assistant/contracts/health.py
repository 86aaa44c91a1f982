"""Errors, and how the engine is."""

from __future__ import annotations

from typing import Literal

from assistant.contracts.base import Reply
from assistant.contracts.version import API_VERSION


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
    upload_megabytes: int = 1024
    """The largest file that may be sent: one above it is refused before it is read."""
    notices: list[Notice] = []
    memory_mb: float
    uptime_s: float
