"""Erasure in the conversations kept for training: deletes a person's own, replaces mentions."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial

from assistant.erasure.journal import Record
from assistant.erasure.mentions import Replace, hashed_replacer, in_json, replacer
from assistant.erasure.people import Person, hashed
from assistant.errors import StoreNewerError
from assistant.paths import Home
from assistant.store import identifiers
from assistant.transcripts.kept import files
from assistant.transcripts.kept.database import Database, open_database, path_of
from assistant.transcripts.kept.forgetting import Forgotten, forget, found, replace_mentions

_log = logging.getLogger(__name__)


def find_kept(
    home: Home, key: bytes, hashes: Iterable[str], before: datetime | None = None
) -> Forgotten:
    """Return what is kept of the person with these keyed hashes, without changing anything."""
    with _opened(home, key) as database:
        if database is None:
            return Forgotten()
        with database.read() as connection:
            return found(connection, hashes, before)


def find_by_name(home: Home, key: bytes, said: str) -> Person | None:
    """Find a person who occurs only in kept exports, by customer number or full name."""
    number = identifiers.folded(said.replace(" ", ""))
    for kind, value in (("number", number), ("name", identifiers.folded(said))):
        if value and find_kept(home, key, [hashed(key, kind, value)]).ids:
            return Person(identifiers=frozenset({(kind, value)}))
    return None


def count_mentions(home: Home, key: bytes, person: Person) -> int:
    """Count the mentions of a person in kept conversations."""
    replace = replacer(person)
    with _opened(home, key) as database:
        if database is None or replace is None:
            return 0
        with database.read() as connection:
            return replace_mentions(connection, partial(in_json, replace=replace), write=False)


def erase_again(home: Home, key: bytes, records: Sequence[Record]) -> None:
    """Repeat erasures in the kept conversations, as an older copy of the file may be back."""
    with _opened(home, key) as database:
        if database is not None:
            gone = sum(len(forget(database, record.hashes, record.at).ids) for record in records)
            if gone:
                database.empty_log()


def erase_kept(
    home: Home, key: bytes, records: Sequence[Record], people: Mapping[datetime, Person]
) -> tuple[Forgotten, int]:
    """Delete the conversations of erased persons and replace mentions in the others.

    Uploaded files that have not been read yet are deleted as a whole.

    Args:
        home: The home whose transcripts are changed.
        key: The store's key.
        records: The erasures.
        people: Time of a record → the erased person, if still known.

    Returns:
        What was deleted, and the number of mentions replaced.

    Raises:
        StoreFullError, HomeUnwritableError: The file cannot be written.
    """
    files.drop_all_but(home, [])
    gone: list[Forgotten] = []
    mentions = 0
    with _opened(home, key) as database:
        if database is None:
            return Forgotten(), 0
        for record in records:
            # for an erasure made just now, include conversations kept while it was running
            before = None if record.at in people else record.at
            gone.append(forget(database, record.hashes, before))
            for replace in _replacers(key, record, people):
                with database.write() as connection:
                    whole = partial(in_json, replace=replace)
                    mentions += replace_mentions(connection, whole, write=True)
        database.empty_log()
    return _together(gone), mentions


def _replacers(key: bytes, record: Record, people: Mapping[datetime, Person]) -> Iterator[Replace]:
    person = people.get(record.at)
    known = replacer(person) if person else hashed_replacer(key, record.hashes)
    if known is not None:
        yield known


def _together(several: Sequence[Forgotten]) -> Forgotten:
    return Forgotten(
        ids=tuple(id_ for one in several for id_ in one.ids),
        sets=tuple(sorted({id_ for one in several for id_ in one.sets})),
        customer_hashes=frozenset().union(*(one.customer_hashes for one in several)),
        replies=frozenset().union(*(one.replies for one in several)),
    )


@contextmanager
def _opened(home: Home, key: bytes) -> Iterator[Database | None]:
    """Open the file of kept conversations; None if there is none.

    A file written by a newer program is removed, because rows in it cannot be erased. A damaged
    one is moved aside, where an erasure removes it.
    """
    path = path_of(home)
    if not path.exists():
        yield None
        return
    try:
        database, _ = open_database(home, key)
    except StoreNewerError:
        _log.warning("conversations kept by a newer program were removed")
        for file in path.parent.glob(f"{path.name}*"):
            file.unlink(missing_ok=True)
        yield None
        return
    try:
        yield database
    finally:
        database.close()
