"""Objects that Python's garbage collector finds in a thread that the test chooses."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SOON = 60


class Collector:
    """Collects garbage in the thread that calls it, once something was dropped."""

    def __init__(self) -> None:
        self._dropped = threading.Event()
        self._collected = threading.Event()
        self.thread = ""

    def drop(self, held: list[object]) -> None:
        """Empty a list; what it held is in a reference cycle from now on, and nowhere else."""
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
    """Nobody else collects until the block ends."""
    gc.collect()
    gc.disable()
    try:
        yield Collector()
    finally:
        gc.enable()
