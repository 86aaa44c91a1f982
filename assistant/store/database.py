"""The encrypted SQLite file: connections, transactions, and the errors they can end in."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import (
    Connection,
    Engine,
    Executable,
    Result,
    create_engine,
    event,
    insert,
    select,
    update,
)

from assistant.errors import CodedError
from assistant.store import schema
from assistant.store.acknowledged import Acknowledged
from assistant.store.faults import coded_errors, coded_of

__all__ = [
    "OWNER",
    "SYSTEM",
    "Actor",
    "Change",
    "Store",
    "Transaction",
    "coded_errors",
    "coded_of",
    "connect",
    "current_change_seq",
    "open_engine",
    "opens",
    "set_change_seq",
]

_log = logging.getLogger(__name__)

_BUSY_MILLISECONDS = 10_000
_CHECKPOINT_MILLISECONDS = 200
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    # a power cut must not take an acknowledged change: one fsync a commit
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    # sorting and temporary tables must not spill readable text to disk
    "PRAGMA temp_store = MEMORY",
    f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}",
    "PRAGMA cache_size = -16000",
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: one person on a desktop, many on a server."""

    id: int | None
    name: str
    role: str = "administrator"


OWNER = Actor(1, "owner")
SYSTEM = Actor(None, "replydesk")


def connect(path: Path, key: bytes) -> sqlcipher.Connection:
    """Open one keyed connection. The key comes before any statement that reads the file."""
    connection = sqlcipher.connect(
        str(path), timeout=_BUSY_MILLISECONDS / 1000, check_same_thread=False, isolation_level=None
    )
    # SQLCipher would write its own lines to standard error; faults come as our coded errors
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def opens(path: Path, key: bytes) -> bool:
    """Whether this key decrypts the file's first page. Changes nothing."""
    try:
        connection = connect(path, key)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            connection.close()
    except sqlcipher.DatabaseError:
        return False
    return True


def open_engine(path: Path, key: bytes, *, writable: bool = True) -> Engine:
    """A pool of keyed connections; transactions are begun by hand, so that DDL rolls back too."""

    def creator() -> sqlcipher.Connection:
        connection = connect(path, key)
        for pragma in _PRAGMAS if writable else ("PRAGMA query_only = ON",):
            connection.execute(pragma)
        return connection

    engine = create_engine(
        "sqlite://", module=sqlcipher, creator=creator, pool_size=8, max_overflow=8,
        poolclass=_queue_pool(),
    )  # fmt: skip
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _queue_pool() -> Any:
    from sqlalchemy.pool import QueuePool

    return QueuePool


@dataclass(slots=True)
class Transaction:
    """One write: its connection, its number in the store's history, who and when."""

    connection: Connection
    change_seq: int
    actor: Actor
    now: datetime
    touched: set[str] = field(default_factory=set)
    forgotten: dict[str, list[int]] = field(default_factory=dict)
    """Ids of deleted rows by entity, for those who keep copies of them."""

    def execute(self, statement: Executable, *parameters: Any) -> Result[Any]:
        return self.connection.execute(statement, *parameters)

    def touch(self, topic: str) -> None:
        """Note that rows of this kind changed, for those who follow the store."""
        self.touched.add(topic)

    def forget(self, entity: str, ids: list[int]) -> None:
        """Leave a tombstone for deleted rows, so that followers can delete them too."""
        if ids:
            self.execute(
                insert(schema.deletions),
                [
                    {"entity": entity, "entity_id": id_, "change_seq": self.change_seq}
                    for id_ in ids
                ],
            )
        self.forgotten.setdefault(entity, []).extend(ids)
        self.touch(entity)

    def audit(self, action: str, subject: str, **details: Any) -> None:
        """Write who did what to the append-only log. Details must not carry personal data."""
        self.execute(
            insert(schema.audit).values(
                at=self.now,
                actor_id=self.actor.id,
                actor_name=self.actor.name,
                action=action,
                subject=subject,
                details=details,
                change_seq=self.change_seq,
            )
        )
        self.touch("audit")


