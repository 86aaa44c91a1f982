"""Whether anybody still uses the engine."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Presence:
    """Counts requests under way; an open event stream is one. Used in the event loop only."""

    def __init__(self) -> None:
        self._under_way = 0
        self._last = time.monotonic()

    @contextmanager
    def request(self) -> Iterator[None]:
        """One request of a known person, from its head to the end of its answer."""
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._last = time.monotonic()

    def idle_s(self) -> float:
        """Seconds since the last request ended; 0 while one is under way."""
        return 0.0 if self._under_way else time.monotonic() - self._last
