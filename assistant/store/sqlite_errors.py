"""Converts errors of SQLite and the operating system to coded errors that a person can act on.

SQLite's result codes: https://www.sqlite.org/rescode.html
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError

from assistant.errors import (
    CodedError,
    HomeUnwritableError,
    MachineError,
    StoreDamagedError,
    StoreFullError,
)
from assistant.paths import DISK_FULL

_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS)
_CUT_SHORT = 522  # SQLITE_IOERR_SHORT_READ: the file ends before its last page does
_UNREADABLE = 266  # SQLITE_IOERR_READ: a bad sector


class StoreBusyError(MachineError):
    """Another program holds the store."""

    code = "store.busy"


@contextmanager
def coded_errors() -> Iterator[None]:
    """Convert errors of the database and its files to coded errors.

    Raises:
        StoreFullError, HomeUnwritableError, StoreBusyError, StoreDamagedError: See `coded_of`.
    """
    try:
        yield
    except (DBAPIError, sqlcipher.Error, OSError) as error:
        coded = coded_of(error)
        if coded is None:
            raise
        raise coded from error


def coded_of(error: Exception) -> CodedError | None:
    """Return the coded error for an exception; None unless it is one of disk, rights or damage."""
    if isinstance(error, OSError):
        return (
            _full() if error.errno in DISK_FULL else _refused() if error.errno in _REFUSED else None
        )
    original = getattr(error, "orig", error)
    said = str(original).lower()
    if "database or disk is full" in said:
        return _full()
    if getattr(original, "sqlite_errorcode", None) in (_CUT_SHORT, _UNREADABLE) or any(
        words in said for words in ("malformed", "not a database", "corrupt")
    ):
        return _damaged()
    if "readonly" in said or "unable to open" in said or "disk i/o" in said:
        return _refused()
    if "database is locked" in said:
        return StoreBusyError(
            expected="a store that only Replydesk uses",
            found="another program that has it open",
            remedy="Try again; if it happens again, "
            "find out which backup or antivirus program reads it",
        )
    return None


def _full() -> StoreFullError:
    return StoreFullError(
        expected="room on the disk for this change",
        found="a full disk; the change was not made, everything before it is safe",
        remedy="Free some space and try again",
    )


def _refused() -> HomeUnwritableError:
    return HomeUnwritableError(
        expected="a store that can be written",
        found="a folder or disk that refuses to be written",
        remedy="Give your user the right to write in the home folder, or check the disk",
    )


def _damaged() -> StoreDamagedError:
    return StoreDamagedError(
        expected="an intact store",
        found="pages that fail their checksum",
        remedy="Restart Replydesk: it will fall back to the newest good backup",
    )