@dataclass(frozen=True, slots=True)
class Change:
    """What a committed write touched."""

    change_seq: int
    topics: frozenset[str]


class Store:
    """The open store: many readers, one writer at a time.

    Attributes:
        path: The database file.
    """

    def __init__(self, path: Path, key: bytes, acknowledged: Acknowledged) -> None:
        self.path = path
        self._key = key
        self._engine = open_engine(path, key)
        self._acknowledged = acknowledged
        self._writing = threading.RLock()
        self._listeners: list[Callable[[Change], None]] = []

    @property
    def key(self) -> bytes:
        return self._key

    def follow(self, listener: Callable[[Change], None]) -> None:
        """Call `listener` after each commit, in the writing thread."""
        self._listeners.append(listener)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection with one consistent view; what it writes is rolled back.

        Raises:
            StoreDamagedError: A page failed its checksum.
        """
        with coded_errors(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self, actor: Actor) -> Iterator[Transaction]:
        """One write transaction: all or nothing, numbered, acknowledged after its commit.

        Raises:
            StoreFullError, HomeUnwritableError, StoreDamagedError: Nothing was changed.
        """
        with self._writing:
            with coded_errors(), self._engine.connect() as connection, connection.begin():
                transaction = Transaction(
                    connection, _next_change_seq(connection), actor, datetime.now(UTC)
                )
                yield transaction
            self._acknowledge(transaction.change_seq)
        change = Change(transaction.change_seq, frozenset(transaction.touched))
        for listener in self._listeners:
            listener(change)

    def change_seq(self) -> int:
        """Number of the last committed write."""
        with self.read() as connection:
            return current_change_seq(connection)

    def checkpoint(self) -> None:
        """Move the write-ahead log into the database file and empty it, as far as readers let."""
        with self._writing, self.raw() as connection:
            # a slow reader (an export) must not hold up every writer for the usual patience
            connection.execute(f"PRAGMA busy_timeout = {_CHECKPOINT_MILLISECONDS}")
            try:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")

    @contextmanager
    def raw(self) -> Iterator[sqlcipher.Connection]:
        """SQLite's own connection, for what SQLAlchemy has no words for."""
        with coded_errors(), self._engine.connect() as connection:
            yield cast("sqlcipher.Connection", connection.connection.dbapi_connection)

    def acknowledge(self) -> None:
        """Promise what is in the store now: its content was replaced as a whole."""
        self._acknowledge(self.change_seq())

    def exclusive(self) -> threading.RLock:
        """The writers' lock, for who must see the file at rest (a backup, an erasure)."""
        return self._writing

    def close(self) -> None:
        """Checkpoint and close every connection; safe to call twice."""
        try:
            self.checkpoint()
        except CodedError:
            _log.warning("closed without a checkpoint")
        self._engine.dispose()
        self._acknowledged.close()

    def _acknowledge(self, change_seq: int) -> None:
        try:
            self._acknowledged.write(change_seq)
        except OSError:
            # the change itself is safe; only the proof of its number could not be kept
            _log.warning("the count of changes could not be written")


def current_change_seq(connection: Connection) -> int:
    """Number of the last committed write, as this connection sees it."""
    counter = select(schema.counters.c.value).where(schema.counters.c.name == "change_seq")
    return connection.scalar(counter) or 0


def set_change_seq(connection: Connection, value: int) -> int:
    """Count on from here, after the content of the store was set back; returns it."""
    connection.execute(
        update(schema.counters).where(schema.counters.c.name == "change_seq").values(value=value)
    )
    return value


def _next_change_seq(connection: Connection) -> int:
    statement = (
        update(schema.counters)
        .where(schema.counters.c.name == "change_seq")
        .values(value=schema.counters.c.value + 1)
        .returning(schema.counters.c.value)
    )
    return cast("int", connection.scalar(statement))
