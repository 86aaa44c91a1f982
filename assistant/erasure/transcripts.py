"""The conversations kept for training: a person's own go, others lose what they say of them."""

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


def kept_of(
    home: Home, key: bytes, hashes: Iterable[str], before: datetime | None = None
) -> Forgotten:
    """What is kept of whom these hashes tell. Changes nothing."""
    with _opened(home, key) as database:
        if database is None:
            return Forgotten()
        with database.read() as connection:
            return found(connection, hashes, before)


def named(home: Home, key: bytes, said: str) -> Person | None:
    """A person whom only exports know, by a customer number or full name."""
    number = identifiers.folded(said.replace(" ", ""))
    for kind, value in (("number", number), ("name", identifiers.folded(said))):
        if value and kept_of(home, key, [hashed(key, kind, value)]).ids:
            return Person(identifiers=frozenset({(kind, value)}))
    return None


def count_mentions(home: Home, key: bytes, person: Person) -> int:
    """Places in kept conversations that name a person."""
    replace = replacer(person)
    with _opened(home, key) as database:
        if database is None or replace is None:
            return 0
        with database.read() as connection:
            return replace_mentions(connection, partial(in_json, replace=replace), write=False)


def forget_again(home: Home, key: bytes, records: Sequence[Record]) -> None:
    """Delete what is there of whom was erased: a file of before may have been put back."""
    with _opened(home, key) as database:
        if database is not None:
            gone = sum(len(forget(database, record.hashes, record.at).ids) for record in records)
            if gone:
                database.empty_log()


def forget_kept(
    home: Home, key: bytes, records: Sequence[Record], people: Mapping[datetime, Person]
) -> tuple[Forgotten, int]:
    """Delete and replace; files that were sent and still wait to be read go as a whole.

    Args:
        home: Whose.
        key: The store's key.
        records: The erasures.
        people: By time of the record, who it was, where that is still known.

    Returns:
        What went, and how many mentions were replaced.

    Raises:
        StoreFullError, HomeUnwritableError: Nothing was changed.
    """
    files.drop_all_but(home, [])
    gone: list[Forgotten] = []
    mentions = 0
    with _opened(home, key) as database:
        if database is None:
            return Forgotten(), 0
        for record in records:
            # who is erased just now: also what was written while the store was looked through
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
    """The file, None where there is none; one of a newer program goes, for nobody can erase in it.

    A damaged one is moved aside, where an erasure removes it.
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
