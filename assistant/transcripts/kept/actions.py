"""Actions on kept transcripts (rename, approve, remove), each recorded in the audit log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.contracts import TranscriptChange, TranscriptSet
from assistant.events import TRANSCRIPTS
from assistant.store.database import Actor
from assistant.transcripts.kept import files, search_feed, sets

if TYPE_CHECKING:
    from assistant.engine import Engine


def change(engine: Engine, actor: Actor, id_: int, wanted: TranscriptChange) -> TranscriptSet:
    """Rename a set, approve it, or withdraw the approval.

    Raises:
        NotFoundError: There is no such set.
        ConflictError: Nothing of it is kept yet, or a job works on it.
    """
    store = engine.transcripts.store
    values: dict[str, Any] = {"name": wanted.name} if wanted.name else {}
    acts = ["renamed"] if values else []
    with store.idle(id_) as row:
        if wanted.approved is not None:
            if row.rests not in (sets.REVIEW, sets.APPROVED):
                raise sets.not_in(row, "Keep them and look through what was replaced first")
            values["rests"] = sets.APPROVED if wanted.approved else sets.REVIEW
            if values["rests"] != row.rests:
                acts.append("approved" if wanted.approved else "withdrawn")
        with engine.store.write(actor) as transaction:
            for act in acts:
                transaction.audit(f"transcripts.{act}", f"transcripts {id_}")
            transaction.touch(TRANSCRIPTS)
            if values:
                store.change(id_, **values)
        if values.get("rests") == sets.APPROVED:
            files.drop(engine.home, row.file)  # the file is not read again
    return store.get(id_)


def remove(engine: Engine, actor: Actor, id_: int) -> None:
    """Delete a set: its conversations, its solved replies, and its file if it was uploaded.

    Raises:
        NotFoundError: There is no such set.
        ConflictError: A job works on it.
    """
    store = engine.transcripts.store
    with store.idle(id_) as row:
        search_feed.unfeed(engine, actor, id_)
        with engine.store.write(actor) as transaction:
            transaction.audit("transcripts.removed", f"transcripts {id_}")
        store.remove(id_)  # outside the transaction: deleting 100,000 rows takes a while
        files.drop(engine.home, row.file)
    engine.hub.changed(TRANSCRIPTS)
