"""Records which bundles were imported, to refuse older ones (rollback protection).

An older bundle has a valid signature too, but must not silently bring old answers back.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from assistant.bundles.manifest import BundleManifest
from assistant.errors import ConflictError
from assistant.store import schema
from assistant.store.database import Transaction

if TYPE_CHECKING:
    from assistant.store.database import Store

_ACTION: Final = "bundle.taken"


def record(transaction: Transaction, key: str, manifest: BundleManifest) -> None:
    """Record in the audit log that a bundle is imported.

    Args:
        key: Fingerprint of the key with which it was verified.
    """
    transaction.audit(_ACTION, key, made_at=manifest.made_at)


def newer_imported(store: Store, key: str, manifest: BundleManifest) -> str:
    """Return when the newest bundle imported with this key was made, or "" if none is newer."""
    audit = schema.audit
    with store.read() as connection:
        details = connection.scalars(
            select(audit.c.details).where(audit.c.action == _ACTION, audit.c.subject == key)
        ).all()
    told = [text for one in details if isinstance(text := one.get("made_at"), str)]
    newest = max(told, key=_time, default="")
    return newest if newest and _time(newest) > _time(manifest.made_at) else ""


def refuse_older(manifest: BundleManifest, newer: str) -> None:
    """Raise an error if a newer bundle was imported.

    Raises:
        ConflictError: `bundle.older`: `newer` is not empty.
    """
    if newer:
        raise ConflictError(
            code="bundle.older",
            expected=f"a bundle that was made after the last one, of {newer}",
            found=f"one of {manifest.made_at}",
            remedy="Take the newest one; to go back to this one, take it with --older",
        )


def _time(text: str) -> datetime:
    """Parse an ISO 8601 time; return the earliest possible time for any other text."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
