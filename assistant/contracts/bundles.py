"""Types for bundles: their content, their signature, and what they change here."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from assistant.contracts.base import Reply, Wire
from assistant.contracts.jobs import ImportResult

_Path = Annotated[str, StringConstraints(max_length=4096)]


class BundleRequest(Wire):
    """Import a bundle from the engine's machine, as a job. Only the engine's own user may."""

    path: Annotated[_Path, StringConstraints(min_length=1)]
    trust: _Path = ""
    """File of the company's public key; if empty, the one that the administrator deployed."""
    dry_run: bool = False
    """Verify everything and report what would change, without changing anything."""
    use: bool = False
    """Let its model write drafts if it passes; with several models, the last one."""
    older: bool = False
    """Import it even if a newer bundle of the same key was imported; its older articles return."""


class BundledModel(Reply):
    """A dialogue model in a bundle."""

    id: str
    size_bytes: int
    present: bool
    """Whether it was already installed."""
    used: bool = False
    """Whether it writes drafts now."""


class BundleContent(Reply):
    """The content of a verified bundle; the result of its job."""

    made_at: str
    replydesk: str
    """The version of Replydesk that made it."""
    key: str
    """Fingerprint of the key with which it was verified."""
    deployed: bool
    """Whether that key was deployed by the administrator."""
    size_bytes: int
    newer_taken: str = ""
    """When the newest bundle of this key imported here was made, if it is newer than this one."""
    models: list[BundledModel]
    knowledge: ImportResult | None = None
    """What its articles change or changed; None if it contains no articles."""
