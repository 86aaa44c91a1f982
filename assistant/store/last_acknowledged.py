"""Records the number of the last acknowledged change, outside the database.

When a write-ahead log is damaged, SQLite silently drops the commits after the damage and opens an
older, consistent database. Comparing the store's `change_seq` with this record at start reveals
the loss, and the time of the last acknowledged change says since when changes may be missing.
"""

from __future__ import annotations

import os
import struct
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

_RECORD = struct.Struct("<QQ")
_SLOT = 32


@dataclass(frozen=True, slots=True)
class LastAcknowledged:
    """The highest `change_seq` that was acknowledged to a client, and when."""

    change_seq: int
    at: datetime


class AcknowledgedFile:
    """A file with two checksummed slots, written in turn, so that a torn write spoils only one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None
        self._turn = 0

    def read(self) -> LastAcknowledged | None:
        """Return the newest intact record, or None for a new (or unreadable) file."""
        return max(filter(None, self._slots()), key=lambda slot: slot.change_seq, default=None)

    def write(self, change_seq: int) -> None:
        """Record `change_seq`; to be called after the commit and before the response."""
        if self._file is None:
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
            first, second = self._slots()
            # never overwrite the newest slot: a torn write would bring the older one back
            self._turn = int(bool(second and (not first or second.change_seq > first.change_seq)))
            self._file = os.open(self._path, flags, 0o600)
        now = int(datetime.now(UTC).timestamp() * 1_000_000)
        record = _RECORD.pack(change_seq, now)
        slot = (record + struct.pack("<I", zlib.crc32(record))).ljust(_SLOT, b"\0")
        self._turn ^= 1
        os.lseek(self._file, self._turn * _SLOT, os.SEEK_SET)
        os.write(self._file, slot)

    def _slots(self) -> list[LastAcknowledged | None]:
        try:
            content = self._path.read_bytes()
        except OSError:
            content = b""
        return [_parse(content[at : at + _SLOT]) for at in (0, _SLOT)]

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def __enter__(self) -> AcknowledgedFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _parse(slot: bytes) -> LastAcknowledged | None:
    if len(slot) < _SLOT:
        return None
    record = slot[: _RECORD.size]
    (checksum,) = struct.unpack_from("<I", slot, _RECORD.size)
    if zlib.crc32(record) != checksum:
        return None
    change_seq, at = _RECORD.unpack(record)
    return LastAcknowledged(change_seq, datetime.fromtimestamp(at / 1_000_000, UTC))
