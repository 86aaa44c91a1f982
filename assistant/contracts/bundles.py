"""Bundles: what one holds, who signed it, and what it changes here."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from assistant.contracts.base import Reply, Wire
from assistant.contracts.jobs import ImportResult

_Path = Annotated[str, StringConstraints(max_length=4096)]


class BundleRequest(Wire):
    """Take in a bundle of the engine's machine, as a job. Only the engine's own user may."""

    path: Annotated[_Path, StringConstraints(min_length=1)]
    trust: _Path = ""
    """File of the company's public key; the one that the administrator deployed when empty."""
    dry_run: bool = False
    """Check all of it and tell what it would change; change nothing."""
    use: bool = False
    """Let its model write drafts, if it passes; the last one of several."""
    older: bool = False
    """Take it although a newer one of the same key was taken: its older articles come back."""


class BundledModel(Reply):
    """A dialogue model in a bundle."""

    id: str
    size_bytes: int
    present: bool
    """Whether the shelf had it before."""
    used: bool = False
    """Whether it writes drafts now."""


class BundleContent(Reply):
    """A bundle whose signature and files were checked; the result of its job."""

    made_at: str
    replydesk: str
    """The version that made it."""
    key: str
    """Fingerprint of the key it was checked with."""
    deployed: bool
    """Whether that key was deployed by the administrator."""
    size_bytes: int
    newer_taken: str = ""
    """When the newest bundle of this key that was taken here was made, where that is newer."""
    models: list[BundledModel]
    knowledge: ImportResult | None = None
    """What its articles change, or changed; none where it carries no knowledge."""
