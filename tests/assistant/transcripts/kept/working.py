"""Common steps of the tests of kept transcripts."""

from __future__ import annotations

import time
from pathlib import Path

from sqlalchemy import func, select

from assistant.contracts import TranscriptChange, TranscriptChoices, TranscriptSet
from assistant.engine import Engine
from assistant.store.database import OWNER
from assistant.transcripts.kept import TranscriptStore, actions, examine_job, keep_job, schema


def over(engine: Engine, begun: TranscriptSet, seconds: float = 120) -> TranscriptSet:
    """Wait until a set's job is over; returns the set."""
    end = time.monotonic() + seconds
    while begun.job is not None and engine.jobs.get(begun.job).finished_at is None:
        assert time.monotonic() < end, "the job does not end"
        time.sleep(0.02)
    return engine.transcripts.store.get(begun.id)


def examined(engine: Engine, file: Path, **choices: object) -> TranscriptSet:
    begun = examine_job.submit_file(
        engine, OWNER, file, file.name, TranscriptChoices.model_validate(choices)
    )
    assert begun.job is not None
    return over(engine, begun)


def kept(engine: Engine, file: Path, *, solved_replies: bool = False) -> TranscriptSet:
    set_ = examined(engine, file)
    assert set_.state == "examined", set_.error
    return over(engine, keep_job.submit(engine, OWNER, set_.id, solved_replies=solved_replies))


def approved(engine: Engine, file: Path, *, solved_replies: bool = False) -> TranscriptSet:
    set_ = kept(engine, file, solved_replies=solved_replies)
    assert set_.state == "review", set_.error
    return actions.change(engine, OWNER, set_.id, TranscriptChange(approved=True))


def rows(store: TranscriptStore) -> dict[str, int]:
    """The number of rows in each table, including those of incomplete attempts."""
    with store.database.read() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in (schema.sets, schema.conversations, schema.identities)
        }
