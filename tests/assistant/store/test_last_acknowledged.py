"""The counter of acknowledged changes survives a torn write."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.store.last_acknowledged import AcknowledgedFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "acknowledged"


def test_the_newest_promise_is_read_back(path: Path) -> None:
    with AcknowledgedFile(path) as acknowledged:
        assert acknowledged.read() is None
        for number in range(1, 6):
            acknowledged.write(number)
            last = acknowledged.read()
            assert last is not None
            assert last.change_seq == number
    assert datetime.now(UTC) - last.at < timedelta(minutes=1)
    assert path.stat().st_size == 64


@pytest.mark.parametrize("writes", [3, 4])
def test_a_torn_slot_leaves_the_promise_before_it(path: Path, writes: int) -> None:
    with AcknowledgedFile(path) as acknowledged:
        for number in range(1, writes + 1):
            acknowledged.write(number)
    whole = path.read_bytes()
    newest = (writes % 2) * 32
    for at in range(newest, newest + 20):
        torn = bytearray(whole)
        torn[at] ^= 0x40
        path.write_bytes(torn)
        last = AcknowledgedFile(path).read()
        assert last is not None
        assert last.change_seq == writes - 1


@pytest.mark.parametrize("content", [b"", b"x" * 10, b"\xff" * 64, b"\0" * 31])
def test_an_unreadable_file_promises_nothing(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert AcknowledgedFile(path).read() is None


def test_writing_goes_on_after_opening_again(path: Path) -> None:
    """The first write of a new run must not overwrite the only good slot with a torn one."""
    with AcknowledgedFile(path) as acknowledged:
        acknowledged.write(1)
    with AcknowledgedFile(path) as acknowledged:
        acknowledged.write(2)
    slots = path.read_bytes()
    newest = slots[:32] if slots[:8] == (2).to_bytes(8, "little") else slots[32:]
    at = slots.index(newest)
    torn = bytearray(slots.ljust(64, b"\0"))
    torn[at] ^= 1
    path.write_bytes(torn)
    last = AcknowledgedFile(path).read()
    assert last is not None
    assert last.change_seq == 1
