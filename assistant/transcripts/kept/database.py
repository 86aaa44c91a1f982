"""The encrypted file of kept conversations: opened, checked, and moved aside if it is damaged.

It is not part of the backups: the exports can be read again.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection

from assistant.contracts import Notice
from assistant.errors import MachineError, StoreDamagedError
from assistant.paths import OWNER_ONLY_FILE, OWNER_ONLY_FOLDER, Home
from assistant.store import backups
from assistant.store.database import coded_errors, connect, open_engine
from assistant.transcripts.kept import migrations

_writing = threading.RLock()
"""Serialises the writers of this process: an erasure opens the file in addition to the engine."""


class TranscriptsDamagedError(MachineError):
    """The file of kept conversations fails its checks."""

    code = "transcripts.damaged"


class Database:
    """Access for many readers and one writer at a time. Closing it twice is safe."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._engine = open_engine(path, key)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection with one consistent view.

        Raises:
            TranscriptsDamagedError: A page failed its checksum.
        """
        with _faults(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection inside one transaction, which is committed wholly or not at all.

        Raises:
            StoreFullError, HomeUnwritableError, TranscriptsDamagedError: Nothing was changed.
        """
        with _writing, _faults(), self._engine.connect() as connection, connection.begin():
            yield connection

    def empty_log(self) -> None:
        """Fold the write-ahead log into the file, so that deleted rows do not remain in it."""
        with _writing, _faults(), self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self._engine.dispose()


def path_of(home: Home) -> Path:
    """Path of the file in a home."""
    return home.training / "transcripts.db"


def open_database(home: Home, key: bytes) -> tuple[Database, Notice | None]:
    """Open the file, creating it if needed; a damaged one is moved aside and reported in a notice.

    Raises:
        StoreNewerError: A newer program wrote it; it is left unchanged.
        StoreFullError, HomeUnwritableError: It cannot be written.
    """
    path = path_of(home)
    notice = None
    with coded_errors():
        home.training.mkdir(mode=OWNER_ONLY_FOLDER, exist_ok=True)
        if path.exists() and path.stat().st_size and not _is_whole(path, key):
            folder = backups.move_aside(home, path).name
            notice = Notice(
                code="transcripts.damaged",
                text="The conversations kept for training could not be read: they were damaged, or "
                f"of another home. They were moved to damaged/{folder}.",
                remedy="Read again the exports that they came from",
            )
        database = Database(path, key)
        try:
            with database.write() as connection:
                migrations.bring_up_to_date(connection)
        except BaseException:
            database.close()
            raise
        path.chmod(OWNER_ONLY_FILE)
    return database, notice


def _is_whole(path: Path, key: bytes) -> bool:
    """Whether this key opens the file and every page passes its checksum."""
    try:
        with coded_errors(), closing(connect(path, key)) as connection:
            # a page torn by a power cut may be intact in the log
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            torn = connection.execute("PRAGMA cipher_integrity_check").fetchmany(1)
            return not torn and connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
    except StoreDamagedError:
        return False


@contextmanager
def _faults() -> Iterator[None]:
    try:
        with coded_errors():
            yield
    except StoreDamagedError as error:
        raise TranscriptsDamagedError(
            expected="whole conversations in transcripts.db",
            found="pages that fail their checksum",
            remedy="Restart Replydesk: it sets the file aside; then read the exports again",
        ) from error
