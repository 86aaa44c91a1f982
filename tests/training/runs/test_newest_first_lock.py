"""Concurrent estimates: the newest goes first, and the oldest ones are refused."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial

import pytest

from training.runs.probe_process import NewestFirstLock, ProbeError


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_who_came_last_goes_first_and_the_oldest_is_refused() -> None:
    lock, told = NewestFirstLock(2), list[str]()

    def wait(name: str) -> None:
        try:
            with lock.take():
                told.append(name)
        except ProbeError:
            told.append(f"{name} refused")

    def arrived(number: int) -> bool:
        """The newest two wait, and the others have been told."""
        return len(lock._waiting) == min(number, 2) and len(told) == max(number - 2, 0)

    threads = []
    with lock.take():
        for number, name in enumerate(("first", "second", "third", "fourth"), start=1):
            threads.append(threading.Thread(target=wait, args=(name,)))
            threads[-1].start()
            until(partial(arrived, number))
        assert told == ["first refused", "second refused"]
    for thread in threads:
        thread.join(60)
    assert told[2:] == ["fourth", "third"]


def test_a_turn_ends_with_a_fault_too() -> None:
    lock = NewestFirstLock(2)
    with pytest.raises(ZeroDivisionError), lock.take():
        raise ZeroDivisionError
    with lock.take():
        assert not lock._waiting
