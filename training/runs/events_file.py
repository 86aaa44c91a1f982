"""Writes TensorBoard event files (scalars only) without TensorBoard.

A file is a sequence of records (TFRecord: length, its masked CRC-32C, data, its masked CRC-32C),
each an `Event` protocol buffer message (tensorflow/core/util/event.proto): wall_time = 1,
step = 2, file_version = 3, summary = 5 {value = 1 {tag = 1, simple_value = 2}},
session_log = 7 {status = 1}. A session log with status `START` makes TensorBoard discard the events
it has read from that step on.
"""

from __future__ import annotations

import os
import socket
import struct
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Self

from assistant.paths import OWNER_ONLY_FILE, OWNER_ONLY_FOLDER

_MASK = 0xA282EAD8
_START = 1


class EventsFile:
    """One event file; every start of a run writes its own."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def begin(cls, folder: Path, step: int) -> Self:
        """Create a new file in a folder, for a run that continues after `step`."""
        folder.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY_FOLDER)
        name = f"events.out.tfevents.{time.time():.6f}.{socket.gethostname()}.{os.getpid()}"
        file = cls(folder / name)
        file._write(_text(3, b"brain.Event:2"))
        file._write(_number(2, step + 1) + _text(7, _number(1, _START)))
        return file

    def add(self, step: int, values: Mapping[str, float]) -> None:
        """Append the figures of one step."""
        scalars = b"".join(
            _text(1, _text(1, name.encode()) + b"\x15" + struct.pack("<f", value))
            for name, value in values.items()
        )
        self._write(_number(2, step) + _text(5, scalars))

    def _write(self, fields: bytes) -> None:
        """Append a record. If the disk is full, the event is lost and the run goes on."""
        data = b"\x09" + struct.pack("<d", time.time()) + fields
        length = struct.pack("<Q", len(data))
        record = length + _checksum(length) + data + _checksum(data)
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
            with os.fdopen(os.open(self._path, flags, OWNER_ONLY_FILE), "wb") as file:
                file.write(record)
        except OSError:
            return


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _text(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def crc32c(data: bytes) -> int:
    """CRC-32C, the Castagnoli polynomial (RFC 3720, appendix B.4)."""
    table, crc = _table(), 0xFFFFFFFF
    for byte in data:
        crc = table[(crc ^ byte) & 0xFF] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


@cache
def _table() -> tuple[int, ...]:
    table = []
    for byte in range(256):
        crc = byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
        table.append(crc)
    return tuple(table)


def _checksum(data: bytes) -> bytes:
    crc = crc32c(data)
    return struct.pack("<I", ((crc >> 15 | crc << 17) + _MASK) & 0xFFFFFFFF)
