"""Runs Python's garbage collector in a thread that the test chooses."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SOON = 60


class Collector:
    """Collects garbage in the thread that calls it, once `drop` was called."""

    def __init__(self) -> None:
        self._dropped = threading.Event()
        self._collected = threading.Event()
        self.thread = ""

    def drop(self, held: list[object]) -> None:
        """Empty a list, and leave its items in an unreachable reference cycle."""
        ring: list[object] = [*held]
        ring.append(ring)
        held.clear()
        del ring
        self._dropped.set()

    def __call__(self) -> None:
        if self._dropped.is_set() and not self._collected.is_set():
            self.thread = threading.current_thread().name
            gc.collect()
            self._collected.set()

    def wait(self) -> None:
        assert self._collected.wait(SOON), "nothing was collected"


@contextmanager
def collector() -> Iterator[Collector]:
    """Disable automatic garbage collection for the length of a block."""
    gc.collect()
    gc.disable()
    try:
        yield Collector()
    finally:
        gc.enable()
