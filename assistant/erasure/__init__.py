"""Erases a person: rows, mentions, history, write-ahead log and backups.

All rows are changed in one transaction. Before it commits, a record with keyed hashes is written
to a separate file, so that the erasure is repeated after a crash or after restoring an older
backup. Afterwards no file of the home contains the person's data, encrypted or not.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime

from assistant.contracts import EraseReport, EraseRequest
from assistant.erasure import files, journal, transcripts
from assistant.erasure.people import Person, find, find_again, hashes_of, unresolved
from assistant.erasure.rows import Counts, erase_rows, models_that_learnt, recorded
from assistant.errors import NotFoundError
from assistant.paths import Home
from assistant.store import backups
from assistant.store.database import SYSTEM, Actor, Store, Transaction
from assistant.transcripts.kept.forgetting import Forgotten

__all__ = ["apply_again", "erase"]

_log = logging.getLogger(__name__)


class _DryRunError(Exception):
    """Raised to roll back the transaction of a dry run."""


def erase(store: Store, home: Home, actor: Actor, request: EraseRequest) -> EraseReport:
    """Erase a person everywhere and report what was erased.

    With `dry_run` the report counts what would be erased, and nothing is changed.

    Raises:
        NotFoundError: Nobody with this id, address, number or name is known or mentioned.
        ConflictError: Several people have this name or number.
        StoreFullError, HomeUnwritableError: A write failed. If the rows were erased already, the
            record of the erasure stays open and the next start finishes it.
    """
    with store.exclusive():
        person, kept = _meant(store, home, request.customer)
        record = journal.Record.of(store.key, person, datetime.now(UTC), actor.id)
        # the hashes by which trained models record whose conversations they learnt from
        record = replace(record, hashes=record.hashes | kept.customer_hashes)
        if request.dry_run:
            return _tried(store, home, actor, person, record)
        with store.write(actor) as transaction:
            report = _erase_now(transaction, store.key, home, person, record)
            # last before the commit: after a crash in between, the erasure is repeated
            journal.append(home, record)
        _finish(store, home, [record], {record.at: person}, report)
        return report


def apply_again(store: Store, home: Home) -> int:
    """Repeat erasures that a restored or interrupted store lacks; return how many.

    Only rows created before the erasure are deleted, as a person may have come back since.
    """
    records = journal.read(home)
    if not records:
        return 0
    transcripts.erase_again(home, store.key, records)
    with store.exclusive():
        with store.read() as connection:
            known = recorded(connection)
        missing = [record for record in records if record.identity not in known]
        unfinished = [record for record in records if not record.finished]
        for record in missing:
            with store.write(SYSTEM) as transaction:
                person = find_again(transaction.connection, store.key, record)
                hashes = unresolved(store.key, record, person)
                kept = transcripts.find_kept(home, store.key, record.hashes, record.at)
                person = replace(person, replies=kept.replies)
                counts = erase_rows(transaction, store.key, person, record, hashes)
                _audit(transaction, person, counts, again=True)
        if missing or unfinished:
            _finish(store, home, [*missing, *unfinished], {}, EraseReport())
            _log.info("erasures applied again", extra={"count": len(missing)})
    return len(missing)


def _tried(
    store: Store, home: Home, actor: Actor, person: Person, record: journal.Record
) -> EraseReport:
    try:
        with store.write(actor) as transaction:
            report = _erase_now(transaction, store.key, home, person, record)
            raise _DryRunError
    except _DryRunError:
        pass
    report.mentions += transcripts.count_mentions(home, store.key, person)
    report.backups_rewritten = len(backups.listed(home))
    report.dry_run = True
    return report


def _meant(store: Store, home: Home, said: str) -> tuple[Person, Forgotten]:
    """Find the person meant by the request, also in kept exports only, and their kept data."""
    with store.read() as connection:
        try:
            person = find(connection, said)
        except NotFoundError:
            kept_only = transcripts.find_by_name(home, store.key, said)
            if kept_only is None:
                raise
            person = kept_only
    kept = transcripts.find_kept(home, store.key, hashes_of(store.key, person))
    return replace(person, replies=kept.replies), kept


def _erase_now(
    transaction: Transaction, key: bytes, home: Home, person: Person, record: journal.Record
) -> EraseReport:
    kept = transcripts.find_kept(home, key, record.hashes)
    models = models_that_learnt(transaction.connection, record.hashes)
    counts = erase_rows(transaction, key, person, record)
    if not person.customer_ids and not counts.mentions and not kept.ids:
        raise NotFoundError(
            expected="a customer's id, mail address, phone, number or full name",
            found="nobody with it, and no text that mentions it",
            remedy="Check the spelling, or give another of their addresses or numbers",
        )
    _audit(transaction, person, counts)
    return EraseReport(
        **counts.report(), models_to_retrain=models, transcripts=len(kept.ids),
        transcript_sets=list(kept.sets),
    )  # fmt: skip


def _audit(
    transaction: Transaction, person: Person, counts: Counts, *, again: bool = False
) -> None:
    subject = ", ".join(f"customer {id_}" for id_ in person.customer_ids) or "mentions"
    action = "person.erased-again" if again else "person.erased"
    transaction.audit(action, subject, **counts.report())


def _finish(
    store: Store,
    home: Home,
    records: list[journal.Record],
    people: dict[datetime, Person],
    report: EraseReport,
) -> None:
    """Erase in the files: empty the log, rewrite the backups, and mark the records as finished."""
    files.empty_log(store)
    _, mentions = transcripts.erase_kept(home, store.key, records, people)
    report.mentions += mentions
    report.backups_rewritten, report.backups_removed = files.rewrite_backups(
        home, store.key, records, people
    )
    report.backups_removed += files.remove_damaged(home)
    journal.finish(home, records)
