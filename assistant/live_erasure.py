"""Erases a person from a running engine: first from the store, then from the indexes in memory."""

from __future__ import annotations

from assistant import erasure
from assistant.contracts import EraseReport, EraseRequest
from assistant.engine import Engine
from assistant.events import BACKUPS, TRANSCRIPTS
from assistant.store.database import Actor


def erase(engine: Engine, actor: Actor, request: EraseRequest) -> EraseReport:
    """Erase a person from the store, its files and the search indexes.

    Raises:
        NotFoundError, ConflictError, StoreFullError, HomeUnwritableError: As in `erasure.erase`.
    """
    knowledge = engine.knowledge
    with knowledge.changing:
        before = engine.store.change_seq()
        try:
            return erasure.erase(engine.store, engine.home, actor, request)
        finally:
            # even if erasing from a backup failed, the rows may already be erased: update the index
            knowledge.index.catch_up(before)
            if not request.dry_run:
                engine.hub.changed(BACKUPS, TRANSCRIPTS)  # both were rewritten
