"""Display texts of audit entries."""

from __future__ import annotations

import json

from PySide6.QtCore import QCoreApplication

from assistant.contracts import AuditEntry


def families() -> dict[str, str]:
    """Kinds of actions, by the prefix of their names."""
    return {
        "": QCoreApplication.translate("Audit", "Everything"),
        "article": QCoreApplication.translate("Audit", "Articles"),
        "conversation": QCoreApplication.translate("Audit", "Conversations"),
        "customer": QCoreApplication.translate("Audit", "Customers"),
        "person": QCoreApplication.translate("Audit", "Erased persons"),
        "macro": QCoreApplication.translate("Audit", "Macros"),
        "import": QCoreApplication.translate("Audit", "Imports"),
        "source": QCoreApplication.translate("Audit", "Removed sources"),
        "actor": QCoreApplication.translate("Audit", "People"),
        "settings": QCoreApplication.translate("Audit", "Settings"),
        "embedding-model": QCoreApplication.translate("Audit", "Embedding model"),
        "model": QCoreApplication.translate("Audit", "Dialogue models"),
        "bundle": QCoreApplication.translate("Audit", "Bundles"),
        "backup": QCoreApplication.translate("Audit", "Backups"),
        "store": QCoreApplication.translate("Audit", "Restores"),
        "recovery-key": QCoreApplication.translate("Audit", "Recovery key"),
    }


def said(action: str) -> str:
    """Return the text for an action; one unknown to this version is returned unchanged."""
    known = {
        "actor.created": QCoreApplication.translate("Audit", "Added a person"),
        "actor.disabled": QCoreApplication.translate("Audit", "Disabled a person"),
        "article.changed": QCoreApplication.translate("Audit", "Changed an entry"),
        "article.compared-again": QCoreApplication.translate(
            "Audit", "Unmarked two entries as different"
        ),
        "article.created": QCoreApplication.translate("Audit", "Wrote an entry"),
        "article.deleted": QCoreApplication.translate("Audit", "Deleted an entry"),
        "article.merged": QCoreApplication.translate("Audit", "Merged entries"),
        "article.restored": QCoreApplication.translate("Audit", "Restored an entry"),
        "article.told-apart": QCoreApplication.translate(
            "Audit", "Marked two entries as different"
        ),
        "backup.made": QCoreApplication.translate("Audit", "Made a backup"),
        "bundle.taken": QCoreApplication.translate("Audit", "Took a bundle in"),
        "conversation.deleted": QCoreApplication.translate("Audit", "Deleted a conversation"),
        "customer.deleted": QCoreApplication.translate("Audit", "Deleted a customer"),
        "embedding-model.changed": QCoreApplication.translate("Audit", "Changed the model"),
        "import.done": QCoreApplication.translate("Audit", "Imported a file"),
        "macro.changed": QCoreApplication.translate("Audit", "Changed a macro"),
        "macro.created": QCoreApplication.translate("Audit", "Wrote a macro"),
        "macro.deleted": QCoreApplication.translate("Audit", "Deleted a macro"),
        "model.added": QCoreApplication.translate("Audit", "Added a dialogue model"),
        "model.removed": QCoreApplication.translate("Audit", "Removed a dialogue model"),
        "model.rolled-back": QCoreApplication.translate(
            "Audit", "Rolled back to the previous dialogue model"
        ),
        "model.used": QCoreApplication.translate("Audit", "Chose a dialogue model"),
        "person.erased": QCoreApplication.translate("Audit", "Erased a person"),
        "person.erased-again": QCoreApplication.translate("Audit", "Erased a person again"),
        "recovery-key.shown": QCoreApplication.translate("Audit", "Viewed the recovery key"),
        "settings.changed": QCoreApplication.translate("Audit", "Changed settings"),
        "source.removed": QCoreApplication.translate("Audit", "Removed a source"),
        "store.behind": QCoreApplication.translate("Audit", "Found that changes were missing"),
        "store.restored": QCoreApplication.translate("Audit", "Restored a backup"),
    }
    return known.get(action, action)


def details(entry: AuditEntry) -> str:
    """Return further details in one line."""
    return ", ".join(
        f"{name}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"
        for name, value in entry.details.items()
    )
