"""Forgetting a person in a running engine: the store first, then the indexes in memory."""

from __future__ import annotations

from assistant import erasure
from assistant.contracts import EraseReport, EraseRequest
from assistant.engine import Engine
from assistant.events import BACKUPS, TRANSCRIPTS
from assistant.store.database import Actor


def erase(engine: Engine, actor: Actor, request: EraseRequest) -> EraseReport:
    """Remove a person everywhere, also from what can be searched.

    Raises:
        NotFoundError, ConflictError, StoreFullError, HomeUnwritableError: As in `erasure.erase`.
    """
    knowledge = engine.knowledge
    with knowledge.changing:
        before = engine.store.change_seq()
        try:
            return erasure.erase(engine.store, engine.home, actor, request)
        finally:
            # an erasure may have done its rows and failed on a backup: the rows count
            knowledge.index.catch_up(before)
            if not request.dry_run:
                engine.hub.changed(BACKUPS, TRANSCRIPTS)  # they were written anew
