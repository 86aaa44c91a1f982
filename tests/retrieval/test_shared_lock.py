"""Readers together, a writer alone, and a waiting writer before new readers."""

from __future__ import annotations

import threading

from retrieval.shared_lock import SharedLock

SOON = 60.0
"""Seconds after which a thread that has not come is taken for stuck."""


def test_readers_are_inside_together() -> None:
    lock, meeting = SharedLock(), threading.Barrier(2)

    def read() -> None:
        with lock.reading():
            meeting.wait(SOON)

    other = threading.Thread(target=read)
    other.start()
    read()
    other.join()
    assert not meeting.broken


def test_a_waiting_writer_goes_before_new_readers() -> None:
    lock, order, reading = SharedLock(), list[str](), threading.Event()

    def write() -> None:
        with lock.writing():
            order.append("write")

    def read() -> None:
        reading.set()
        with lock.reading():
            order.append("read")

    writer, reader = threading.Thread(target=write), threading.Thread(target=read)
    with lock.reading():
        writer.start()
        while not lock._writers_waiting:
            assert writer.is_alive()
        reader.start()
        assert reading.wait(SOON)
        order.append("first")
    writer.join(SOON)
    reader.join(SOON)
    assert order == ["first", "write", "read"]


def test_a_failure_inside_opens_the_lock_again() -> None:
    lock = SharedLock()
    for way in (lock.reading, lock.writing):
        try:
            with way():
                raise LookupError
        except LookupError:
            pass
    with lock.writing():
        assert lock._writing
    assert not lock._writing
