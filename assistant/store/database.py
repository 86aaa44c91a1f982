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
from sqlalchemy.exc import DBAPIError

from assistant.errors import CodedError, HomeUnwritableError, StoreDamagedError, StoreFullError
from assistant.store import schema
from assistant.store.acknowledged import Acknowledged

_log = logging.getLogger(__name__)

_BUSY_MILLISECONDS = 10_000
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


@contextmanager
def coded_errors() -> Iterator[None]:
    """Turn the database's faults into ours.

    Raises:
        StoreFullError, HomeUnwritableError, StoreDamagedError: By what SQLite said.
    """
    try:
        yield
    except (DBAPIError, sqlcipher.Error) as error:
        coded = _coded(str(getattr(error, "orig", error)).lower())
        if coded is None:
            raise
        raise coded from error


def _coded(said: str) -> CodedError | None:
    if "full" in said:
        return StoreFullError(
            expected="room on the disk for this change",
            found="a full disk; the change was not made, everything before it is safe",
            remedy="Free some space and try again",
        )
    if "readonly" in said or "unable to open" in said or "disk i/o" in said:
        return HomeUnwritableError(
            expected="a store that can be written",
            found="a folder or disk that refuses to be written",
            remedy="Give your user the right to write in the home folder, or check the disk",
        )
    if "malformed" in said or "not a database" in said or "corrupt" in said:
        return StoreDamagedError(
            expected="a whole store",
            found="pages that fail their checksum",
            remedy="Restart Replydesk: it will fall back to the newest good backup",
        )
    return None


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
        """Move the write-ahead log into the database file and empty it."""
        with self._writing, coded_errors(), self._engine.connect() as connection:
            cast("sqlcipher.Connection", connection.connection.dbapi_connection).execute(
                "PRAGMA wal_checkpoint(TRUNCATE)"
            )

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


def _next_change_seq(connection: Connection) -> int:
    statement = (
        update(schema.counters)
        .where(schema.counters.c.name == "change_seq")
        .values(value=schema.counters.c.value + 1)
        .returning(schema.counters.c.value)
    )
    return cast("int", connection.scalar(statement))
