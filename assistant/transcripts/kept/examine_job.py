"""The job that examines an export: counts its conversations, and keeps the beginnings of those that
are left out."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from assistant.contracts import TranscriptChoices, TranscriptSet
from assistant.errors import CodedError, ConflictError
from assistant.events import TRANSCRIPTS
from assistant.jobs import Step
from assistant.problem_details import problem_of
from assistant.store import schema as store_schema
from assistant.store.database import Actor
from assistant.transcripts.doctor.counting import Doctor
from assistant.transcripts.doctor.examining import Reason, Verdict
from assistant.transcripts.doctor.excerpts import excerpt
from assistant.transcripts.doctor.ratings import USUAL
from assistant.transcripts.kept import files, sets
from assistant.transcripts.kept.identities import Erased, hashes_of
from assistant.transcripts.kept.reading_pass import Judged, Pass, row_of
from assistant.transcripts.kept.rows import Row
from assistant.transcripts.records import ConversationRecord

if TYPE_CHECKING:
    from assistant.engine import Engine

KIND: Final = "transcripts-examine"
_TURNS, _CHARACTERS = 4, 240
_PASSES: Final = 2
"""Maximum number of attempt numbers that one examination uses."""
_COPIES: Final = (Reason.DUPLICATE, Reason.NEAR_DUPLICATE)
"""Reasons for which a shorter beginning is enough to recognise the conversation."""


def submit_file(
    engine: Engine, actor: Actor, path: Path, name: str, choices: TranscriptChoices
) -> TranscriptSet:
    """Queue the examination of a file or folder on this machine."""
    return _submit_new(engine, actor, name, files.on_this_machine(path), choices)


def submit_sent(engine: Engine, actor: Actor, arrived: Path, name: str) -> TranscriptSet:
    """Queue the examination of an uploaded file; the caller removes the unencrypted one.

    Raises:
        StoreFullError, HomeUnwritableError: There is no room to store it.
    """
    file = files.sent(engine.home, engine.store.key, arrived)
    try:
        return _submit_new(engine, actor, name, file, TranscriptChoices())
    except BaseException:
        files.drop(engine.home, file)
        raise


def submit(
    engine: Engine, actor: Actor, id_: int, choices: TranscriptChoices | None = None
) -> TranscriptSet:
    """Queue another examination of a set, by default with the same choices.

    What was kept of the set stays until the examination has succeeded.

    Raises:
        NotFoundError: There is no such set.
        ConflictError: A job works on it, it is approved, or its uploaded file is gone.
    """
    store = engine.transcripts.store
    with store.claimed(
        id_, "examining", "", sets.EXAMINED, sets.REVIEW,
        remedy="Withdraw the approval, or remove them and examine the file again",
    ) as row:  # fmt: skip
        if files.is_gone(engine.home, row.file):
            raise files.gone()
        if choices is None:
            choices = TranscriptChoices.model_validate(row.choices)
        store.change(id_, choices=choices.model_dump(mode="json"), error=None)
        _queue(engine, actor, row, choices)
    engine.hub.changed(TRANSCRIPTS)
    return store.get(id_)


def _submit_new(
    engine: Engine, actor: Actor, name: str, file: dict[str, str], choices: TranscriptChoices
) -> TranscriptSet:
    store = engine.transcripts.store
    with store.begun(name, file, choices) as row:
        _queue(engine, actor, row, choices)
    engine.hub.changed(TRANSCRIPTS)
    return store.get(row.id)


def _queue(engine: Engine, actor: Actor, row: Any, choices: TranscriptChoices) -> None:
    store = engine.transcripts.store

    def work() -> Generator[Step, None, dict[str, Any]]:
        try:
            return (yield from _work(engine, actor, row, choices))
        except CodedError as error:
            store.fail(row.id, problem_of(error))
            raise

    def over() -> None:
        store.settle(row.id)
        engine.hub.changed(TRANSCRIPTS)

    request = {"transcripts": row.id, "name": row.name}
    store.queued(row.id, engine.jobs.submit(actor, KIND, request, work, cleanup=over).id)


def _work(
    engine: Engine, actor: Actor, row: Any, choices: TranscriptChoices
) -> Generator[Step, None, dict[str, Any]]:
    attempt = row.attempt
    while True:
        found = yield from _examined(engine, actor, row, choices, attempt)
        if found is not None:
            return found
        attempt += _PASSES


def _examined(
    engine: Engine, actor: Actor, row: Any, choices: TranscriptChoices, attempt: int
) -> Generator[Step, None, dict[str, Any] | None]:
    """One examination; None if a customer, who may be in its examples, was erased meanwhile."""
    store, key = engine.transcripts.store, engine.store.key

    def make(some: Sequence[Judged]) -> list[Row]:
        return [left_out(key, record, verdict) for record, verdict in some if verdict.reason]

    with files.readable(engine.home, key, row.file) as path:
        mark = files.mark_of(path, row.file)
        attempt, scale = attempt + 1, choices.ratings or USUAL
        erased, doctor = Erased(engine.home, key), Doctor(choices.ratings)
        reading = Pass(store, row.id, attempt, erased, make, doctor, scale)
        yield from reading.run(path, choices)
        if not doctor.fits(scale):  # the scale is only known after all ratings were read
            attempt, scale = attempt + 1, doctor.scale
            reading = Pass(store, row.id, attempt, erased, make, Doctor(choices.ratings), scale)
            yield from reading.run(path, choices)
    examination = reading.doctor.examination(reading.detected, edited=edited(engine))
    counts = {"conversations": reading.doctor.conversations, "used": reading.doctor.used}
    with engine.store.write(actor) as transaction:
        if erased.grew():  # no erasure can happen while this lock is held
            return None
        transaction.audit("transcripts.examined", f"transcripts {row.id}", **counts)
        transaction.touch(TRANSCRIPTS)
        store.finish(row.id, attempt, sets.EXAMINED, examination, mark=mark)
    return {"transcripts": row.id, **counts}


def left_out(key: bytes, record: ConversationRecord, verdict: Verdict) -> Row:
    """The row of a conversation that is left out: its beginning, or nothing if it was erased."""
    if verdict.reason == Reason.ERASED:
        return Row(key="", row=record.row, reason=verdict.reason)
    short = verdict.reason in _COPIES
    example = excerpt(
        record, turns=_TURNS // 2 if short else _TURNS, characters=_CHARACTERS,
        reason=verdict.reason,
    )  # fmt: skip
    return row_of(example, hashes_of(key, record))


def edited(engine: Engine) -> int:
    """Number of suggestions that were edited before they were sent, which preferences are trained
    on."""
    table = store_schema.feedback
    with engine.store.read() as connection:
        statement = select(func.count()).select_from(table).where(table.c.action == "edited")
        return connection.scalar(statement) or 0


def unchanged(row: Any, path: Path) -> None:
    """Refuse a file that is not the one that was examined.

    Raises:
        ConflictError: It was changed, moved or removed.
    """
    if files.mark_of(path, row.file) != row.mark:
        raise ConflictError(
            expected="the file as it was examined",
            found="another one, or none",
            remedy="Examine it again: replydesk transcripts examine FILE",
            code="transcripts.file-changed",
        )
