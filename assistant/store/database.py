"""The encrypted SQLite database: connections and transactions."""

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
from assistant.store.last_acknowledged import AcknowledgedFile
from assistant.store.sqlite_errors import coded_errors, coded_of

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
    # fsync at each commit, so that a power cut loses no acknowledged change
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
    """The person who makes a change: the owner on a desktop, one of many on a server."""

    id: int | None
    name: str
    role: str = "administrator"


OWNER = Actor(1, "owner")
SYSTEM = Actor(None, "replydesk")


def connect(path: Path, key: bytes) -> sqlcipher.Connection:
    """Open a connection and set its key, which must precede any statement that reads the file."""
    connection = sqlcipher.connect(
        str(path), timeout=_BUSY_MILLISECONDS / 1000, check_same_thread=False, isolation_level=None
    )
    # SQLCipher would log to standard error; errors are reported as our coded errors
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def opens(path: Path, key: bytes) -> bool:
    """Whether this key decrypts the file's first page. Read-only."""
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
    """Create a pool of keyed connections; explicit BEGIN lets DDL be rolled back too."""

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
    """A write transaction with its connection, change number, actor and time."""

    connection: Connection
    change_seq: int
    actor: Actor
    now: datetime
    touched: set[str] = field(default_factory=set)
    deleted: dict[str, list[int]] = field(default_factory=dict)
    """Ids of deleted rows by entity, for caches and indexes that hold copies."""

    def execute(self, statement: Executable, *parameters: Any) -> Result[Any]:
        return self.connection.execute(statement, *parameters)

    def touch(self, topic: str) -> None:
        """Note that rows of this kind changed, for listeners of the store."""
        self.touched.add(topic)

    def record_deletion(self, entity: str, ids: list[int]) -> None:
        """Write tombstones for deleted rows, so that indexes can delete their copies."""
        if ids:
            self.execute(
                insert(schema.deletions),
                [
                    {"entity": entity, "entity_id": id_, "change_seq": self.change_seq}
                    for id_ in ids
                ],
            )
        self.deleted.setdefault(entity, []).extend(ids)
        self.touch(entity)

    def audit(self, action: str, subject: str, **details: Any) -> None:
        """Add an entry to the append-only audit log. Details must not contain personal data."""
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
    """The number and topics of a committed write."""

    change_seq: int
    topics: frozenset[str]


class Store:
    """The open store: many readers, one writer at a time.

    Attributes:
        path: The database file.
    """

    def __init__(self, path: Path, key: bytes, acknowledged: AcknowledgedFile) -> None:
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
        """Open a connection with a consistent snapshot; any writes are rolled back.

        Raises:
            StoreDamagedError: A page failed its checksum.
        """
        with coded_errors(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self, actor: Actor) -> Iterator[Transaction]:
        """Open a write transaction, which is numbered, and acknowledged after its commit.

        Raises:
            StoreFullError, HomeUnwritableError, StoreDamagedError: It failed and was rolled back.
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
        """Return the number of the last committed write."""
        with self.read() as connection:
            return current_change_seq(connection)

    def checkpoint(self) -> None:
        """Checkpoint and truncate the write-ahead log, as far as active readers permit."""
        with self._writing, self.raw() as connection:
            # a short timeout, so that a slow reader (an export) does not block all writers
            connection.execute(f"PRAGMA busy_timeout = {_CHECKPOINT_MILLISECONDS}")
            try:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")

    @contextmanager
    def raw(self) -> Iterator[sqlcipher.Connection]:
        """Open a DBAPI connection, for statements that SQLAlchemy does not support."""
        with coded_errors(), self._engine.connect() as connection:
            yield cast("sqlcipher.Connection", connection.connection.dbapi_connection)

    def acknowledge(self) -> None:
        """Acknowledge the present state, after the content was replaced as a whole."""
        self._acknowledge(self.change_seq())

    def exclusive(self) -> threading.RLock:
        """Return the writers' lock, for operations that need an unchanging file (an erasure)."""
        return self._writing

    def close(self) -> None:
        """Checkpoint and close all connections. Safe to call twice."""
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
            # the change itself is committed; only the record of its number is missing
            _log.warning("the count of changes could not be written")


def current_change_seq(connection: Connection) -> int:
    """Return the number of the last write that this connection sees."""
    counter = select(schema.counters.c.value).where(schema.counters.c.name == "change_seq")
    return connection.scalar(counter) or 0


def set_change_seq(connection: Connection, value: int) -> int:
    """Set the change number from which to continue, after a restore; return it."""
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
